import type { SerializedError } from '../../../../shared/errors.ts'
import type { CropAttachment, CropEntry } from '../../crop-cache/index.ts'
import type { Damage, PendingImage, Skip } from '../../db/index.ts'
import type { SharedMemory } from '../../image/index.ts'
import type { WrappedFile } from '../../library/index.ts'
import type { SessionOptions } from '../../runtime/index.ts'
import type { Source } from '../../sources/index.ts'
import type { Layout } from './layout.ts'

/** An image to be cropped. */
export interface QueuedImage extends PendingImage {
  /** By which the crop cache knows it; null where none is in use. */
  cropIdentity: string | null
  /** For each resize of the layout, where it lies in that one's cache; null where it does not. */
  cropEntries: readonly (CropEntry | null)[]
}

/** An image that has no crop: in one plane, or, where it cannot be used at all, in any. */
export interface UncroppedImage extends Skip {
  plane: number | null
}

/** What came of images whose crops now lie in a slot. */
export interface CroppedImages {
  skips: UncroppedImage[]
  /** Those whose files are damaged. */
  damages: Damage[]
  /** Time spent on reading, decoding, resizing and cropping files, and how many it was spent on. */
  decodeMs: number
  decoded: number
  /** Images that came resized from the crop cache, in every size. */
  cached: number
}

/** What a run's network is asked for: the classes of the crops that lie in a plane of a slot. */
export interface Question {
  /** The number under which its session was opened. */
  session: number
  plane: number
  /** Canonical indices of the crops' true classes: as many as there are crops. */
  labels: Int32Array
  /** Crops that are inferred at a time. */
  batch: number
}

/** A network's `k` most probable classes for each of several crops, laid end to end. */
export interface Answers {
  k: number
  /** Position of the true class among a crop's classes; -1 where it is not there. */
  ranks: number[]
  classes: Int32Array
  probabilities: Float32Array
}

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
  openImages: {
    input: {
      source: Source
      layout: Layout
      /** The cache of each resize; null for those that none is in use for. */
      cropCaches: readonly (CropAttachment | null)[]
      /** Slots of the thread's own, where it shares none with others. */
      slots: number
      /** Of all threads that crop. */
      memory: SharedMemory
    }
    output: null
  }
  /** Gives a thread slots that it shares with others, or none: uint8 crops as the layout has them. */
  openSlots: { input: { slots: readonly SharedArrayBuffer[]; layout: Layout }; output: null }
  /** Loads a network under a number, in the place of the one that was loaded under it before. */
  openSession: { input: { number: number; model: WrappedFile; crop: number; session: SessionOptions }; output: null }
  /** Lets go of all networks, or of one. */
  closeSessions: { input: number | null; output: null }
  /** Runs a session alone on resident noise; answers each repetition's latency in milliseconds. */
  timeSession: { input: { number: number; timing: Timing }; output: number[] }
  /** Writes the images' crops into a slot, in those of its planes that are asked for. */
  crop: { input: { slot: number; planes: readonly number[]; images: QueuedImage[] }; output: CroppedImages }
  /** Infers the crops of a slot; one network's failure is no other's. */
  infer: { input: { slot: number; questions: Question[] }; output: (Answers | { error: SerializedError })[] }
}
