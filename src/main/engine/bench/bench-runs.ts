import os from 'node:os'
import path from 'node:path'
import type { MeasuredSession } from '../../../shared/bench.ts'
import type { Request } from '../../../shared/contract.ts'
import { AcuityError } from '../../../shared/errors.ts'
import type { Database, EvaluatedRow } from '../db/index.ts'
import { findEvaluated, wrapModel } from '../eval/index.ts'
import { withPassingFolder } from '../processes/index.ts'
import { isOutOfMemory, resolveProvider } from '../runtime/index.ts'
import type { WorkerThread } from '../threads/index.ts'
import type { BenchContext } from './bench-context.ts'
import { measureInterleaved, type Turn } from './measure.ts'
import { SCRATCH } from './network.ts'
import { reporter } from './reporter.ts'
import type { SessionTasks } from './session-tasks.ts'
import { withSessionThread } from './session-thread.ts'

type RunsContext = BenchContext & { db: Database }

/** A run's network in a worker's memory, at the run's batch. */
type Resident = Turn & { run: number }

/**
 * Measures the sessions of runs anew and against each other: the networks as they were evaluated, each at its run's batch
 * and on its provider, in one session with all threads. All are resident at once and take turns.
 * @throws AcuityError `not-found`, `cancelled`, `provider-unavailable`, `memory-limit` where they do not fit into it
 *   together, or what is wrong with a model, or gone of it
 */
export async function benchRuns(
  { runs: references, threads = os.availableParallelism(), ...request }: Request<'bench.runs'>,
  context: RunsContext,
): Promise<{ sessions: MeasuredSession[] }> {
  const { db, signal } = context
  const runs = new Map(references.map((reference) => findEvaluated(db, reference)).map((run) => [run.id, run]))
  const progress = reporter(1, context)
  try {
    return await withSessionThread(async (worker) => {
      const residents: Resident[] = []
      for (const run of runs.values()) {
        signal.throwIfAborted()
        progress.preparing(run.name)
        residents.push(await makeResident(worker, run, threads, context))
      }
      const onRepetition = progress.measuring(`${residents.length} networks in turn`)
      const measured = await measureInterleaved(worker, residents, { ...request, ...context, threads, onRepetition })
      progress.settled(1)
      return { sessions: measured.map(({ run, speed }) => ({ run, speed })) }
    })
  } catch (cause) {
    if (!isOutOfMemory(cause)) throw cause
    const message = `The networks of ${runs.size} runs do not fit into memory together: measure fewer at a time.`
    throw new AcuityError('memory-limit', message, { cause })
  }
}

function makeResident(
  worker: WorkerThread<SessionTasks>,
  run: EvaluatedRow,
  threads: number,
  { db, caches, signal }: RunsContext,
): Promise<Resident> {
  const { recipe, batch, provider: recorded } = run.settings
  return withPassingFolder(caches.scratch, SCRATCH, async (folder) => {
    const { provider } = await resolveProvider(recorded)
    const target = path.join(folder, 'model.onnx')
    const network = await wrapModel({ run, signal }, { db, models: caches.models, target })
    const number = await worker.run('load', { network, crop: recipe.crop, session: { provider, threads } })
    return { run: run.id, number, batch }
  })
}
