import { statSync } from 'node:fs'
import path from 'node:path'
import type { Geometry } from '../../../shared/recipe.ts'
import { ImageFault } from '../../../shared/skip.ts'
import { CropStore, isStorable } from '../crop-cache/index.ts'
import { createPreprocessor, cropResized, FileReader, resizedSize, type Preprocessor } from '../image/index.ts'
import type { CroppedBatch, EvaluateTasks, QueuedImage } from './evaluate-tasks.ts'

/** Turns image files into crops, straight into memory that the inferring thread reads. */
export class Cropper {
  readonly #reader = new FileReader('resume the run')
  readonly #root: string
  readonly #geometry: Geometry
  readonly #preprocessor: Preprocessor
  readonly #store: CropStore | null
  readonly cropBytes: number

  static async open(input: EvaluateTasks['openImages']['input']): Promise<Cropper> {
    return new Cropper(input, input.cropCache && (await CropStore.open(input.cropCache)))
  }

  private constructor({ root, geometry }: EvaluateTasks['openImages']['input'], store: CropStore | null) {
    this.#root = root
    this.#geometry = geometry
    this.#preprocessor = createPreprocessor(geometry)
    this.#store = store
    this.cropBytes = geometry.crop * geometry.crop * 3
  }

  /**
   * @param pixels written: the crops of the images that have one, without gaps
   * @throws AcuityError `file-unreadable` where the machine is at fault, not an image
   */
  crop(images: readonly QueuedImage[], pixels: Uint8Array): CroppedBatch {
    const batch: CroppedBatch = { images: [], skips: [], decodeMs: 0, decoded: 0, cached: 0 }
    for (const image of images) {
      const place = batch.images.length * this.cropBytes
      const target = pixels.subarray(place, place + this.cropBytes)
      try {
        this.#take(image, target, batch)
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

  #take(image: QueuedImage, target: Uint8Array, batch: CroppedBatch): void {
    const file = path.join(this.#root, image.path)
    // The cache holds the file as it was indexed: whatever it is now must be found by reading it.
    const identity = this.#store && isAsIndexed(file, image) ? image.cropIdentity : null
    if (identity !== null && this.#takeCached(image, identity, target)) batch.cached += 1
    else {
      const start = performance.now()
      // What the cache would not take is not made: the whole of a panorama may be many times its crop.
      const keep = identity !== null && isStorable(resizedSize(image.width, image.height, this.#geometry))
      const resized = this.#decode(file, image, target, keep)
      batch.decodeMs += performance.now() - start
      batch.decoded += 1
      if (resized && identity !== null) this.#store?.append(identity, resized)
    }
  }

  #takeCached({ cropEntry }: QueuedImage, identity: string, target: Uint8Array): boolean {
    const resized = cropEntry && this.#store?.read(cropEntry, identity)
    if (!resized) return false
    cropResized(resized, this.#geometry, target)
    return true
  }

  /** @returns the whole resized image, where it is to be kept: only then is more of it made than the crop holds */
  #decode(file: string, { bytes }: QueuedImage, target: Uint8Array, keep: boolean) {
    const content = this.#reader.read(file, bytes)
    if (!keep) {
      this.#preprocessor.preprocess(content, target)
      return null
    }
    const resized = this.#preprocessor.resize(content)
    cropResized(resized, this.#geometry, target)
    return resized
  }
}

function isAsIndexed(file: string, { bytes, mtimeMs }: QueuedImage): boolean {
  try {
    const found = statSync(file, { throwIfNoEntry: false })
    return found?.size === bytes && found.mtimeMs === mtimeMs
  } catch {
    // What is wrong with it is said by whoever reads it.
    return false
  }
}
