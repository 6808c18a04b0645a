import type { Database } from '../db/index.ts'

/** Often enough that nothing that matters to a measurement of half a second begins and ends in between. */
const LOOK_MS = 250
/** What goes on for a smaller part of a measurement, as a folder looked at for a run that then waits, hardly moves its mean. */
const LEAST_SHARE = 0.02

/** How the locks of what works for long are called, and what to call their holders. */
const kinds: readonly (readonly [prefix: string, (rest: string) => string])[] = [
  ['run:', (id) => `run ${id}`],
  ['index:', (root) => `the indexing of ${root}`],
  ['bench:', () => 'a benchmark'],
  ['diagnosis:', () => 'a diagnosis of a recipe'],
]

/**
 * Notes what else goes on in this home, in whatever process, while a speed is measured: two at once make every speed
 * a lie. It looks until it is told to end.
 */
export class OthersAtWork {
  readonly #db: Pick<Database, 'locks' | 'runs'>
  readonly #own: readonly string[]
  readonly #looksWith = new Map<string, number>()
  #looks = 0
  readonly #timer: NodeJS.Timeout

  /** @param own the locks of what is measured */
  constructor(db: Pick<Database, 'locks' | 'runs'>, own: readonly string[]) {
    this.#db = db
    this.#own = own
    this.#timer = setInterval(() => this.#look(), LOOK_MS).unref()
    this.#look()
  }

  /** What went on so far, for at least a fiftieth of the time. */
  get seen(): string[] {
    return [...this.#looksWith].flatMap(([what, looks]) => (looks >= LEAST_SHARE * this.#looks ? [what] : []))
  }

  end(): string[] {
    clearInterval(this.#timer)
    this.#look()
    return this.seen
  }

  #look(): void {
    this.#looks++
    try {
      for (const name of this.#db.locks.allHeld()) if (!this.#own.includes(name) && this.#works(name)) this.#note(name)
    } catch {
      // What cannot be read just now is read the next time.
    }
  }

  /** A run that waits for its turn has its lock as well. */
  #works(name: string): boolean {
    return !name.startsWith('run:') || this.#db.runs.get(Number(name.slice('run:'.length)))?.status === 'running'
  }

  #note(name: string): void {
    for (const [prefix, call] of kinds) {
      if (!name.startsWith(prefix)) continue
      const what = call(name.slice(prefix.length))
      this.#looksWith.set(what, (this.#looksWith.get(what) ?? 0) + 1)
    }
  }
}

/** Does work that measures a speed. */
export async function besideOthers<T>(
  others: Pick<OthersAtWork, 'end'>,
  measure: () => Promise<T>,
): Promise<{ measured: T; disturbedBy: string[] }> {
  try {
    const measured = await measure()
    return { measured, disturbedBy: others.end() }
  } catch (error) {
    others.end()
    throw error
  }
}
