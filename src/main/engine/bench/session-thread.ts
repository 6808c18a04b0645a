import { WorkerThread, workerEntry } from '../threads/index.ts'
import type { SessionTasks } from './session-tasks.ts'

/** Lends a thread that keeps networks resident, until it is drained and their memory is free again. */
export async function withSessionThread<T>(work: (worker: WorkerThread<SessionTasks>) => Promise<T>): Promise<T> {
  const worker = new WorkerThread<SessionTasks>(workerEntry('session-worker', import.meta.url))
  try {
    return await work(worker)
  } finally {
    await worker.close()
  }
}
