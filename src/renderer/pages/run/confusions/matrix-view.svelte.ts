import { rounded } from '../../../lib/matrix-address.ts'
import * as viewport from '../../../lib/matrix-viewport.ts'

interface Shown {
  /** Classes on either side of the matrix. */
  side: number
  room: viewport.Room
  /** The part that the address names; null where it is the whole, whatever the size of the window. */
  part: viewport.Viewport | null
  /** Told where somebody has moved to once they pause: an address must not change with every frame. */
  onmove: (part: viewport.Viewport | null) => void
}

/** Longer than between two turns of a wheel. */
const PAUSE_MS = 200

/** The part of a matrix that is looked at. */
export class MatrixView {
  /** Where somebody is moving to; undefined as soon as it was told. */
  #moving = $state.raw<viewport.Viewport | null | undefined>(undefined)
  readonly #shown: Shown
  readonly #chosen = $derived.by(() => (this.#moving === undefined ? this.#shown.part : this.#moving))
  readonly current = $derived.by(() => {
    const { side, room } = this.#shown
    return this.#chosen ? viewport.within(this.#chosen, side, room) : viewport.fitted(side, room)
  })
  #pause: ReturnType<typeof setTimeout> | undefined

  /** @param shown read again whenever it is needed: it may have getters */
  constructor(shown: Shown) {
    this.#shown = shown
  }

  get isWhole(): boolean {
    return this.#chosen === null
  }

  /** Enlarges around a cell, or around the middle. */
  zoom(factor: number, around: viewport.Position | null): void {
    const { width, height } = this.#shown.room
    this.zoomAt(factor, around ? viewport.middleOf(this.current, around) : { x: width / 2, y: height / 2 })
  }

  zoomAt(factor: number, point: viewport.Point): void {
    const { side, room } = this.#shown
    this.#move(viewport.zoomed(this.current, factor, point, side, room))
  }

  fit(): void {
    this.#move(null)
  }

  pan(distance: viewport.Point): void {
    const { side, room } = this.#shown
    this.#move(viewport.panned(this.current, distance, side, room))
  }

  /** Moves as little as it takes to have a cell in view. */
  reveal(position: viewport.Position): void {
    const { side, room } = this.#shown
    if (this.#chosen) this.#move(viewport.revealed(this.current, position, side, room))
  }

  positionAt(point: viewport.Point): viewport.Position | null {
    return viewport.positionAt(this.current, point, this.#shown.side)
  }

  /** Tells at once where somebody has moved to, as before they leave. */
  settle(): void {
    this.stop()
    if (this.#moving === undefined) return
    const part = this.#moving && rounded(this.#moving)
    this.#moving = undefined
    this.#shown.onmove(part)
  }

  /** Tells nothing any more. */
  stop(): void {
    clearTimeout(this.#pause)
  }

  /** Where everything has come into view it is the whole again, which stays so in a window of another size. */
  #move(to: viewport.Viewport | null): void {
    const { side, room } = this.#shown
    this.#moving = to && to.cell > viewport.fitted(side, room).cell ? to : null
    this.stop()
    this.#pause = setTimeout(() => this.settle(), PAUSE_MS)
  }
}
