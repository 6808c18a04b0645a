import { ModelProcesses, type ModelConditions } from '../library/index.ts'
import { entryBeside } from '../processes/index.ts'
import type { UntrainedTasks } from './untrained-tasks.ts'

const processes = new ModelProcesses<UntrainedTasks>(() => entryBeside('untrained-worker', import.meta.url))

/** Runs one task of the untrained worker in a process of its own, as {@link ModelProcesses.run} does. */
export function inUntrainedProcess<K extends keyof UntrainedTasks>(
  task: K,
  input: UntrainedTasks[K]['input'],
  conditions: ModelConditions = {},
): Promise<UntrainedTasks[K]['output']> {
  const [first = ''] = 'files' in input ? input.files : [input.file]
  return processes.run(task, input, first, conditions)
}
