import { Buffer } from 'node:buffer'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import { resolveRecipe, type Preset } from '../../../shared/presets.ts'
import type { Recipe } from '../../../shared/recipe.ts'
import { sampleDataset, sampleModel, sampleRecipe } from '../../../testing/sample.ts'
import { hasSharedData, sharedData } from '../../../testing/shared-data.ts'
import { createPreprocessor } from '../image/index.ts'
import { inputRecipe, loadSource, measure, probeModel, wrapModel, type ModelSource } from '../model/index.ts'

// Networks in float16 against themselves in float32, on real images. On a CPU the weights and whatever ONNX Runtime keeps
// in float16 between its operators are rounded; a GPU rounds inside of them as well.

function someImages(folder: string, count: number): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.jpe?g$/i.test(name))
  const step = Math.max(1, Math.floor(files.length / count))
  return files
    .toSorted()
    .filter((_, i) => i % step === 0)
    .slice(0, count)
    .map((name) => path.join(folder, name))
}

async function run(model: Uint8Array, pixels: string, batch: Uint8Array, side: number) {
  const session = await InferenceSession.create(model, { intraOpNumThreads: 2, logSeverityLevel: 3 })
  try {
    return await session.run({ [pixels]: new Tensor('uint8', batch, [batch.length / side / side / 3, side, side, 3]) })
  } finally {
    await session.release()
  }
}

const numbers = (tensor: Tensor | undefined) => [...(tensor?.data as Float32Array | Int32Array)]

/** The best class of each image, and its probability, in float32 and in float16. */
async function compare(source: ModelSource, recipe: Recipe, images: string[]) {
  const { crop } = recipe
  const size = crop * crop * 3
  const pixels = new Uint8Array(images.length * size)
  const preprocessor = createPreprocessor()
  for (const [i, file] of images.entries())
    preprocessor.preprocess(readFileSync(file), recipe, pixels.subarray(i * size, (i + 1) * size))
  const model = await loadSource(source, crop)
  const { layout } = model.description
  const probe = probeModel(model, { recipe: inputRecipe(recipe), layout })
  const first = await run(Buffer.concat(probe.chunks), probe.pixels, pixels.subarray(0, size), crop)
  const [scores, shapes] = [numbers(first[probe.scores]), numbers(first[probe.shapes])]
  const result = { batch: 1, scores: Float32Array.from(scores), shapes: Int32Array.from(shapes) }
  const { outputs } = measure(model, probe, result)
  const outputKind = model.description.outputKind ?? 'logits'
  const results = []
  for (const precision of [undefined, 'fp16'] as const) {
    const options = { recipe: inputRecipe(recipe), layout, outputs, outputKind, classes: outputs, classOffset: 0 }
    const wrapped = wrapModel(model, { ...options, precision, batch: 'dynamic' })
    const answer = await run(Buffer.concat(wrapped.chunks), wrapped.pixels, pixels, crop)
    const [classes, probabilities] = [numbers(answer[wrapped.topClasses]), numbers(answer[wrapped.topProbabilities])]
    results.push(images.map((_, i) => ({ best: classes[i * wrapped.k], p: probabilities[i * wrapped.k] ?? NaN })))
  }
  return results as [{ best: number; p: number }[], { best: number; p: number }[]]
}

function expectClose([full, half]: Awaited<ReturnType<typeof compare>>): void {
  const equal = full.filter(({ best }, i) => best === half[i]?.best).length
  expect(equal).toBeGreaterThanOrEqual(Math.floor(full.length * 0.97))
  const errors = full.flatMap(({ best, p }, i) => (best === half[i]?.best ? [Math.abs(p - half[i].p)] : []))
  expect(Math.max(...errors)).toBeLessThan(0.03)
  expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.004)
  // They were computed apart.
  expect(Math.max(...errors)).toBeGreaterThan(0)
}

it.each([227, 99] as const)('the bundled network at %i pixels', async (crop) => {
  const recipe = JSON.parse(readFileSync(sampleRecipe(crop), 'utf8')) as Recipe
  expectClose(await compare({ file: sampleModel(crop), weights: null }, recipe, someImages(sampleDataset, 40)))
})

describe.skipIf(!hasSharedData)('real networks (needs ../shared/data)', () => {
  const file = (name: string) => path.join(sharedData, 'models', name)
  const unit = { mean: [127.5, 127.5, 127.5], std: [127.5, 127.5, 127.5] } satisfies Partial<Recipe>
  it.each([
    ['mobilenet_v1_0.25_128.onnx', null, 'torchvision', { ...unit, resize: 146, crop: 128 }],
    ['squeezenet_v1.0_deploy.prototxt', 'squeezenet_v1.0.caffemodel', 'caffe', { resize: 256, crop: 227 }],
  ] satisfies [string, string | null, Preset, Partial<Recipe>][])('%s', async (model, weights, preset, recipe) => {
    const source = { file: file(model), weights: weights && file(weights) }
    const images = someImages(path.join(sharedData, 'imagenet-sample/val'), 40)
    expectClose(await compare(source, resolveRecipe(preset, recipe), images))
  })
})
