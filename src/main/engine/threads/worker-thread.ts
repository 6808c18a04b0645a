import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { AcuityError, deserializeError, messageOf } from '../../../shared/errors.ts'
import type { Answer, Question, Tasks } from './messages.ts'

interface Pending {
  resolve: (output: unknown) => void
  reject: (error: Error) => void
}

// WebAssembly's machine code is kept for as long as its module: V8 13 (Node 24) frees the code of an import twice when one
// thread looks it up while the collection of another lets go of it, and ends the process (nodejs/node 66366, and 64500).
setFlagsFromString('--no-wasm-code-gc')

/** A thread that answers tasks one after another, in the order they were given. */
export class WorkerThread<T extends Tasks> {
  readonly #worker: Worker
  readonly #pending = new Map<number, Pending>()
  readonly #exited: Promise<void>
  #nextId = 0
  /** Why the thread takes no more tasks. */
  #dead: AcuityError | null = null

  constructor(entry: URL) {
    this.#worker = new Worker(entry)
    this.#worker.on('message', (answer: Answer) => this.#settle(answer))
    this.#worker.on('error', (error) => this.#failAll(error))
    this.#exited = new Promise((resolve) => {
      this.#worker.on('exit', (code) => {
        this.#failAll(new Error(`worker thread ended with code ${code}`))
        resolve()
      })
    })
  }

  /** Whether it takes tasks. */
  get alive(): boolean {
    return this.#dead === null
  }

  /** @throws AcuityError what the task threw, or `internal` where the thread died */
  run<K extends keyof T & string>(task: K, input: T[K]['input']): Promise<T[K]['output']> {
    if (this.#dead) return Promise.reject(this.#dead)
    const id = this.#nextId++
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject })
      this.#worker.postMessage({ id, task, input } satisfies Question)
    })
  }

  /**
   * Lets the thread finish what it was given, and end by itself: to terminate one inside native code would take the
   * whole process down.
   */
  async close(): Promise<void> {
    this.#worker.postMessage({ close: true } satisfies Question)
    await this.#exited
  }

  #settle(answer: Answer): void {
    const pending = this.#pending.get(answer.id)
    this.#pending.delete(answer.id)
    if ('error' in answer) pending?.reject(deserializeError(answer.error))
    else pending?.resolve(answer.output)
  }

  #failAll(cause: unknown): void {
    this.#dead ??= new AcuityError('internal', messageOf(cause), { cause })
    for (const { reject } of this.#pending.values()) reject(this.#dead)
    this.#pending.clear()
  }
}
