import type { Tasks } from './messages.ts'
import { WorkerThread } from './worker-thread.ts'

/** Lends one thread to some work, and drains it afterwards whatever came of it. */
export async function withWorker<T extends Tasks, R>(
  entry: URL,
  work: (worker: WorkerThread<T>) => Promise<R>,
): Promise<R> {
  const worker = new WorkerThread<T>(entry)
  try {
    return await work(worker)
  } finally {
    await worker.close()
  }
}
