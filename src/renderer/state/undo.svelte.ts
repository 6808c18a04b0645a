import type { Notices } from './notices.svelte.ts'

/** Something that a person did, and how all is made as it was before. */
export interface Undoable {
  /** What was done, as in `12 images tagged “dog”`. */
  what: string
  undo: () => Promise<unknown>
}

/** More is remembered by nobody, and what 50,000 images had before takes memory. */
const MOST = 100

/** What was done in this window and can be undone, one after the other, the last first. */
export class Undo {
  #done = $state.raw<readonly Undoable[]>([])
  readonly #notices: Pick<Notices, 'say' | 'fail'>
  /** What is being undone: the next waits for it, as it was done before. */
  #running: Promise<void> = Promise.resolve()
  /** What is being done: what it shows may be seen, and be undone, before it has pushed how. */
  #underWay: readonly Promise<unknown>[] = []

  constructor(notices: Pick<Notices, 'say' | 'fail'>) {
    this.#notices = notices
  }

  /** What is undone next; null where there is nothing. */
  get next(): string | null {
    return this.#done.at(-1)?.what ?? null
  }

  push(done: Undoable): void {
    this.#done = [...this.#done, done].slice(-MOST)
  }

  /** Does something that is {@link push}ed in its course: who undoes meanwhile means this, and waits for it. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = work()
    this.#underWay = [...this.#underWay, result]
    try {
      return await result
    } finally {
      this.#underWay = this.#underWay.filter((other) => other !== result)
    }
  }

  /** Undoes this, or what was done last, and says so. What could not be undone can be tried again. */
  undo(given?: Undoable): Promise<void> {
    if (this.#underWay.length > 0) return Promise.allSettled(this.#underWay).then(() => this.undo(given))
    const wanted = given ?? this.#done.at(-1)
    if (!wanted || !this.#done.includes(wanted)) {
      this.#notices.say('There is nothing to undo.')
      return Promise.resolve()
    }
    this.#done = this.#done.filter((done) => done !== wanted)
    this.#running = this.#running.then(() => this.#undo(wanted))
    return this.#running
  }

  async #undo(done: Undoable): Promise<void> {
    try {
      await done.undo()
      this.#notices.say(`Undone: ${done.what}.`)
    } catch (error) {
      this.push(done)
      this.#notices.fail(error)
    }
  }
}
