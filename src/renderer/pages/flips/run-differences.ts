import type { RunSummary } from '../../../shared/run.ts'

export interface RunDifference {
  what: string
  first: string
  second: string
}

/** What a run is made of, in the order in which a person would ask. */
const traits: Record<string, (run: RunSummary) => string> = {
  Model: ({ model }) => model,
  Weights: ({ modelSha256 }) => modelSha256.slice(0, 8),
  Output: ({ output }) => output,
  Dataset: ({ dataset }) => dataset,
  Fit: ({ recipe }) => recipe.fit,
  Resize: ({ recipe }) => (recipe.fit === 'none' ? 'none' : String(recipe.resize)),
  Crop: ({ recipe }) => String(recipe.crop),
  Resampler: ({ recipe }) => recipe.resampler,
  Rounding: ({ recipe }) => recipe.cropRounding,
  Channels: ({ recipe }) => recipe.channels,
  Mean: ({ recipe }) => recipe.meanImage?.name ?? recipe.mean.join(', '),
  Std: ({ recipe }) => recipe.std.join(', '),
  Scale: ({ recipe }) => String(recipe.scale),
  Limit: ({ limit }) => (limit === null ? 'none' : String(limit)),
  Device: ({ device }) => device,
  Batch: ({ batch }) => String(batch),
  Threads: ({ threads }) => String(threads),
}

/** What two runs do not have in common. */
export function runDifferences(first: RunSummary, second: RunSummary): RunDifference[] {
  const differences = Object.entries(traits).flatMap(([what, read]) => {
    const difference = { what, first: read(first), second: read(second) }
    return difference.first === difference.second ? [] : [difference]
  })
  // Two files of one name are told apart by their hash, two answers of one by its outputs; names that differ say enough.
  const named = differences.some(({ what }) => what === 'Model')
  return named ? differences.filter(({ what }) => what !== 'Weights' && what !== 'Output') : differences
}
