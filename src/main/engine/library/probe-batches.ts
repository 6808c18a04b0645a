import { AcuityError } from '../../../shared/errors.ts'
import {
  distance,
  frozenBatches,
  measure,
  mixesImages,
  NOISE,
  type LoadedModel,
  type Measurement,
  type ProbeModel,
  type ProbeResult,
} from '../model/index.ts'
import { isOutOfMemory } from '../runtime/index.ts'

/** How a network takes several images at a time. */
export interface BatchFinding {
  /** The one batch that it works at, although its file leaves the batch open; null where it works at any. */
  only: number | null
  /** Why an image is answered otherwise beside others than alone; null where it is not. */
  mixing: string | null
  /** Whether images that influence each other all get the same answer when each is by itself. */
  isBlind: boolean
  /** Whether the same image is answered otherwise each time. */
  isRandom: boolean
}

export interface Probed extends BatchFinding, Measurement {
  /** Of {@link PROBE_IMAGES} images, `outputs` each; where images influence each other, each was by itself. */
  scores: Float32Array
}

/** Runs images, by their numbers, through a probe. */
export type RunProbe = (images: readonly number[]) => Promise<Omit<ProbeResult, 'batch'>>

/** Images that are probed with, numbered from 0. */
export const PROBE_IMAGES = 3

/** Where not even a single image works, so many other batches are tried, up to a size that no machine minds. */
const MOST_TRIED = 6
const MOST_IMAGES = 1024
/** Batches that files are exported with, where nothing in a graph that is known to hold one does. */
const USUAL = [2, 4, 8, 16]

/** Where an operator is known to mix images, its effect may be as small as this. */
const LEAST = 1e-5
/** What is computed twice in the same way is the same, but for sums that threads share. */
const EQUAL = 1e-6

const UNKNOWN_CAUSE = 'some operator takes all images of a batch together, as a softmax over the wrong axis does'
const BY_POSITION = 'some operator treats each place of a batch in a way of its own'

interface Answers extends Measurement {
  /** Scores of each image. */
  rows: Float32Array[]
}

type Ask = (images: readonly number[]) => Promise<Answers>

/**
 * Runs a network on a few images, each by itself and all together: tells what its scores are, at which batches it works,
 * and whether images of a batch influence each other.
 * @throws AcuityError `model-invalid` where it works at no batch, or its output is not one score per class
 */
export async function probeBatches(model: LoadedModel, probe: ProbeModel, run: RunProbe): Promise<Probed> {
  const ask: Ask = async (images) => {
    const results = await run(images)
    const measurement = measure(model, probe, { batch: images.length, ...results })
    const { outputs } = measurement
    return { ...measurement, rows: images.map((_, i) => results.scores.slice(i * outputs, (i + 1) * outputs)) }
  }
  const { batch: stated } = model.description
  const { batch, only, together } = stated === null ? await openBatch(model, ask) : await fixedBatch(stated, ask)
  // Beside copies of itself, an image is by itself in a network that takes several at a time.
  const byItself = (image: number) => ask(Array.from({ length: batch }, () => image))
  const rowOf = ({ rows }: Answers, image: number) => rows[Math.min(image, batch - 1)] ?? new Float32Array()

  const first = await byItself(0)
  const own = [rowOf(first, 0), rowOf(await byItself(1), 1)] as const
  const mark = mixesImages(model.onnx.graph)
  const most = mark === null ? NOISE : LEAST
  const influence = together === null ? 0 : Math.max(...own.map((row, i) => distance(row, together.rows[i] ?? row)))
  const isByPosition = first.rows.some((row) => distance(row, own[0]) > most)
  const mixing = isByPosition ? BY_POSITION : influence > most ? (mark ?? UNKNOWN_CAUSE) : null
  const isAlone = together === null || mixing !== null
  const rows = isAlone ? [...own, rowOf(await byItself(2), 2)] : together.rows.slice(0, PROBE_IMAGES)
  return {
    outputs: first.outputs,
    macs: first.macs,
    only,
    mixing,
    scores: Float32Array.from(rows.flatMap((row) => [...row])),
    isBlind: mixing !== null && distance(own[0], own[1]) <= EQUAL,
    isRandom: isAlone && distance(rowOf(first, 0), rowOf(await byItself(0), 0)) > NOISE,
  }
}

/** How a network takes images beside each other; `together` is null where it does not. */
interface Batches {
  batch: number
  only: number | null
  together: Answers | null
}

const several = (count: number) => Array.from({ length: count }, (_, i) => i % PROBE_IMAGES)

async function fixedBatch(batch: number, ask: Ask): Promise<Batches> {
  return { batch, only: null, together: batch === 1 ? null : await ask(several(batch)) }
}

/** Files that leave the batch open may still hold the one that they were exported with. */
async function openBatch(model: LoadedModel, ask: Ask): Promise<Batches> {
  const together = await unlessInvalid(ask(several(PROBE_IMAGES)))
  const single = await unlessInvalid(ask([0]))
  if (!(together instanceof AcuityError))
    return single instanceof AcuityError
      ? { batch: PROBE_IMAGES, only: PROBE_IMAGES, together }
      : { batch: 1, only: null, together }
  // That memory does not hold three images tells nothing of two.
  if (!(single instanceof AcuityError)) return { batch: 1, only: isOutOfMemory(together) ? null : 1, together: null }
  const { inputName, outputName } = model.description
  const frozen = new Set([...frozenBatches(model.onnx.graph, inputName, outputName), ...USUAL])
  for (const batch of [...frozen].filter((size) => size > 1 && size <= MOST_IMAGES).slice(0, MOST_TRIED)) {
    const answers = await unlessInvalid(ask(several(batch)))
    if (!(answers instanceof AcuityError)) return { batch, only: batch, together: answers }
  }
  throw single
}

async function unlessInvalid(answers: Promise<Answers>): Promise<Answers | AcuityError> {
  try {
    return await answers
  } catch (error) {
    if (error instanceof AcuityError && error.code === 'model-invalid') return error
    throw error
  }
}
