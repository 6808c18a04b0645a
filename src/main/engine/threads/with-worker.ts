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

/** Runs one task in a thread of its own, which takes what it allocated with it when it ends. */
export function inOwnThread<T extends Tasks, K extends keyof T & string>(
  entry: URL,
  task: K,
  input: T[K]['input'],
): Promise<T[K]['output']> {
  return withWorker<T, T[K]['output']>(entry, (worker) => worker.run(task, input))
}
