import type { Measuring } from '../../../shared/bench.ts'
import type { ModelLimits } from '../../../shared/model.ts'
import type { ModelSource } from '../model/index.ts'
import type { BenchContext } from './bench-context.ts'
import { measureInterleaved, type Timed } from './measure.ts'
import type { Peak } from './peak.ts'
import type { ProviderSetup } from './settle-providers.ts'
import type { Reporter } from './reporter.ts'
import { makeResident, type Resident } from './resident.ts'
import { withSessionThread } from './session-thread.ts'
import { sweepBatches, type TooLarge } from './sweep-batches.ts'

export interface CropOptions extends Measuring, ModelLimits, Pick<BenchContext, 'caches' | 'others' | 'signal'> {
  source: ModelSource
  /** The model's own where undefined. */
  crop: number | undefined
  /** The model's own where undefined. */
  output?: string | undefined
  batches: readonly number[]
  /** What people know the network by. */
  name: string
  progress: Reporter
}

export type Measured = Resident & Timed

/**
 * Measures a network at one crop on one provider, at every batch.
 * @throws AcuityError `cancelled`, or what is wrong with the model, the crop, a batch or the provider
 */
export async function benchCrop(
  setup: ProviderSetup,
  peak: Peak,
  { source, crop, batches, name, progress, ...options }: CropOptions,
): Promise<{ measured: Measured[]; tooLarge: TooLarge[] }> {
  let planned = batches.length
  const { measured, tooLarge } = await sweepBatches<Measured[]>((use) =>
    withSessionThread(async (worker) => {
      options.signal.throwIfAborted()
      progress.preparing(crop === undefined ? name : `${name} ${crop}`)
      const resident = await makeResident(worker, { ...options, source, crop, batches, session: setup })
      const { network } = resident
      progress.expect(resident.batches.length - planned)
      planned = resident.batches.length
      const measure = async (batch: number) => {
        const onRepetition = progress.measuring(`${name} ${network.crop}, batch ${batch}`)
        const turns = { ...options, ...setup, onRepetition }
        const speeds = await measureInterleaved(worker, [{ ...resident, batch }], turns)
        await peak.sample()
        progress.settled(1)
        return speeds
      }
      await peak.sample()
      await use({ batches: resident.batches, divisible: network.wrapped.batch === 'dynamic', measure })
    }),
  )
  progress.settled(planned - measured.length)
  return { measured: measured.flat(), tooLarge }
}
