import { serializeError } from '../../../../shared/errors.ts'
import { serveTasks } from '../../threads/index.ts'
import { Cropper } from './cropper.ts'
import type { Answers, EvaluateTasks, Question } from './evaluate-tasks.ts'
import { Inference } from './inference.ts'
import type { Layout } from './layout.ts'

/** A thread that decodes, infers, or does both in turn. */
let cropper: Cropper | undefined
/** The slots that it has in common with other threads, where it has none of its own. */
let shared: { slots: Uint8Array[]; layout: Layout } | undefined
const sessions = new Map<number, Inference>()

function opened<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('asked before it was opened')
  return part
}

async function closeSession(number: number): Promise<void> {
  await sessions.get(number)?.release()
  sessions.delete(number)
}

async function closeSessions(): Promise<void> {
  for (const number of [...sessions.keys()]) await closeSession(number)
}

async function ask({ session, plane, labels, batch }: Question, slot: number): Promise<Answers> {
  return opened(sessions.get(session)).infer(labels, pixelsOf(slot, plane), batch)
}

/** From the beginning of a plane on. */
function pixelsOf(slot: number, plane: number): Uint8Array {
  if (!shared) return opened(cropper).ownPixels(slot, plane)
  return opened(shared.slots[slot]).subarray(shared.layout.planes[plane]?.offset)
}

serveTasks<EvaluateTasks>(
  {
    openSlots: ({ slots, layout }) => {
      shared = slots.length === 0 ? undefined : { slots: slots.map((slot) => new Uint8Array(slot)), layout }
      return null
    },
    openImages: (input) => {
      cropper?.close()
      cropper = new Cropper(input)
      return null
    },
    openSession: async ({ number, ...opening }) => {
      await closeSession(number)
      sessions.set(number, await Inference.open(opening))
      return null
    },
    closeSessions: async (number) => {
      await (number === null ? closeSessions() : closeSession(number))
      return null
    },
    timeSession: ({ number, timing }) => opened(sessions.get(number)).time(timing),
    crop: ({ slot, planes, images }) =>
      opened(cropper).crop(images, planes, { slot, shared: shared?.slots[slot] ?? null }),
    infer: async ({ slot, questions }) => {
      const answers = []
      for (const question of questions)
        answers.push(await ask(question, slot).catch((error: unknown) => ({ error: serializeError(error) })))
      return answers
    },
  },
  async () => {
    cropper?.close()
    await closeSessions()
  },
)
