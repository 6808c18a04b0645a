// Test support: runs models in ONNX Runtime, wrapped and plain, and ranks plain scores independently.
import { Buffer } from 'node:buffer'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import type { Layout } from '../../../../shared/recipe.ts'
import type { LoadedModel } from '../classifier.ts'
import type { InputRecipe } from '../preprocessing.ts'
import { measure, probeModel, type Measurement } from '../probe.ts'
import type { ScoresMapping } from '../ranking.ts'
import type { WrappedModel } from '../wrap.ts'

/** Runs a model once in ONNX Runtime and returns its outputs by name. */
export async function run(
  model: Uint8Array,
  feeds: Record<string, Tensor>,
): Promise<InferenceSession.OnnxValueMapType> {
  const session = await InferenceSession.create(model, { graphOptimizationLevel: 'all', logSeverityLevel: 4 })
  try {
    return await session.run(feeds, { logSeverityLevel: 4 })
  } finally {
    await session.release()
  }
}

export function floats(values: InferenceSession.OnnxValueMapType, name: string): Float32Array {
  const data = values[name]?.data
  if (!(data instanceof Float32Array)) throw new Error(`${name} is no float32 tensor`)
  return data
}

export function ints(values: InferenceSession.OnnxValueMapType, name: string): Int32Array {
  const data = values[name]?.data
  if (!(data instanceof Int32Array)) throw new Error(`${name} is no int32 tensor`)
  return data
}

/** What a real run on one image, or on the batch that the model states, tells of a model, and its scores. */
export async function probeOnce(
  model: LoadedModel,
  recipe: InputRecipe,
  layout = model.description.layout,
): Promise<{ scores: Float32Array; measurement: Measurement }> {
  const probe = probeModel(model, { recipe, layout })
  const batch = model.description.batch ?? 1
  const pixels = pixelTensor(somePixels(batch * recipe.crop * recipe.crop * 3), batch, recipe.crop)
  const values = await run(Buffer.concat(probe.chunks), { [probe.pixels]: pixels })
  const scores = floats(values, probe.scores)
  const shapes = ints(values, probe.shapes)
  return { scores, measurement: measure(model, probe, { batch, scores, shapes }) }
}

export const pixelTensor = (pixels: Uint8Array, batch: number, crop: number) =>
  new Tensor('uint8', pixels, [batch, crop, crop, 3])

/** Ranks each image: classes, and the probabilities that go with them. */
export interface Ranking {
  classes: number[][]
  probabilities: number[][]
}

export async function runWrapped(
  wrapped: WrappedModel,
  pixels: Uint8Array,
  batch: number,
  crop: number,
): Promise<Ranking> {
  const values = await run(Buffer.concat(wrapped.chunks), { [wrapped.pixels]: pixelTensor(pixels, batch, crop) })
  return {
    classes: rows(ints(values, wrapped.topClasses), batch),
    probabilities: rows(floats(values, wrapped.topProbabilities), batch),
  }
}

function rows(values: Float32Array | Int32Array, batch: number): number[][] {
  const k = values.length / batch
  return Array.from({ length: batch }, (_, i) => [...values.subarray(i * k, (i + 1) * k)])
}

/** What the network should see, computed without the graph: `(pixel - mean) * (scale / std)` in float32 steps. */
export function normalise(pixels: Uint8Array, batch: number, recipe: InputRecipe, layout: Layout): Tensor {
  const { crop } = recipe
  const f32 = Math.fround
  const area = crop * crop
  const out = new Float32Array(pixels.length)
  for (let image = 0; image < batch; image++) {
    for (let at = 0; at < area; at++) {
      for (const c of [0, 1, 2] as const) {
        const source = recipe.channels === 'BGR' ? 2 - c : c
        const pixel = pixels[(image * area + at) * 3 + source] ?? 0
        const target = layout === 'NCHW' ? (image * 3 + c) * area + at : (image * area + at) * 3 + c
        const mean = recipe.meanPixels?.data[c * area + at] ?? recipe.mean[c]
        out[target] = f32(f32(pixel - f32(mean)) * f32(recipe.scale / recipe.std[c]))
      }
    }
  }
  return new Tensor('float32', out, layout === 'NCHW' ? [batch, 3, crop, crop] : [batch, crop, crop, 3])
}

/** Ranks plain scores by the rules of the product, in double precision. */
export function rankScores(scores: Float32Array, batch: number, mapping: ScoresMapping): Ranking {
  const { outputs, outputKind, classes, classOffset, restrictedTo } = mapping
  const isRanked = (output: number) => restrictedTo?.includes(output + classOffset) ?? true
  const ranked = rows(scores, batch).map((all) => {
    const row = all.map((score, output) => (isRanked(output) ? score : outputKind === 'logits' ? -Infinity : 0))
    const highest = Math.max(...row)
    const sum = row.reduce((total, score) => total + Math.exp(score - highest), 0)
    const share = restrictedTo ? row.reduce((total, score) => total + score, 0) : 1
    return row
      .map((score, output) => ({
        score,
        class: output + classOffset,
        probability: outputKind === 'logits' ? Math.exp(score - highest) / sum : score / share,
      }))
      .slice(0, outputs)
      .filter((entry) => entry.class >= 0 && entry.class < classes && isRanked(entry.class - classOffset))
      .sort((a, b) => b.score - a.score || a.class - b.class)
      .slice(0, 10)
  })
  return {
    classes: ranked.map((row) => row.map((entry) => entry.class)),
    probabilities: ranked.map((row) => row.map((entry) => entry.probability)),
  }
}

/** Pixels that are the same on every machine. */
export function somePixels(length: number): Uint8Array {
  let state = 7
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return state >>> 24
  })
}
