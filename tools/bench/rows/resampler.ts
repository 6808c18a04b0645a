import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createDecoder, planGeometry } from '../../../src/main/engine/image/index.ts'
import { Kernel } from '../../../src/main/engine/image/kernel/kernel.ts'
import { resample } from '../../../src/main/engine/image/specification/resample.ts'
import { resolveRecipe } from '../../../src/shared/presets.ts'
import { Resampler, type Recipe } from '../../../src/shared/recipe.ts'
import type { BenchContext, Benchmark } from '../benchmark.ts'
import type { BenchNetwork } from '../data.ts'
import { atMost, figureRow, milliseconds, show, showRatio, type Row } from '../row.ts'
import { medianOf, summarise } from '../sample.ts'

/** What an image may take if everything beside decoding and inferring is to fit into 0.4 ms. */
const GOAL = atMost(0.3, milliseconds)

/** Milliseconds for each image, on one thread. */
interface Pair {
  kernel: number
  specification: number
}

/** What resizing takes of a thread's time, in WebAssembly and in the TypeScript that says what it must do. */
export const resampler: Benchmark = {
  name: 'resampler',
  title: 'the resampler',
  isGate: true,
  run: (context) => {
    const { light, heavy } = context.data
    const { recipe, pairs } = timeRecipe(light, context)
    const other = timeRecipe(heavy, context)
    const notes = [`${describe(other.recipe)} takes ${summary(other.pairs)}`, `at that size, ${others(heavy, context)}`]
    return Promise.resolve([resamplerRow(recipe, pairs, notes)])
  },
}

function resamplerRow(recipe: Recipe, pairs: readonly Pair[], others: readonly string[]): Row {
  const kernel = summarise(pairs.map((pair) => pair.kernel))
  const notes = ["the limit is the specification's time", ...others]
  return {
    ...figureRow({ what: `resize an image, ${describe(recipe)}`, notes }, kernel, milliseconds, GOAL),
    limit: show(
      medianOf(pairs, ({ specification }) => specification),
      milliseconds,
    ),
    ratio: showRatio(medianOf(pairs, (pair) => pair.kernel / pair.specification)),
  }
}

const describe = ({ resampler, resize, crop }: Recipe) => `${resampler} ${resize}/${crop}`

const summary = (pairs: readonly Pair[]) =>
  `${show(
    medianOf(pairs, ({ kernel }) => kernel),
    milliseconds,
  )}, by the specification ` +
  show(
    medianOf(pairs, ({ specification }) => specification),
    milliseconds,
  )

/** What each resampler takes by the kernel. */
function others({ start }: BenchNetwork, { data, quick, say }: BenchContext): string {
  const files = filesOf(data, quick ? 10 : 25)
  const times = Resampler.options.map((resampler) => {
    say(`resampler: ${resampler}`)
    const pass = resizeAll(files, { ...recipeOf(start), resampler })
    // The first pass compiles.
    pass()
    return `${resampler} ${show(
      medianOf([pass(), pass(), pass()], ({ kernel }) => kernel),
      milliseconds,
    )}`
  })
  return times.join(', ')
}

const recipeOf = ({ preset, recipe }: BenchNetwork['start']) => resolveRecipe(preset ?? 'torchvision', recipe)

const filesOf = (data: BenchContext['data'], count: number) =>
  data.files.slice(0, count).map((file) => readFileSync(path.join(data.folder, file)))

function timeRecipe({ name, start }: BenchNetwork, { data, quick, say }: BenchContext) {
  say(`resampler: ${name}`)
  const recipe = recipeOf(start)
  const files = filesOf(data, quick ? 20 : 100)
  const pass = resizeAll(files, recipe)
  // The first pass compiles.
  pass()
  return { recipe, pairs: Array.from({ length: quick ? 3 : 7 }, pass) }
}

/** A pass over all files, which resizes each by the one and then by the other. */
function resizeAll(files: readonly Uint8Array[], recipe: Recipe): () => Pair {
  const kernel = new Kernel()
  // Decodes into the kernel's memory, as a run does.
  const kernelDecoder = createDecoder(undefined, kernel)
  const decoder = createDecoder()
  const target = new Uint8Array(recipe.crop * recipe.crop * 3)
  return () => {
    const total: Pair = { kernel: 0, specification: 0 }
    for (const file of files) {
      const image = decoder.decode(file)
      const { resized, window } = planGeometry(image.width, image.height, recipe)
      total.specification += time(() => resample(recipe.resampler, image, resized, window, target))
      const kernelImage = kernelDecoder.decode(file)
      total.kernel += time(() => target.set(kernel.resample(recipe.resampler, kernelImage, resized, window)))
    }
    return { kernel: total.kernel / files.length, specification: total.specification / files.length }
  }
}

function time(work: () => void): number {
  const start = performance.now()
  work()
  return performance.now() - start
}
