import type { Geometry } from '../../../shared/recipe.ts'
import type { CropAttachment, CropEntry } from '../crop-cache/index.ts'
import type { Damage, PendingImage, PredictionBatch, Skip } from '../db/index.ts'
import type { SharedMemory } from '../image/index.ts'
import type { WrappedFile } from '../library/index.ts'
import type { SessionOptions } from '../runtime/index.ts'
import type { Source } from '../sources/index.ts'

/** An image to be cropped; where a crop cache is in use, with what it is known by there, and where it lies if it does. */
export interface QueuedImage extends PendingImage {
  cropIdentity: string | null
  cropEntry: CropEntry | null
}

export type LabelledImage = Pick<PendingImage, 'id' | 'label'>

/**
 * Images whose crops lie one after another at the beginning of a slot, or of the thread's own memory, and what came of
 * the others.
 */
export interface CroppedImages {
  images: LabelledImage[]
  skips: Skip[]
  /** Of the images, those whose files are damaged. */
  damages: Damage[]
  /** Time spent on reading, decoding, resizing and cropping files, and how many it was spent on. */
  decodeMs: number
  decoded: number
  /** Images that came resized from the crop cache. */
  cached: number
}

/** What a network made of images. */
export interface InferredImages extends PredictionBatch {
  /** Canonical indices of the images' true classes. */
  labels: number[]
}

/** What came of images that were handed over together. */
export type JobResult = InferredImages & Omit<CroppedImages, 'images'>

/** What cropping and inferring made of the same images: those that were skipped have no prediction. */
export function joinResults(cropped: CroppedImages, inferred: InferredImages): JobResult {
  const { skips, damages, decodeMs, decoded, cached } = cropped
  return { ...inferred, decodeMs, decoded, cached, skips, damages }
}

/** Memory that threads share; each slot holds a batch of uint8 crops. */
export type Slots = readonly SharedArrayBuffer[]

export interface Timing {
  batch: number
  warmUp: number
  /** No fewer are timed, unless `maxMs` has passed. */
  repetitions: number
  /** Quick batches are repeated until so much time has passed: machines hesitate for tens of milliseconds. */
  minMs: number
  maxMs: number
}

// A type, not an interface, so that it counts as a record of tasks.
export type EvaluateTasks = {
  /** What a thread shares with others, where it does not both crop and infer. */
  openSlots: { input: Slots; output: null }
  openImages: {
    input: {
      source: Source
      geometry: Geometry
      /** Crops that it has room for: those of a job where it infers as well, one where they go to a slot. */
      room: number
      cropCache: CropAttachment | null
      /** Of all threads that crop. */
      memory: SharedMemory
    }
    output: null
  }
  /** Loads a network instead of the one loaded before. */
  openSession: { input: { model: WrappedFile; crop: number; session: SessionOptions }; output: null }
  closeSession: { input: null; output: null }
  /** Runs the session alone on resident noise; answers each repetition's latency in milliseconds. */
  timeSession: { input: Timing; output: number[] }
  /** Writes the images' crops into a slot; at most as many as it holds. */
  crop: { input: { slot: number; images: QueuedImage[] }; output: CroppedImages }
  /** Infers the crops at the beginning of a slot, one for each image. */
  infer: { input: { slot: number; images: LabelledImage[] }; output: InferredImages }
  /** Crops all images, at most as many as there is room for, and infers them a batch after the other. */
  evaluate: { input: { images: QueuedImage[]; batch: number }; output: JobResult }
}
