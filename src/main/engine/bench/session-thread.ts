import { entryBeside } from '../processes/index.ts'
import { withWorker, type WorkerThread } from '../threads/index.ts'
import type { SessionTasks } from './session-tasks.ts'

/** Lends a thread that keeps networks resident, until it is drained and their memory is free again. */
export function withSessionThread<T>(work: (worker: WorkerThread<SessionTasks>) => Promise<T>): Promise<T> {
  return withWorker<SessionTasks, T>(entryBeside('session-worker', import.meta.url), work)
}
