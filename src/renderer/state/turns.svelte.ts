/** Something that is being worked on, or waits for its turn. */
export interface Turn<Kind extends string> {
  kind: Kind
  title: string
}

/** Work that is done one after another within its kind. */
export class Turns<Kind extends string> {
  /** In work first, of each kind. */
  all = $state.raw<readonly Turn<Kind>[]>([])
  readonly #last: Partial<Record<Kind, Promise<void>>> = {}

  /**
   * Does the work once all that was asked for before, of the same kind, is done.
   * @param work must not reject
   */
  take(kind: Kind, title: string, work: () => Promise<void>): Promise<void> {
    const turn = { kind, title }
    this.all = [...this.all, turn]
    const done = (this.#last[kind] ?? Promise.resolve()).then(work).then(() => {
      this.all = this.all.filter((other) => other !== turn)
    })
    this.#last[kind] = done
    return done
  }
}
