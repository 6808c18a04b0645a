import { entryBeside } from '../processes/index.ts'
import { inOwnThread } from '../threads/index.ts'
import type { ModelTasks } from './model-tasks.ts'

/** Runs one task of the model worker in a thread of its own: loading and probing a model block whoever does them. */
export function inModelThread<K extends keyof ModelTasks>(
  task: K,
  input: ModelTasks[K]['input'],
): Promise<ModelTasks[K]['output']> {
  return inOwnThread<ModelTasks, K>(entryBeside('model-worker', import.meta.url), task, input)
}
