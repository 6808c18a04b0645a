import { WorkerThread, workerEntry } from '../threads/index.ts'
import type { UntrainedTasks } from './untrained-tasks.ts'

/** Runs one task in a thread of its own, which takes what it allocated with it when it ends: weights are large. */
export async function inUntrainedThread<K extends keyof UntrainedTasks>(
  task: K,
  input: UntrainedTasks[K]['input'],
): Promise<UntrainedTasks[K]['output']> {
  const worker = new WorkerThread<UntrainedTasks>(workerEntry('untrained-worker', import.meta.url))
  try {
    return await worker.run(task, input)
  } finally {
    await worker.close()
  }
}
