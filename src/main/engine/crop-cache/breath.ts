/** The engine's own thread talks to doors: it is never held for longer. */
const HELD_MS = 4
const EVERY = 32

/** Lets other work have its turn, where a long loop asks at each of its steps whether it is due. */
export class Breath {
  #steps = 0
  #due = performance.now() + HELD_MS

  get isDue(): boolean {
    return ++this.#steps % EVERY === 0 && performance.now() >= this.#due
  }

  async take(): Promise<void> {
    await new Promise(setImmediate)
    this.#due = performance.now() + HELD_MS
  }
}
