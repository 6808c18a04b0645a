import { isFiltered } from '../../lib/error-filter.ts'
import { cellNames } from '../../lib/flips.ts'
import { errorsRoute, flipsRoute, type Route } from '../../lib/route.ts'
import type { App } from '../../state/app.ts'
import type { ImageList, ListedImage } from '../../state/image-list.svelte.ts'

interface OpenList {
  list: ImageList<ListedImage>
  /** What its images are, as in `misclassified, filtered`. */
  what: string
  /** Where all of it is shown. */
  grid: Route
  /** The runs that it grows with. */
  runs: readonly number[]
}

/** The list through which a person came to an image: of a run's errors, or of two runs side by side. */
export function openList(
  { run, filter, flips: address }: Extract<Route, { view: 'image' }>,
  { results, flips }: Pick<App, 'results' | 'flips'>,
): OpenList {
  if (!address) {
    const what = isFiltered(filter) ? 'misclassified, filtered' : 'misclassified'
    return { list: results.of(run).errors(filter), what, grid: errorsRoute(run, filter), runs: [run] }
  }
  const { first, second, cell, label } = address
  const called = cellNames[cell].toLowerCase()
  const what = label === null ? called : `${called}, of one class`
  return { list: flips.of(first, second).list(address), what, grid: flipsRoute(address), runs: [first, second] }
}
