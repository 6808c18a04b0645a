import { namedOrNewest } from '../lib/newest.ts'
import type { RunBeginning } from '../lib/route.ts'
import type { Library } from './library.svelte.ts'
import { RunDraft } from './run-draft.svelte.ts'

/** The form of a run as its address has it begin: as it is asked for, like another run, or with what is chosen, or with the newest. */
export function beginDraft(route: RunBeginning, library: Pick<Library, 'datasets' | 'models' | 'evaluated'>): RunDraft {
  const { datasets, models } = library
  const { asked } = route
  const like = route.like === null ? undefined : library.evaluated(route.like)
  const name = asked?.dataset ?? like?.dataset
  const dataset = datasets.find((each) => each.dataset === name || each.name === name)?.dataset
  const model = asked?.model ?? (like && models.find(({ sha256 }) => sha256 === like.modelSha256)?.model)
  const begun = namedOrNewest({ dataset: dataset ?? route.dataset, model: model ?? route.model }, library)
  const draft = new RunDraft(begun.dataset, begun.model)
  if (asked) draft.take(asked)
  else if (like) draft.repeat(like)
  return draft
}
