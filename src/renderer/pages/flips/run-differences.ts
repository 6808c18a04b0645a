import type { Recipe } from '../../../shared/recipe.ts'
import type { RunSummary } from '../../../shared/run.ts'
import { UNKNOWN } from '../../../shared/text.ts'

export interface RunDifference {
  what: string
  first: string
  second: string
}

const ofRecipe =
  (read: (recipe: Recipe) => string) =>
  ({ recipe }: RunSummary) =>
    recipe ? read(recipe) : UNKNOWN

/** What a run is made of, in the order in which a person would ask. */
const traits: Record<string, (run: RunSummary) => string> = {
  Made: ({ imported }) => (imported ? `elsewhere, imported from ${imported.file}` : 'here'),
  Model: ({ model }) => model,
  Weights: ({ modelSha256 }) => modelSha256?.slice(0, 8) ?? UNKNOWN,
  Output: ({ output }) => output ?? UNKNOWN,
  Dataset: ({ dataset }) => dataset,
  Fit: ofRecipe((recipe) => recipe.fit),
  Resize: ofRecipe((recipe) => (recipe.fit === 'none' ? 'none' : String(recipe.resize))),
  Crop: ofRecipe((recipe) => String(recipe.crop)),
  Resampler: ofRecipe((recipe) => recipe.resampler),
  Rounding: ofRecipe((recipe) => recipe.cropRounding),
  Channels: ofRecipe((recipe) => recipe.channels),
  Mean: ofRecipe((recipe) => recipe.meanImage?.name ?? recipe.mean.join(', ')),
  Std: ofRecipe((recipe) => recipe.std.join(', ')),
  'Central crop': ofRecipe(centralText),
  Fill: ofRecipe(({ fill }) => fill?.join(', ') ?? 'none'),
  'EXIF orientation': ofRecipe(({ exifOrientation }) => (exifOrientation ? 'heeded' : 'ignored')),
  Scale: ofRecipe((recipe) => String(recipe.scale)),
  Limit: ({ limit }) => (limit === null ? 'none' : String(limit)),
  Sample: ({ sample }) => (sample ? `${sample.images}, seed ${sample.seed}` : 'none'),
  Device: ({ device }) => device ?? UNKNOWN,
  Batch: ({ batch }) => (batch === null ? UNKNOWN : String(batch)),
  Threads: ({ threads }) => (threads === null ? UNKNOWN : String(threads)),
}

function centralText({ centralCrop, centralShape }: Recipe): string {
  if (centralCrop === undefined) return 'none'
  return centralShape === 'square' ? `${centralCrop}, square` : String(centralCrop)
}

/** What two runs do not have in common. */
export function runDifferences(first: RunSummary, second: RunSummary): RunDifference[] {
  const differences = Object.entries(traits).flatMap(([what, read]) => {
    const difference = { what, first: read(first), second: read(second) }
    // What is not known of an imported run is no difference: that it was imported says why.
    const isKnown = difference.first !== UNKNOWN && difference.second !== UNKNOWN
    return isKnown && difference.first !== difference.second ? [difference] : []
  })
  // Two files of one name are told apart by their hash, two answers of one by its outputs; names that differ say enough.
  const named = differences.some(({ what }) => what === 'Model')
  return named ? differences.filter(({ what }) => what !== 'Weights' && what !== 'Output') : differences
}
