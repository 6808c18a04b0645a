import type { DatasetSummary } from '../../../shared/dataset.ts'
import type { ModelSummary } from '../../../shared/model.ts'
import type { RunSummary } from '../../../shared/run.ts'

export interface NextRun {
  dataset: DatasetSummary
  model: ModelSummary
}

/** A run that has not been made yet: of the newest dataset, with the model that sees most. */
export function nextRun(
  datasets: readonly DatasetSummary[],
  models: readonly ModelSummary[],
  runs: readonly Pick<RunSummary, 'dataset' | 'modelSha256'>[],
): NextRun | null {
  const dataset = datasets.toSorted((a, b) => b.indexedAt.localeCompare(a.indexedAt))[0]
  if (!dataset) return null
  const tried = new Set(runs.filter((run) => run.dataset === dataset.name).map(({ modelSha256 }) => modelSha256))
  const sees = ({ width, height }: ModelSummary) => (width ?? 0) * (height ?? 0)
  const model = models
    .toSorted((a, b) => sees(b) - sees(a) || a.model - b.model)
    .find(({ sha256 }) => !tried.has(sha256))
  return model ? { dataset, model } : null
}
