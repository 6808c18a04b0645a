import { closeSync, constants, existsSync, fstatSync, openSync, statSync, type Stats } from 'node:fs'
import path from 'node:path'
import { ImageFault } from '../../../../shared/skip.ts'
import type { ImageStat, OpenImage, StoredImage } from '../../image/index.ts'
import { Damaged } from './damaged.ts'
import { readFooter, type Footer } from './footer.ts'
import type { Place } from './read-values.ts'
import { placesIn, readNames, sayingWhich, withShard } from './shard.ts'

/** The images of shards in a folder, by the shard's name and their own in it. */
export function imagesOfShards(folder: string): (image: string) => StoredImage {
  const shards = new Map<string, Shard>()
  return (image) => {
    const slash = image.indexOf('/')
    const name = image.slice(0, slash)
    const shard = shards.get(name) ?? new Shard(path.join(folder, `${name}.parquet`))
    shards.set(name, shard)
    return new Row(shard, image.slice(slash + 1))
  }
}

type Written = Pick<Stats, 'mtimeMs' | 'size'>

/** Null where the row holds no bytes, undefined where there is no such row. */
type Found = Place | null | undefined

/**
 * What one thread knows of a shard: its footer and its images' names once the first is asked for, and where the images of a
 * row group lie once one of them is. All of it is read again once the file is another, by its time and size.
 */
class Shard {
  readonly file: string
  #footer: Footer | undefined
  #rowOf: ReadonlyMap<string, number> | undefined
  readonly #places = new Map<number, readonly (Place | null)[] | Damaged>()
  #written = ''

  constructor(file: string) {
    this.file = file
  }

  /**
   * @param now of the file, as it is found
   * @throws Damaged
   * @throws Error of the operating system
   */
  find(name: string, now: Written): Found {
    this.#forgetAnother(now)
    const footer = (this.#footer ??= sayingWhich(this.file, () => withShard(this.file, readFooter)))
    const rowOf = (this.#rowOf ??= sayingWhich(this.file, () => rowsByName(this.file, footer)))
    const row = rowOf.get(name)
    const group = row === undefined ? undefined : footer.groups.findLast(({ firstRow }) => firstRow <= row)
    if (!group || row === undefined) return undefined
    const places = this.#places.get(group.firstRow) ?? placesOrDamage(this.file, footer, group)
    this.#places.set(group.firstRow, places)
    if (places instanceof Damaged) throw places
    return places[row - group.firstRow]
  }

  #forgetAnother({ mtimeMs, size }: Written): void {
    const written = `${mtimeMs} ${size}`
    if (written === this.#written) return
    this.#written = written
    this.#footer = undefined
    this.#rowOf = undefined
    this.#places.clear()
  }
}

const rowsByName = (file: string, footer: Footer) =>
  new Map(withShard(file, (descriptor) => readNames(descriptor, footer)).map((name, row) => [name, row]))

/** What is damaged in a row group is of its images: those of others are read. */
function placesOrDamage(file: string, footer: Footer, group: Footer['groups'][number]) {
  try {
    return withShard(file, (descriptor) => placesIn(descriptor, footer, group))
  } catch (error) {
    if (error instanceof Damaged) return error
    throw error
  }
}

class Row implements StoredImage {
  readonly #shard: Shard
  readonly #name: string

  constructor(shard: Shard, name: string) {
    this.#shard = shard
    this.#name = name
  }

  get file(): string {
    return this.#shard.file
  }

  get name(): string {
    return `${this.file}: ${this.#name}`
  }

  /** Its size, and the time of the file. */
  stat(): ImageStat | null {
    const found = statSync(this.file, { throwIfNoEntry: false })
    if (!found) return null
    try {
      const place = this.#shard.find(this.#name, found)
      return place === undefined ? null : { size: place?.size ?? 0, mtimeMs: found.mtimeMs }
    } catch (error) {
      // Opening it says what.
      if (error instanceof Damaged) return { size: 0, mtimeMs: found.mtimeMs }
      throw error
    }
  }

  open(): OpenImage {
    const descriptor = openSync(this.file, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const found = fstatSync(descriptor)
      const place = asFault(() => this.#shard.find(this.#name, found))
      if (place === undefined) throw new ImageFault('file-missing', `${this.name} is not there`)
      if (place === null) throw new ImageFault('file-missing', 'its row holds no bytes of an image')
      return new OpenRow(descriptor, place, found.mtimeMs)
    } catch (error) {
      closeSync(descriptor)
      throw error
    }
  }

  lost(): string | null {
    return existsSync(this.file) ? null : `The file ${this.file}`
  }
}

class OpenRow implements OpenImage {
  readonly size: number
  readonly mtimeMs: number
  readonly #descriptor: number
  readonly #place: Place

  constructor(descriptor: number, place: Place, mtimeMs: number) {
    this.#descriptor = descriptor
    this.#place = place
    this.size = place.size
    this.mtimeMs = mtimeMs
  }

  read(target: Uint8Array, position: number): number {
    const length = Math.max(0, Math.min(target.length, this.size - position))
    const { page, from } = this.#place
    asFault(() => {
      page.content.read(this.#descriptor, target.subarray(0, length), from + position)
    })
    return length
  }

  currentMtimeMs(): number {
    return fstatSync(this.#descriptor).mtimeMs
  }

  close(): void {
    closeSync(this.#descriptor)
  }
}

function asFault<Result>(read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    if (error instanceof Damaged) throw new ImageFault('file-unreadable', error.message)
    throw error
  }
}
