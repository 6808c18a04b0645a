import { statSync } from 'node:fs'
import path from 'node:path'
import type { Geometry } from '../../../shared/recipe.ts'
import { ImageFault } from '../../../shared/skip.ts'
import { CropStore, isStorable } from '../crop-cache/index.ts'
import {
  createPreprocessor,
  cropResized,
  FileReader,
  planCrop,
  resizedSize,
  type Preprocessor,
} from '../image/index.ts'
import type { CroppedBatch, EvaluateTasks, QueuedImage } from './evaluate-tasks.ts'

/** Turns image files into crops, straight into memory that the inferring thread reads. */
export class Cropper {
  readonly #reader = new FileReader('resume the run')
  readonly #root: string
  readonly #geometry: Geometry
  readonly #preprocessor: Preprocessor
  readonly #store: CropStore | null
  readonly cropBytes: number

  constructor({ root, geometry, cropCache }: EvaluateTasks['openImages']['input']) {
    this.#root = root
    this.#geometry = geometry
    this.#preprocessor = createPreprocessor(geometry)
    this.#store = cropCache && new CropStore(cropCache)
    this.cropBytes = geometry.crop * geometry.crop * 3
  }

  /**
   * @param pixels written: the crops of the images that have one, without gaps
   * @throws AcuityError `file-unreadable` where the machine is at fault, not an image
   */
  crop(images: readonly QueuedImage[], pixels: Uint8Array): CroppedBatch {
    const batch: CroppedBatch = { images: [], skips: [], decodeMs: 0, decoded: 0, cached: 0 }
    // Asked all at once: between one image's pixels and the next one's, what a system knows of files is out of reach of
    // the processor's caches, and asking takes four times as long.
    const known = images.map((image) => this.#store !== null && isAsIndexed(this.#fileOf(image), image))
    for (const [i, image] of images.entries()) {
      const place = batch.images.length * this.cropBytes
      const target = pixels.subarray(place, place + this.cropBytes)
      try {
        this.#take(image, known[i] ? image.cropIdentity : null, target, batch)
        batch.images.push({ id: image.id, label: image.label })
      } catch (error) {
        if (!(error instanceof ImageFault)) throw error
        batch.skips.push({ imageId: image.id, reason: error.reason, detail: error.message })
      }
    }
    return batch
  }

  close(): void {
    this.#store?.close()
  }

  #fileOf(image: QueuedImage): string {
    return path.join(this.#root, image.path)
  }

  /** @param identity what the image is known by in the crop cache, where that may be asked */
  #take(image: QueuedImage, identity: string | null, target: Uint8Array, batch: CroppedBatch): void {
    if (identity !== null && this.#takeCached(image, identity, target)) batch.cached += 1
    else {
      const start = performance.now()
      // What the cache would not take is not made: the whole of a panorama may be many times its crop.
      const keep = identity !== null && isStorable(resizedSize(image.width, image.height, this.#geometry))
      const resized = this.#decode(image, target, keep)
      batch.decodeMs += performance.now() - start
      batch.decoded += 1
      if (resized && identity !== null) this.#store?.append(identity, resized)
    }
  }

  #takeCached({ cropEntry }: QueuedImage, identity: string, target: Uint8Array): boolean {
    if (!cropEntry || !this.#store) return false
    return this.#store.readCrop(cropEntry, identity, (size) => planCrop(size, this.#geometry), target)
  }

  /** @returns the whole resized image, where it is to be kept: only then is more of it made than the crop holds */
  #decode(image: QueuedImage, target: Uint8Array, keep: boolean) {
    const content = this.#reader.read(this.#fileOf(image), image.bytes)
    if (!keep) {
      this.#preprocessor.preprocess(content, target)
      return null
    }
    const resized = this.#preprocessor.resize(content)
    cropResized(resized, this.#geometry, target)
    return resized
  }
}

/** The cache holds a file as it was indexed: whatever it is now must be found by reading it. */
function isAsIndexed(file: string, { bytes, mtimeMs }: QueuedImage): boolean {
  try {
    const found = statSync(file, { throwIfNoEntry: false })
    return found?.size === bytes && found.mtimeMs === mtimeMs
  } catch {
    // What is wrong with it is said by whoever reads it.
    return false
  }
}
