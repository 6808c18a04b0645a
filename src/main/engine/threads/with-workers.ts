import type { Tasks } from './messages.ts'
import { WorkerThread } from './worker-thread.ts'

/** Lends `count` threads of one kind to some work, and drains them afterwards whatever came of it. */
export async function withWorkers<T extends Tasks>(
  entry: URL,
  count: number,
  work: (workers: readonly WorkerThread<T>[]) => Promise<void>,
): Promise<void> {
  const workers = Array.from({ length: count }, () => new WorkerThread<T>(entry))
  try {
    await work(workers)
  } finally {
    await Promise.all(workers.map((worker) => worker.close()))
  }
}
