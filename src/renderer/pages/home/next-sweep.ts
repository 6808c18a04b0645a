import type { DatasetSummary } from '../../../shared/dataset.ts'
import type { ModelSummary } from '../../../shared/model.ts'
import { newest } from '../../lib/newest.ts'

/** What a first sweep would be of. */
export interface NextSweep {
  dataset: DatasetSummary
  model: ModelSummary
  /** As they are typed: the model's own crop, and smaller ones. */
  sizes: string
}

/** What networks are commonly made to see less at: MobileNet's sizes, that of the founding table, and on. */
const SMALLER = [240, 160, 128, 99, 64, 48, 32]
const MOST_SMALLER = 3
/** A crop that is hardly smaller than the model's own tells little. */
const SMALLER_SHARE = 0.8
/** What most are trained at, where the file leaves it open. */
const USUAL_CROP = 224

/** The newest dataset, with the model to which any size is right, else the one that sees most. */
export function nextSweep(datasets: readonly DatasetSummary[], models: readonly ModelSummary[]): NextSweep | null {
  const dataset = newest(datasets, ({ indexedAt }) => indexedAt)
  const [model] = models.toSorted((a, b) => seen(b) - seen(a) || a.model - b.model)
  return dataset && model ? { dataset, model, sizes: sizesOf(model).join(', ') } : null
}

function seen({ width, height }: ModelSummary): number {
  return width === null || height === null ? Infinity : width * height
}

function sizesOf({ width, height }: ModelSummary): number[] {
  const own = Math.min(width ?? USUAL_CROP, height ?? USUAL_CROP)
  return [own, ...SMALLER.filter((crop) => crop <= SMALLER_SHARE * own).slice(0, MOST_SMALLER)]
}

/** The first of what there is none of yet: a dataset, a model, a sweep; null past the last one. */
export function openStep(library: Record<'datasets' | 'models' | 'sweeps', readonly unknown[]>) {
  return (['datasets', 'models', 'sweeps'] as const).find((list) => library[list].length === 0) ?? null
}
