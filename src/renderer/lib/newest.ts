import type { DatasetSummary } from '../../shared/dataset.ts'
import type { ModelSummary } from '../../shared/model.ts'

/** The last of a list by a time that each has, as ISO 8601. */
export function newest<T>(list: readonly T[], when: (item: T) => string): T | undefined {
  return list.toSorted((a, b) => when(b).localeCompare(when(a)))[0]
}

/** What a form begins with, by their ids: what its address names, where that is still there, else the newest. */
export function namedOrNewest(
  named: { dataset: number | null; model: number | null },
  { datasets, models }: { datasets: readonly DatasetSummary[]; models: readonly ModelSummary[] },
): { dataset: number | null; model: number | null } {
  const dataset = datasets.find((each) => each.dataset === named.dataset) ?? newest(datasets, (each) => each.indexedAt)
  const model = models.find((each) => each.model === named.model) ?? newest(models, (each) => each.addedAt)
  return { dataset: dataset?.dataset ?? null, model: model?.model ?? null }
}
