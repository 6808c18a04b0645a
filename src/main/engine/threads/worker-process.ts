import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { deserializeError, messageOf } from '../../../shared/errors.ts'
import { describeExit } from '../../exits.ts'
import { TOO_MUCH_MEMORY, type Answer, type Question, type Tasks } from './messages.ts'

/** What one task may take. */
export interface TaskLimits {
  /** Of memory that the whole process holds. */
  mostBytes: number
  /** Without, it may take as long as it likes. */
  mostMs?: number | undefined
  /** The task is ended at once where it aborts, and `run` throws its reason. */
  signal?: AbortSignal | undefined
}

/** Why a worker process gave no answer. */
export class NoAnswer extends Error {
  readonly why: 'time' | 'memory' | 'died'

  constructor(why: NoAnswer['why'], message: string) {
    super(message)
    this.why = why
  }
}

/**
 * A process that answers one task at a time, and is killed where a task takes more than it may: what blocks in native code,
 * or allocates without end, can be ended in no other way. It ends with the process that started it.
 */
export class WorkerProcess<T extends Tasks> {
  readonly #child: ChildProcess
  #nextId = 0
  #alive = true
  /** What it held in memory after its last task. */
  heldBytes = 0

  constructor(entry: URL) {
    this.#child = fork(fileURLToPath(entry), [], {
      // In Electron, the program is a browser where nothing else is said.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.#child.on('exit', () => (this.#alive = false))
    this.#child.on('error', () => (this.#alive = false))
    this.#holdOn(false)
  }

  /** Whether it takes tasks. */
  get alive(): boolean {
    return this.#alive
  }

  /** @throws AcuityError what the task threw; {@link NoAnswer}; what `signal` aborted with */
  async run<K extends keyof T & string>(task: K, input: T[K]['input'], limits: TaskLimits): Promise<T[K]['output']> {
    const { mostBytes, mostMs, signal } = limits
    signal?.throwIfAborted()
    const settled = Promise.withResolvers<T[K]['output']>()
    const { resolve, reject } = settled
    const answered = ({ heldBytes, ...answer }: Answer) => {
      this.heldBytes = heldBytes ?? 0
      if ('error' in answer) reject(deserializeError(answer.error))
      else resolve(answer.output)
    }
    const end = (error: unknown) => {
      this.#alive = false
      this.#child.kill('SIGKILL')
      reject(error)
    }
    const tooLong = () => end(new NoAnswer('time', `no answer within ${(mostMs ?? 0) / 1000} s`))
    const aborted = () => end(signal?.reason)
    const failed = (error: unknown) => end(new NoAnswer('died', messageOf(error)))
    const died = (code: number | null, killed: NodeJS.Signals | null) =>
      reject(new NoAnswer(killed === TOO_MUCH_MEMORY ? 'memory' : 'died', describeExit({ code, signal: killed })))

    const timer = mostMs === undefined ? undefined : setTimeout(tooLong, mostMs)
    signal?.addEventListener('abort', aborted)
    this.#child.on('message', answered).on('exit', died).on('error', failed)
    this.#holdOn(true)
    try {
      this.#child.send({ id: this.#nextId++, task, input, mostBytes } satisfies Question, (error) => {
        if (error) failed(error)
      })
      return await settled.promise
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', aborted)
      this.#child.off('message', answered).off('exit', died).off('error', failed)
      this.#holdOn(false)
    }
  }

  /** It ends by itself, in its own time. */
  close(): void {
    this.#alive = false
    if (this.#child.connected) this.#child.send({ close: true } satisfies Question)
  }

  /** Only while a task goes on does the process that waits for it have a reason to stay. */
  #holdOn(isAtWork: boolean): void {
    for (const each of [this.#child, this.#child.channel])
      if (isAtWork) each?.ref()
      else each?.unref()
  }
}
