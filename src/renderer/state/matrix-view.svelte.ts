import * as viewport from '../lib/matrix-viewport.ts'

interface Shown {
  /** Classes on either side of the matrix. */
  side: number
  room: viewport.Room
}

/** The part of a matrix that somebody has moved to. */
export class MatrixView {
  /** Null as long as the whole is shown, whatever the size of the window. */
  #chosen = $state.raw<viewport.Viewport | null>(null)
  readonly #shown: Shown
  readonly current = $derived.by(() => {
    const { side, room } = this.#shown
    return this.#chosen ? viewport.within(this.#chosen, side, room) : viewport.fitted(side, room)
  })

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
    this.#chosen = viewport.zoomed(this.current, factor, point, side, room)
  }

  fit(): void {
    this.#chosen = null
  }

  pan(distance: viewport.Point): void {
    const { side, room } = this.#shown
    this.#chosen = viewport.panned(this.current, distance, side, room)
  }

  /** Moves as little as it takes to have a cell in view. */
  reveal(position: viewport.Position): void {
    const { side, room } = this.#shown
    if (this.#chosen) this.#chosen = viewport.revealed(this.current, position, side, room)
  }

  positionAt(point: viewport.Point): viewport.Position | null {
    return viewport.positionAt(this.current, point, this.#shown.side)
  }
}
