import type { Tasks } from './messages.ts'
import { WorkerProcess, type TaskLimits } from './worker-process.ts'

/** To start a process takes longer than most of its tasks do. */
const KEPT_MS = 30_000

/** A process that holds as much, as after a large model, is not kept. */
const MOST_KEPT_BYTES = 512 * 2 ** 20

/** As many processes of one kind as there are tasks at once; one of them is kept for a while when it has nothing to do. */
export class WorkerProcesses<T extends Tasks> {
  readonly #entry: () => URL
  #idle: WorkerProcess<T> | null = null
  #expiry: NodeJS.Timeout | undefined

  constructor(entry: () => URL) {
    this.#entry = entry
  }

  /** Runs one task, as {@link WorkerProcess.run} does. */
  async run<K extends keyof T & string>(task: K, input: T[K]['input'], limits: TaskLimits): Promise<T[K]['output']> {
    limits.signal?.throwIfAborted()
    const worker = this.#take()
    try {
      return await worker.run(task, input, limits)
    } finally {
      this.#giveBack(worker)
    }
  }

  #take(): WorkerProcess<T> {
    const idle = this.#idle
    this.#idle = null
    clearTimeout(this.#expiry)
    return idle?.alive ? idle : new WorkerProcess<T>(this.#entry())
  }

  #giveBack(worker: WorkerProcess<T>): void {
    if (!worker.alive) return
    if (this.#idle !== null || worker.heldBytes > MOST_KEPT_BYTES) {
      worker.close()
      return
    }
    this.#idle = worker
    this.#expiry = setTimeout(() => {
      this.#idle = null
      worker.close()
    }, KEPT_MS).unref()
  }
}
