import os from 'node:os'
import { AcuityError } from '../../../shared/errors.ts'
import type { Layout } from '../../../shared/recipe.ts'
import { counted } from '../../../shared/text.ts'
import {
  axes,
  followSize,
  freed,
  frozenBatches,
  questionOf,
  statedSide,
  teller,
  toSingle,
  type AtSize,
  type Condition,
  type LoadedModel,
  type Plan,
  type Question,
} from '../model/index.ts'
import { isOutOfMemory, Session } from '../runtime/index.ts'
import { probeImages } from './probe-images.ts'

/** A model that takes images of the size that is asked for. */
export interface Fitted {
  model: LoadedModel
  /** Null where the size is its own. */
  freed: Freed | null
}

/** What was done to a model whose file states another size. */
export interface Freed {
  /** The side in pixels that its file states. */
  exportedAt: number
  /** What its layers do otherwise than the file says, in words: `2 pools over the whole map, …`. */
  changes: string[]
}

interface Wanted {
  crop: number
  layout: Layout
}

/** Images that a network is run on at a time, where its file leaves that open: the first that works. */
const MOST_BATCHES = 4

/**
 * The model as it is for images of `crop`: where its file states another size, that is freed. The network is run at the
 * size of its export first, and the images' size followed through it: what depends on it in numbers that the file states
 * is changed where it is known what is meant, and else has to be at `crop` as it is at the export.
 * @throws AcuityError `recipe-invalid` where the network is another at that size, or none: names the layer
 */
export async function fitSize(model: LoadedModel, { crop, layout }: Wanted): Promise<Fitted> {
  const side = statedSide(model, layout)
  if (side === null || side === crop) return { model, freed: null }
  const single = toSingle(model)
  const { graph } = single.onnx
  const { inputName: input, outputName: output, producer } = single.description
  const sides = [axes[layout].height, axes[layout].width]
  const question = questionOf(graph, input)
  const { known, batch } = await atExport(single, { side, layout }, question)
  const plan = followSize(graph, known, { input, output, axes: sides, producer })
  const free = freed(single, sides, plan.changes)
  const conditions = crop < side ? plan.conditions : plan.conditions.filter(canBreakLarger)
  const broken = await firstBroken(free, conditions, { side: crop, layout, batch })
  if (broken) throw refusal(model, { side, crop }, broken)
  return { model: free, freed: { exportedAt: side, changes: worded(plan) } }
}

function worded({ changes }: Plan): string[] {
  const of = (kind: string) => [...changes.values()].filter(({ to }) => to === kind).length
  const [same, global, shapes] = [of('same'), of('global'), of('shape')]
  return [
    ...(same > 0
      ? [`${counted(same, 'layer')} padded by TensorFlow's SAME, as the pads in the file are at its size`]
      : []),
    ...(global > 0 ? [`${counted(global, 'pool')} over the whole map, as the window in the file is at its size`] : []),
    ...(shapes > 0
      ? [`${counted(shapes, 'Reshape')} to the sides of the map, as the numbers in the file are at its size`]
      : []),
  ]
}

/** What went wrong at a size that was freed, where the network itself says so. */
export function atFreedSize(error: unknown, { file }: LoadedModel, side: number, crop: number): unknown {
  if (isOutOfMemory(error) || !(error instanceof AcuityError) || error.code !== 'model-invalid') return error
  const message = `${exported(file, side)}, and does not run at ${crop}×${crop}: ${error.message}`
  return new AcuityError('recipe-invalid', message, { ...advised(side, crop), cause: error })
}

const exported = (file: string, side: number) => `${file} was exported for images of ${side}×${side} pixels`

const advised = (side: number, crop: number) => ({
  details: { modelSize: side, crop },
  remedies: [
    { do: 'set', values: { crop: side } },
    { do: 'choose-another', what: 'model' },
  ] as const,
})

interface Size {
  side: number
  layout: Layout
}

async function atExport(model: LoadedModel, size: Size, question: Question): Promise<{ known: AtSize; batch: number }> {
  const { batch: stated, inputName, outputName } = model.description
  const frozen = frozenBatches(model.onnx.graph, inputName, outputName).filter((batch) => batch > 1)
  let first: unknown
  for (const batch of stated === null ? [1, ...frozen].slice(0, MOST_BATCHES) : [stated])
    try {
      return { known: await ask(model, { ...size, batch }, question), batch }
    } catch (error) {
      if (isOutOfMemory(error)) throw error
      first ??= error
    }
  throw first
}

/** Of larger images, something is always left. */
const canBreakLarger = ({ steps }: Condition) => steps.some((step) => step !== 1)

interface Broken {
  condition: Condition
  dims: readonly number[]
}

/** The first condition in the order of the graph that does not hold at a size; null where all do. */
async function firstBroken(
  model: LoadedModel,
  conditions: readonly Condition[],
  size: Size & { batch: number },
): Promise<Broken | null> {
  let left = conditions
  while (left.length > 0) {
    const { told, asked } = await askFirst(model, size, left)
    for (const condition of left.slice(0, asked)) {
      const dims = told.shapes.get(condition.tensor) ?? []
      if (!holds(condition, dims)) return { condition, dims }
    }
    left = left.slice(asked)
    // What not even the part of the graph before it lets be told is said by running the whole.
    if (asked === 0) return null
  }
  return null
}

/** Asks for as many as can be told: where a layer does not run, those before it are. */
async function askFirst(
  model: LoadedModel,
  size: Size & { batch: number },
  conditions: readonly Condition[],
): Promise<{ told: AtSize; asked: number }> {
  for (let asked = conditions.length; asked > 0; asked = Math.floor(asked / 2))
    try {
      const shapes = [...new Set(conditions.slice(0, asked).map(({ tensor }) => tensor))]
      return { told: await ask(model, size, { shapes, values: [] }), asked }
    } catch (error) {
      if (!(error instanceof AcuityError) || isOutOfMemory(error)) throw error
    }
  return { told: { shapes: new Map(), values: new Map() }, asked: 0 }
}

const holds = ({ dims, steps }: Condition, now: readonly number[]) =>
  now.length === dims.length &&
  now.every((dim, i) => {
    const [step = 0, difference] = [steps[i], dim - (dims[i] ?? 0)]
    if (dim === 0) return false
    return step === 0 ? difference === 0 : difference % step === 0
  })

async function ask(model: LoadedModel, size: Size & { batch: number }, question: Question): Promise<AtSize> {
  if (question.shapes.length === 0) return { shapes: new Map(), values: new Map() }
  const { side, batch } = size
  const { chunks, pixels, told, read } = teller(model, size, question)
  const ports = { pixels, outputs: { told } }
  const options = { provider: 'cpu', threads: os.availableParallelism() } as const
  const session = await Session.create(Buffer.concat(chunks), ports, side, options)
  try {
    const results = await session.run(
      probeImages(
        Array.from({ length: batch }, () => 0),
        side,
      ),
      batch,
    )
    if (!(results.told instanceof Float64Array))
      throw new TypeError('the model told other types than it was built to tell')
    return read(results.told)
  } finally {
    await session.release()
  }
}

function refusal({ file }: LoadedModel, { side, crop }: { side: number; crop: number }, broken: Broken): AcuityError {
  const { node, operator, dims, because } = broken.condition
  const layer = `its layer ${JSON.stringify(node.slice(0, 80))} (${operator})`
  const [wanted, got] = [dims, broken.dims].map((shape) => `[${shape.join(', ')}]`)
  const message = canBreakLarger(broken.condition)
    ? `${exported(file, side)}, and ${layer} fixes that size, as ${because}. It wants ${wanted}, and would get ${got} of ` +
      `${crop}×${crop} pixels: export the model at ${crop}×${crop}.`
    : `${exported(file, side)}, and of ${crop}×${crop} nothing is left before ${layer}: it wants ${wanted}, and would get ${got}.`
  return new AcuityError('recipe-invalid', message, advised(side, crop))
}
