import { entryBeside } from '../processes/index.ts'
import { inOwnThread } from '../threads/index.ts'
import type { UntrainedTasks } from './untrained-tasks.ts'

/** Runs one task of the untrained worker in a thread of its own, which takes the weights with it when it ends. */
export function inUntrainedThread<K extends keyof UntrainedTasks>(
  task: K,
  input: UntrainedTasks[K]['input'],
): Promise<UntrainedTasks[K]['output']> {
  return inOwnThread<UntrainedTasks, K>(entryBeside('untrained-worker', import.meta.url), task, input)
}
