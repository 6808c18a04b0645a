import os from 'node:os'
import { AcuityError } from '../../../shared/errors.ts'
import type { ModelLimits } from '../../../shared/model.ts'
import { NoAnswer, WorkerProcesses, type Tasks } from '../threads/index.ts'

/** What a person waits for at most; the largest networks take a tenth of it. */
const SECONDS = 300

/** What a task may take, and who may end it. */
export interface ModelConditions extends ModelLimits {
  /** Ends the task at once. */
  signal?: AbortSignal | undefined
}

/**
 * Processes that read, try and write models. A model is a program that a stranger wrote: it may block for ever, take all
 * memory, or end the process that runs it.
 */
export class ModelProcesses<T extends Tasks> {
  readonly #processes: WorkerProcesses<T>
  readonly #running: ReadonlySet<keyof T>

  /** @param running the tasks that run a network: a file is read for as long as that takes, and those have no known end */
  constructor(entry: () => URL, running: readonly (keyof T)[] = []) {
    this.#processes = new WorkerProcesses(entry)
    this.#running = new Set(running)
  }

  /**
   * @param file what errors are about
   * @throws AcuityError what the task threw, or what `signal` aborted with; `time-limit` where the network does not answer
   *   in time, `memory-limit`; `model-invalid` where it ended the process
   */
  async run<K extends keyof T & string>(
    task: K,
    input: T[K]['input'],
    file: string,
    { modelSeconds = SECONDS, modelMemory = defaultModelMemory(), signal }: ModelConditions,
  ): Promise<T[K]['output']> {
    const mostMs = this.#running.has(task) ? modelSeconds * 1000 : undefined
    try {
      return await this.#processes.run(task, input, { mostBytes: modelMemory, mostMs, signal })
    } catch (error) {
      throw error instanceof NoAnswer ? explained(error, file, { modelSeconds, modelMemory }) : error
    }
  }
}

/** Three quarters of the memory that this process could have, in bytes. */
export function defaultModelMemory(): number {
  const constrained = process.constrainedMemory()
  return Math.floor(0.75 * Math.min(os.totalmem(), constrained || Infinity))
}

type Limits = Record<keyof ModelLimits, number>

function explained({ why, message }: NoAnswer, file: string, { modelSeconds, modelMemory }: Limits): AcuityError {
  switch (why) {
    case 'time':
      return new AcuityError(
        'time-limit',
        `${file} was tried on a few images, and did not answer within its limit of ${modelSeconds} s: it may never do.`,
        { remedies: [{ do: 'change', option: 'modelSeconds', to: 'more' }] },
      )
    case 'memory':
      return new AcuityError(
        'memory-limit',
        `${file} takes more memory than its limit of ${Math.ceil(modelMemory / 1e6)} MB to be read and tried.`,
        { remedies: [{ do: 'change', option: 'modelMemory', to: 'more' }] },
      )
    case 'died':
      return new AcuityError('model-invalid', `${file} ended the process that read and tried it (${message}).`)
  }
}
