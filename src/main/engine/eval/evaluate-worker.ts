import { serveTasks } from '../threads/index.ts'
import { Cropper } from './cropper.ts'
import { joinResults, type EvaluateTasks } from './evaluate-tasks.ts'
import { Inference } from './inference.ts'

/** A thread that decodes, infers, or does both in turn. */
let cropper: Cropper | undefined
let inference: Inference | undefined
let slots: readonly Uint8Array[] = []

function opened<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('asked before it was opened')
  return part
}

async function closeSession(): Promise<null> {
  await inference?.release()
  inference = undefined
  return null
}

serveTasks<EvaluateTasks>(
  {
    openSlots: (shared) => {
      slots = shared.map((slot) => new Uint8Array(slot))
      return null
    },
    openImages: (input) => {
      cropper = new Cropper(input)
      return null
    },
    openSession: async (input) => {
      await closeSession()
      inference = await Inference.open(input)
      return null
    },
    closeSession,
    timeSession: (timing) => opened(inference).time(timing),
    crop: ({ slot, images }) => opened(cropper).crop(images, opened(slots[slot])),
    infer: ({ slot, images }) => opened(inference).infer(images, opened(slots[slot]), images.length),
    evaluate: async ({ images, batch }) => {
      const own = opened(cropper)
      const cropped = own.crop(images, null)
      return joinResults(cropped, await opened(inference).infer(cropped.images, own.crops, batch))
    },
  },
  async () => {
    cropper?.close()
    await closeSession()
  },
)
