import { entryBeside } from '../processes/index.ts'
import { ModelProcesses, type ModelConditions } from './model-processes.ts'
import type { ModelTasks } from './model-tasks.ts'

const processes = new ModelProcesses<ModelTasks>(
  () => entryBeside('model-worker', import.meta.url),
  ['probe', 'differ'],
)

/** Runs one task of the model worker in a process of its own, as {@link ModelProcesses.run} does. */
export function inModelProcess<K extends keyof ModelTasks>(
  task: K,
  input: ModelTasks[K]['input'],
  conditions: ModelConditions = {},
): Promise<ModelTasks[K]['output']> {
  return processes.run(task, input, 'source' in input ? input.source.file : input.file, conditions)
}
