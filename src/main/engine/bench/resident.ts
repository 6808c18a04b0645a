import { checkBatch } from '../eval/index.ts'
import type { ModelSource } from '../model/index.ts'
import type { SessionOptions } from '../runtime/index.ts'
import type { WorkerThread } from '../threads/index.ts'
import { withNetwork, type Caches, type Network } from './network.ts'
import type { SessionTasks } from './session-tasks.ts'

/** A network in a worker's memory. */
export interface Resident {
  /** By which the worker knows it. */
  number: number
  network: Network
  /** The batches asked for, or the one that the model fixes. */
  batches: readonly number[]
}

export interface Loading {
  source: ModelSource
  /** The model's own size where undefined. */
  crop: number | undefined
  batches: readonly number[]
  session: SessionOptions
  caches: Caches
}

/**
 * Prepares a network and loads it into the worker.
 * @throws AcuityError what is wrong with the model, the crop, the batch or the provider
 */
export function makeResident(
  worker: WorkerThread<SessionTasks>,
  { source, crop, batches: asked, session, caches }: Loading,
): Promise<Resident> {
  return withNetwork(source, crop, caches, async (network) => {
    const { wrapped, crop: side } = network
    const batches = wrapped.batch === 'dynamic' ? asked : [wrapped.batch]
    checkBatch(Math.max(...batches), side)
    const number = await worker.run('load', { network: wrapped, crop: side, session })
    return { number, network, batches }
  })
}
