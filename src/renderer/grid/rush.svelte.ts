/** Leaps that follow each other sooner than this are one rush; it is over when none has come for as long. */
const CALM_MS = 80

/** Notices that a list goes by faster than anybody can look at it. */
export class Rush {
  active = $state(false)

  readonly #oncalm: () => void
  #offset = 0
  #leapt = -Infinity
  #calm: ReturnType<typeof setTimeout> | undefined

  /** @param oncalm told when it is over */
  constructor(oncalm: () => void) {
    this.#oncalm = oncalm
  }

  /**
   * Takes note of where the list is scrolled to. A single leap is none: that is how a key gets to the end.
   * @param height of what is in view, of which a leap leaves less than half
   */
  scrolled(offset: number, height: number): void {
    const distance = Math.abs(offset - this.#offset)
    this.#offset = offset
    if (distance < height / 2) return
    const now = performance.now()
    if (now - this.#leapt < CALM_MS) this.active = true
    this.#leapt = now
    if (!this.active) return
    this.stop()
    this.#calm = setTimeout(() => this.#end(), CALM_MS)
  }

  /** Tells of nothing any more. */
  stop(): void {
    clearTimeout(this.#calm)
  }

  #end(): void {
    this.active = false
    this.#oncalm()
  }
}
