import { namedOrNewest } from '../../lib/newest.ts'
import type { Route } from '../../lib/route.ts'
import type { Library } from '../../state/library.svelte.ts'
import { RunDraft } from './run-draft.svelte.ts'

/** The form of a run as its address has it begin: like another run, or with what is chosen, or with the newest. */
export function beginDraft(
  route: Omit<Extract<Route, { view: 'new-run' }>, 'view'>,
  library: Pick<Library, 'datasets' | 'models' | 'evaluated'>,
): RunDraft {
  const { datasets, models } = library
  const like = route.like === null ? undefined : library.evaluated(route.like)
  const dataset = like && datasets.find(({ name }) => name === like.dataset)?.dataset
  const model = like && models.find(({ sha256 }) => sha256 === like.modelSha256)?.model
  const begun = namedOrNewest({ dataset: dataset ?? route.dataset, model: model ?? route.model }, library)
  const draft = new RunDraft(begun.dataset, begun.model)
  if (like) draft.repeat(like)
  return draft
}
