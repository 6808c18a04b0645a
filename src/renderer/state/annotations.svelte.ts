import type { Annotation, AnnotationChange, TagInUse } from '../../shared/annotation.ts'
import { counted } from '../lib/format.ts'
import { numberTags } from '../lib/tag-numbers.ts'
import type { Connection } from './connection.svelte.ts'
import type { Undo } from './undo.svelte.ts'

/** What is written of the image that is looked at, the tags there are to choose from, and how images are given them. */
export class Annotations {
  /** Undefined until it is known: see {@link show}. */
  current = $state.raw<({ image: number } & Annotation) | undefined>(undefined)
  /** Counts the changes heard of: an effect that reads it asks again with each. */
  changes = $state(0)
  /** The most used first. */
  tagsInUse = $state.raw<readonly TagInUse[]>([])

  /** The tags that the keys 1 to 9 stand for, in their order. */
  numbered = $state.raw<readonly string[]>([])

  readonly #connection: Pick<Connection, 'call'>
  readonly #undo: Pick<Undo, 'push' | 'during'>
  #image: number | null = null

  constructor(connection: Pick<Connection, 'call' | 'on' | 'onConnect'>, undo: Pick<Undo, 'push' | 'during'>) {
    this.#connection = connection
    this.#undo = undo
    connection.onConnect(() => this.#change())
    connection.on('changed', ({ what }) => {
      // Images that are indexed may have been written of before.
      if (what === 'annotations' || what === 'datasets') this.#change()
    })
  }

  show(image: number): void {
    this.#image = image
    if (this.current?.image !== image) this.current = undefined
    void this.#reload()
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
   * Gives the image that is looked at a tag, or takes it away.
   * @throws AcuityError
   */
  async toggle(tag: string): Promise<void> {
    // Also before it is known what it has: a key may come right after the move to it.
    if (this.#image !== null) await this.toggleOf([this.#image], tag)
  }

  /**
   * Gives images tags, beside those that they have.
   * @returns whether one of them lacked one
   * @throws AcuityError
   */
  add(images: readonly number[], tags: readonly string[]): Promise<boolean> {
    return this.#edit(images, { add: [...tags] }, 'tagged', tags)
  }

  /**
   * Gives images a tag; where all have it, takes it from them.
   * @throws AcuityError
   */
  async toggleOf(images: readonly number[], tag: string): Promise<void> {
    await this.#undo.during(async () => {
      if (!(await this.add(images, [tag]))) await this.#edit(images, { remove: [tag] }, 'untagged', [tag])
    })
  }

  async #edit(
    images: readonly number[],
    edit: { add?: string[]; remove?: string[] },
    done: string,
    tags: readonly string[],
  ): Promise<boolean> {
    if (images.length === 0 || tags.length === 0) return true
    return this.#undo.during(async () => {
      const { replaced } = await this.#connection.call('annotations.edit', { images: [...images], ...edit })
      if (replaced.length === 0) return false
      await this.#reload()
      this.#undo.push({
        what: `${counted(replaced.length, 'image')} ${done} ${tags.map((tag) => `“${tag}”`).join(', ')}`,
        undo: () => this.#connection.call('annotations.put', { annotations: replaced }),
      })
      return true
    })
  }

  #change(): void {
    this.changes++
    void this.#reload()
    this.#connection.call('annotations.tags', {}).then(
      (tags) => {
        this.tagsInUse = tags
        this.numbered = numberTags(
          this.numbered,
          tags.map(({ tag }) => tag),
        )
      },
      () => undefined,
    )
  }

  async #reload(): Promise<void> {
    const image = this.#image
    if (image === null) return
    // What cannot be read now is asked for again with the next engine or change.
    await this.#connection.call('annotations.get', { image }).then(
      (annotation) => this.#take(image, annotation),
      () => undefined,
    )
  }

  #take(image: number, annotation: Annotation): void {
    if (image === this.#image) this.current = { image, ...annotation }
  }
}
