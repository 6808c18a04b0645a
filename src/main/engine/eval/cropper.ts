import type { Geometry } from '../../../shared/recipe.ts'
import { resizedSize } from '../../../shared/resized-size.ts'
import { ImageFault } from '../../../shared/skip.ts'
import { CropMemory, CropStore, isStorable, type CropEntry, type SourceFile } from '../crop-cache/index.ts'
import {
  createPreprocessor,
  cropResized,
  FileReader,
  ImageMemory,
  planCrop,
  timeAsIndexed,
  type Preprocessor,
  type RgbImage,
  type StoredImage,
} from '../image/index.ts'
import { openSource, type Images } from '../sources/index.ts'
import type { CroppedImages, EvaluateTasks, QueuedImage } from './evaluate-tasks.ts'

/** Larger files are not cached: what is hashed lies in the cache's memory, which never shrinks. */
const MAX_HASHED_BYTES = 32 << 20

/** Turns images into crops: in memory of its own, or straight in a slot that another thread infers from. */
export class Cropper {
  readonly #reader: FileReader
  readonly #imageAt: Images
  readonly #geometry: Geometry
  readonly #preprocessor: Preprocessor
  readonly #cropBytes: number
  readonly #room: number
  readonly #memory: CropMemory
  readonly #store: CropStore | null

  constructor({ source, geometry, room, cropCache, memory }: EvaluateTasks['openImages']['input']) {
    this.#imageAt = openSource(source)
    this.#geometry = geometry
    const images = new ImageMemory(memory)
    this.#reader = new FileReader('resume the run', images)
    this.#preprocessor = createPreprocessor(geometry, undefined, images)
    this.#cropBytes = geometry.crop * geometry.crop * 3
    this.#room = room
    this.#memory = new CropMemory(room * this.#cropBytes)
    this.#store = cropCache && new CropStore(cropCache, this.#memory)
  }

  /**
   * Lays the crops of the images that have one without gaps: at the beginning of `slot`, or of this memory where there
   * is none.
   * @throws AcuityError `file-unreadable` where the machine is at fault, not an image
   */
  crop(images: readonly QueuedImage[], slot: Uint8Array | null): CroppedImages {
    const batch: CroppedImages = { images: [], skips: [], damages: [], decodeMs: 0, decoded: 0, cached: 0 }
    // Asked all at once: between one image's pixels and the next one's, what a system knows of files is out of reach of
    // the processor's caches, and asking takes four times as long.
    const all = images.map((image): Found => {
      const stored = this.#imageAt(image.path)
      return { image, stored, mtimeMs: this.#store ? timeAsIndexed(stored, image) : null }
    })
    for (const found of all) {
      const { image } = found
      const target = { slot, at: batch.images.length * this.#cropBytes }
      try {
        this.#take(found, target, batch)
        batch.images.push({ id: image.id, label: image.label })
      } catch (error) {
        if (!(error instanceof ImageFault)) throw error
        batch.skips.push({ imageId: image.id, reason: error.reason, detail: error.message })
      } finally {
        this.#preprocessor.release()
        this.#reader.release()
      }
    }
    return batch
  }

  /** The memory's crops, and what else it has room for; void once others are made. */
  get crops(): Uint8Array {
    return this.#memory.crops(0, this.#room * this.#cropBytes)
  }

  close(): void {
    this.#store?.close()
  }

  #sizeOf({ width, height }: QueuedImage) {
    return resizedSize(width, height, this.#geometry)
  }

  #take(found: Found, target: Target, batch: CroppedImages): void {
    const { image } = found
    const identity = found.mtimeMs === null ? null : image.cropIdentity
    if (this.#takeCached(found, target)) batch.cached += 1
    else {
      const start = performance.now()
      // What the cache would not take is not made: the whole of a panorama may be many times its crop.
      const keep = identity !== null && image.bytes <= MAX_HASHED_BYTES && isStorable(this.#sizeOf(image))
      const decoded = this.#decode(found, target, keep)
      batch.decodeMs += performance.now() - start
      batch.decoded += 1
      // Whoever takes it from the cache would not know.
      const { damage } = this.#preprocessor
      if (damage !== null) batch.damages.push({ imageId: image.id, detail: damage })
      else if (decoded && identity !== null) this.#store?.append(identity, decoded.resized, decoded.source)
    }
  }

  #takeCached(found: Found, { slot, at }: Target): boolean {
    const { cropEntry } = found.image
    if (!cropEntry || !this.#store || !this.#isOfFile(cropEntry, found)) return false
    const plan = (size: Pick<RgbImage, 'width' | 'height'>) => planCrop(size, this.#geometry)
    const isThere = this.#store.readCrop(cropEntry, plan, slot ? 0 : at)
    if (isThere) slot?.set(this.#memory.crops(0, this.#cropBytes), at)
    return isThere
  }

  /** Whether cached pixels are of the file as it is: one that was written since they were made is read whole to know. */
  #isOfFile({ source }: CropEntry, { image, stored, mtimeMs }: Found): boolean {
    if (mtimeMs === null) return false
    if (mtimeMs === (source?.mtimeMs ?? image.mtimeMs)) return true
    return source?.hash === this.#memory.hashOf(this.#reader.read(stored, image))
  }

  /** @returns the whole resized image, where it is to be kept: only then is more of it made than the crop holds */
  #decode(
    { image, stored }: Found,
    { slot, at }: Target,
    keep: boolean,
  ): { resized: RgbImage; source: SourceFile } | null {
    const content = this.#reader.read(stored, image)
    // Before the target is looked at: the memory may grow, and views of it are void then.
    const source = keep ? { mtimeMs: this.#reader.mtimeMs, hash: this.#memory.hashOf(content) } : null
    const end = at + this.#cropBytes
    const target = slot ? slot.subarray(at, end) : this.#memory.crops(at, end)
    if (source === null) {
      this.#preprocessor.preprocess(content, target)
      return null
    }
    const resized = this.#preprocessor.resize(content)
    cropResized(resized, this.#geometry, target)
    return { resized, source }
  }
}

/** An image, and where it lies. */
interface Found {
  image: QueuedImage
  stored: StoredImage
  /** The time of its file where that is as it was indexed, and the crop cache may be asked. */
  mtimeMs: number | null
}

/** Where a crop is written, in bytes from the beginning of the slot, or of the cropper's memory. */
interface Target {
  slot: Uint8Array | null
  at: number
}
