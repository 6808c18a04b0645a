import type { Annotation, AnnotationChange, TagInUse } from '../../shared/annotation.ts'
import type { Connection } from './connection.svelte.ts'

/** What is written of the image that is looked at, and the tags there are to choose from. */
export class Annotations {
  /** Undefined until it is known: see {@link show}. */
  current = $state.raw<({ image: number } & Annotation) | undefined>(undefined)
  /** Counts the changes heard of: an effect that reads it asks again with each. */
  changes = $state(0)
  /** The most used first. */
  tagsInUse = $state.raw<readonly TagInUse[]>([])

  readonly #connection: Pick<Connection, 'call'>
  #image: number | null = null

  constructor(connection: Pick<Connection, 'call' | 'on' | 'onConnect'>) {
    this.#connection = connection
    connection.onConnect(() => this.#change())
    connection.on('changed', ({ what }) => {
      // Images that are indexed may have been written of before.
      if (what === 'annotations' || what === 'datasets') this.#change()
    })
  }

  show(image: number): void {
    this.#image = image
    if (this.current?.image !== image) this.current = undefined
    this.#reload()
  }

  /** The tags that images of a dataset have, the most used first. */
  tagsOf(dataset: string): string[] {
    return this.tagsInUse.filter(({ datasets }) => datasets.includes(dataset)).map(({ tag }) => tag)
  }

  /**
   * Writes what is given of an image, and leaves the rest as it is.
   * @throws AcuityError
   */
  async write(image: number, change: AnnotationChange): Promise<void> {
    this.#take(image, await this.#connection.call('annotations.set', { image, ...change }))
  }

  /**
   * Gives the image a tag, or takes it away.
   * @throws AcuityError
   */
  async toggle(tag: string): Promise<void> {
    if (!this.current) return
    const { image, tags } = this.current
    await this.write(image, { tags: tags.includes(tag) ? tags.filter((each) => each !== tag) : [...tags, tag] })
  }

  #change(): void {
    this.changes++
    this.#reload()
    this.#connection.call('annotations.tags', {}).then(
      (tags) => (this.tagsInUse = tags),
      () => undefined,
    )
  }

  #reload(): void {
    const image = this.#image
    if (image === null) return
    // What cannot be read now is asked for again with the next engine or change.
    this.#connection.call('annotations.get', { image }).then(
      (annotation) => this.#take(image, annotation),
      () => undefined,
    )
  }

  #take(image: number, annotation: Annotation): void {
    if (image === this.#image) this.current = { image, ...annotation }
  }
}
