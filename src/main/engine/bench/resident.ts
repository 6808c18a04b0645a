import type { Measuring, NetworkTrace } from '../../../shared/bench.ts'
import type { GraphTrace } from '../../../shared/graph-trace.ts'
import { checkBatch } from '../eval/index.ts'
import type { ModelConditions } from '../library/index.ts'
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
  /** Null where it was not asked for. */
  trace: GraphTrace | null
}

/** What is told of a network's trace, where there is one. */
export function traceOf(name: string, { trace, network: { crop } }: Resident): NetworkTrace[] {
  return trace ? [{ network: name, crop, ...trace }] : []
}

export interface Loading extends Pick<Measuring, 'precision' | 'trace'>, ModelConditions {
  source: ModelSource
  /** The model's own size where undefined. */
  crop: number | undefined
  /** The model's own output where undefined. */
  output?: string | undefined
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
  { batches: asked, session, trace: traced, output, ...loading }: Loading,
): Promise<Resident> {
  return withNetwork({ ...loading, output }, async (network) => {
    const { wrapped, crop: side } = network
    const batches = wrapped.batch === 'dynamic' ? asked : [wrapped.batch]
    checkBatch(Math.max(...batches), side)
    // The file is there now, and may be gone when the networks are measured.
    const batch = Math.min(...batches)
    const trace = traced ? await worker.run('trace', { network: wrapped, crop: side, batch, session }) : null
    const number = await worker.run('load', { network: wrapped, crop: side, session })
    return { number, network, batches, trace }
  })
}
