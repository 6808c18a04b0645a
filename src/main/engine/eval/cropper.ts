import path from 'node:path'
import { ImageFault } from '../../../shared/skip.ts'
import type { PendingImage, Skip } from '../db/index.ts'
import { createDecoder, createPreprocessor, FileReader, type Preprocessor } from '../image/index.ts'
import type { CroppedBatch, EvaluateTasks } from './evaluate-tasks.ts'

/** Turns image files into crops, straight into memory that the inferring thread reads. */
export class Cropper {
  readonly #reader = new FileReader('resume the run')
  readonly #root: string
  readonly #preprocessor: Preprocessor
  /** Bytes of one crop. */
  readonly #size: number

  constructor({ root, geometry }: EvaluateTasks['openImages']['input']) {
    this.#root = root
    this.#preprocessor = createPreprocessor(geometry, createDecoder())
    this.#size = geometry.crop * geometry.crop * 3
  }

  /**
   * @param pixels written: the crops of the images that have one, without gaps
   * @throws AcuityError `file-unreadable` where the machine is at fault, not an image
   */
  crop(images: readonly PendingImage[], pixels: Uint8Array): CroppedBatch {
    const batch: CroppedBatch = { images: [], skips: [], decodeMs: 0, decoded: 0, cached: 0 }
    for (const image of images) {
      const start = performance.now()
      const place = batch.images.length * this.#size
      const skip = this.#decode(image, pixels.subarray(place, place + this.#size))
      if (skip) {
        batch.skips.push(skip)
        continue
      }
      batch.images.push(image)
      batch.decoded += 1
      batch.decodeMs += performance.now() - start
    }
    return batch
  }

  #decode({ id, path: relative, bytes }: PendingImage, target: Uint8Array): Skip | null {
    try {
      this.#preprocessor.preprocess(this.#reader.read(path.join(this.#root, relative), bytes), target)
      return null
    } catch (error) {
      if (!(error instanceof ImageFault)) throw error
      return { imageId: id, reason: error.reason, detail: error.message }
    }
  }
}
