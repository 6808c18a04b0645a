import os from 'node:os'
import { AcuityError, remediesOf } from '../../../shared/errors.ts'
import type { Layout, Recipe } from '../../../shared/recipe.ts'
import {
  chooseHead,
  judgeScores,
  originOf,
  otherType,
  probeModel,
  type Head,
  type LoadedModel,
  type OtherType,
  type ScoresVerdict,
  type Wanted,
} from '../model/index.ts'
import { isOutOfMemory, Session } from '../runtime/index.ts'
import { probeBatches, type BatchFinding, type Probed } from './probe-batches.ts'
import { atFreedSize, fitSize, type Freed } from './fit-size.ts'
import { probeImages } from './probe-images.ts'

/** What is known of a network when its output is chosen and it has run on a few images. */
export interface NetworkMeasurement extends BatchFinding {
  /** Name of the output that is taken for its answer. */
  output: string
  outputReason: string
  /** Names of other outputs that may be its answer as well. */
  alike: string[]
  /** The type that its file has it in, where it is computed in float32 in place of that; else null. */
  inSingle: OtherType | null
  /** Scores per image. */
  outputs: number
  scores: ScoresVerdict
  /** Weights that the output depends on. */
  params: number
  /** Multiply-adds of convolutions and matrix products for one image; null where unknowable. */
  macs: number | null
  /** What it took to run on a few images. */
  cost: ProbeCost
  /** How it runs at another size than its file states; null where it runs at its own. */
  freed: Freed | null
}

/** What a network takes, roughly, as a few images showed. */
export interface ProbeCost {
  /** Milliseconds an image, on all cores. */
  imageMs: number
  /** Bytes of a session. */
  bytes: number
}

interface Conditions {
  recipe: Recipe
  layout: Layout | undefined
}

/**
 * Chooses the output that a network answers with, and runs it on a few images.
 * @throws AcuityError what is wrong with the model, the output's name, the recipe or the layout
 */
export async function probeNetwork(
  model: LoadedModel,
  conditions: Conditions,
  wanted: Wanted,
): Promise<NetworkMeasurement> {
  const heads = await withCounts(model, conditions, wanted)
  const { head, reason, alike } = chooseHead(model.file, heads, wanted)
  const taken = model.take(head.name)
  const { scores, ...probed } = await probe(taken, conditions)
  const { inputName, outputName, params } = taken.description
  return {
    ...probed,
    params,
    inSingle: otherType(taken),
    output: outputName,
    outputReason: reason,
    alike: alike.map(({ name }) => name),
    scores: judgeScores(originOf(taken.onnx.graph, inputName, outputName), scores, probed.outputs),
  }
}

/** Each takes a session of its own to count. */
const MOST_COUNTED = 8

/** The outputs, each with its number of scores: where the file leaves one open and it may decide, running the network tells. */
async function withCounts(model: LoadedModel, conditions: Conditions, { output, classes }: Wanted): Promise<Head[]> {
  const heads = [...model.heads]
  const open = heads.filter(({ outputs }) => outputs === null)
  const isSettled = output !== undefined || classes === undefined || heads.length === 1
  if (isSettled || open.length > MOST_COUNTED) return heads
  const counted: Head[] = []
  for (const head of heads)
    try {
      const { outputs } = head.outputs === null ? await probe(model.take(head.name), conditions) : head
      counted.push({ ...head, outputs, isStated: true })
    } catch (error) {
      // What does not run, or holds no scores, is no answer; where that is so of all, the chosen one says why.
      if (!(error instanceof AcuityError)) throw error
    }
  return counted.length > 0 ? counted : heads
}

async function probe(model: LoadedModel, conditions: Conditions): Promise<Sized> {
  try {
    return await fitted(model, conditions)
  } catch (error) {
    throw withFile(error, model, conditions)
  }
}

/** What went wrong, with the file's name, and with the other layout where the one that was taken is a guess. */
function withFile(error: unknown, { file, description }: LoadedModel, { layout }: Conditions): unknown {
  if (isOutOfMemory(error) || !(error instanceof AcuityError) || error.code !== 'model-invalid') return error
  const isGuess = layout === undefined && !description.layoutDetected
  const other = description.layout === 'NCHW' ? 'NHWC' : 'NCHW'
  const message = error.message.includes(file) ? error.message : `${file}: ${error.message}`
  return new AcuityError(
    error.code,
    isGuess
      ? `${message.replace(/\.?$/, '.')} Its layout was taken for ${description.layout}, which the file does not tell.`
      : message,
    {
      details: error.details,
      remedies: [...(isGuess ? [{ do: 'set', values: { layout: other } } as const] : []), ...remediesOf(error)],
      cause: error.cause,
    },
  )
}

type Costed = Probed & Pick<NetworkMeasurement, 'cost'>
type Sized = Costed & Pick<NetworkMeasurement, 'freed'>

async function fitted(loaded: LoadedModel, { recipe, layout }: Conditions): Promise<Sized> {
  const conditions = { recipe, layout: layout ?? loaded.description.layout }
  const { model, freed } = await fitSize(loaded, { ...conditions, crop: recipe.crop })
  try {
    return { ...(await probeOn(model, conditions)), freed }
  } catch (error) {
    throw freed ? atFreedSize(error, loaded, freed.exportedAt, recipe.crop) : error
  }
}

async function probeOn(model: LoadedModel, { recipe, layout }: { recipe: Recipe; layout: Layout }): Promise<Costed> {
  const { chunks, ...ports } = probeModel(model, { recipe, layout })
  const { pixels, scores, shapes } = ports
  const side = recipe.crop
  const before = process.memoryUsage.rss()
  let imageMs = Infinity
  const session = await Session.create(Buffer.concat(chunks), { pixels, outputs: { scores, shapes } }, side, {
    provider: 'cpu',
    threads: os.availableParallelism(),
  })
  try {
    const probed = await probeBatches(model, { chunks, ...ports }, async (images) => {
      const pixels = probeImages(images, side)
      const start = performance.now()
      const results = await session.run(pixels, images.length)
      // The first runs are slower, as memory is laid out in them.
      imageMs = Math.min(imageMs, (performance.now() - start) / images.length)
      if (!(results.scores instanceof Float32Array && results.shapes instanceof Int32Array))
        throw new TypeError('the probe gave other types than it was built to give')
      return { scores: results.scores, shapes: results.shapes }
    })
    return { ...probed, cost: { imageMs, bytes: Math.max(0, process.memoryUsage.rss() - before) } }
  } finally {
    await session.release()
  }
}
