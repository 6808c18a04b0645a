import { closeSync, constants, existsSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import path from 'node:path'
import { ImageFault } from '../../../../shared/skip.ts'
import type { ImageStat, OpenImage, StoredImage } from '../../image/index.ts'
import type { Stored } from './stored.ts'
import { readTar, type TarArchive } from './tar-archive.ts'

/**
 * The members of an archive as images, found by its headers: they are read when the first image is asked for, and not
 * again, as 50,000 of them take 0.1 s. An archive that is written meanwhile is told by its time and the images' content.
 */
export function imagesOfTar(file: string): (path: string) => StoredImage {
  let archive: TarArchive | undefined
  const find = (member: string) => {
    archive ??= readTar(file)
    return archive.files.get(member)
  }
  return (member) => new TarMember(file, member, find)
}

/** The members of archives in one folder, behind the names of these without `.tar`. */
export function imagesOfShards(folder: string): (path: string) => StoredImage {
  const shards = new Map<string, (path: string) => StoredImage>()
  return (image) => {
    const slash = image.indexOf('/')
    const shard = image.slice(0, slash)
    const images = shards.get(shard) ?? imagesOfTar(path.join(folder, `${shard}.tar`))
    shards.set(shard, images)
    return images(image.slice(slash + 1))
  }
}

class TarMember implements StoredImage {
  readonly file: string
  readonly #path: string
  readonly #find: (path: string) => Stored | ImageFault | undefined

  constructor(file: string, member: string, find: (path: string) => Stored | ImageFault | undefined) {
    this.file = file
    this.#path = member
    this.#find = find
  }

  get name(): string {
    return `${this.file}: ${this.#path}`
  }

  /** Its size, and the time of the archive. */
  stat(): ImageStat | null {
    const archive = statSync(this.file, { throwIfNoEntry: false })
    const stored = archive && this.#find(this.#path)
    if (!stored || (stored instanceof ImageFault && stored.reason === 'file-missing')) return null
    return { size: stored instanceof ImageFault ? 0 : stored.size, mtimeMs: archive.mtimeMs }
  }

  open(): OpenImage {
    const stored = this.#find(this.#path) ?? new ImageFault('file-missing', `${this.name} is not there`)
    if (stored instanceof ImageFault) throw stored
    const descriptor = openSync(this.file, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      return new OpenMember(descriptor, stored)
    } catch (error) {
      closeSync(descriptor)
      throw error
    }
  }

  lost(): string | null {
    return existsSync(this.file) ? null : `The archive ${this.file}`
  }
}

class OpenMember implements OpenImage {
  readonly size: number
  readonly mtimeMs: number
  readonly #descriptor: number
  readonly #offset: number

  constructor(descriptor: number, { offset, size }: Stored) {
    this.#descriptor = descriptor
    this.#offset = offset
    this.size = size
    this.mtimeMs = this.currentMtimeMs()
  }

  read(target: Uint8Array, position: number): number {
    const length = Math.max(0, Math.min(target.length, this.size - position))
    return length === 0 ? 0 : readSync(this.#descriptor, target, 0, length, this.#offset + position)
  }

  currentMtimeMs(): number {
    return fstatSync(this.#descriptor).mtimeMs
  }

  close(): void {
    closeSync(this.#descriptor)
  }
}
