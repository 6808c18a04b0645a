import { answerAdjectives } from '../../lib/answer-choice.ts'
import { groupTitle } from '../../lib/critical-size.ts'
import { isFiltered } from '../../lib/error-filter.ts'
import { cellNames } from '../../lib/flips.ts'
import { errorsRoute, flipsRoute, formatRoute, sweepTabRoute, type Route } from '../../lib/route.ts'
import type { SeenAddress } from '../../lib/seen-address.ts'
import type { App } from '../../state/app.ts'
import type { ImageList, ListedImage } from '../../state/image-list.svelte.ts'

interface OpenList {
  list: ImageList<ListedImage>
  /** What its images are, as in `misclassified, filtered`: asked for where it is shown, as it may be known later. */
  what: () => string
  /** Where all of it is shown. */
  grid: Route
  /** The runs that it grows with. */
  runs: readonly number[]
  /** Where another image of it is shown. */
  stepTo: (image: number) => Route
}

type ImageRoute = Extract<Route, { view: 'image' }>

/** The list through which a person came to an image: of a run's errors or right answers, of two runs side by side, or of what a sweep's images need. */
export function openList(route: ImageRoute, app: Pick<App, 'results' | 'flips' | 'sweeps' | 'library'>): OpenList {
  const { run, filter, flips: address, seen } = route
  const stepTo = (image: number): Route => ({ ...route, image })
  if (address) {
    const { first, second, cell, label } = address
    const what = () => ofClass(cellNames[cell].toLowerCase(), label)
    const list = app.flips.of(first, second).list(address)
    return { list, what, grid: flipsRoute(address), runs: [first, second], stepTo }
  }
  if (seen) return openSeen(route, seen, app)
  const what = () => `${answerAdjectives[filter.answers]}${isFiltered(filter) ? ', filtered' : ''}`
  return { list: app.results.of(run).errors(filter), what, grid: errorsRoute(run, filter), runs: [run], stepTo }
}

function openSeen(
  route: ImageRoute,
  seen: SeenAddress,
  { sweeps, library }: Pick<App, 'sweeps' | 'library'>,
): OpenList {
  const { sweep, line, groups, label } = seen
  const list = sweeps.of(sweep).seenList(seen)
  const [only, ...others] = groups
  const what = () => {
    if (!only) return 'of the sweep'
    return others.length > 0 ? 'in these groups' : groupTitle(only, list.sizes).toLowerCase()
  }
  return {
    list,
    what: () => ofClass(what(), label),
    grid: sweepTabRoute(sweep, 'critical', line, { groups, label }),
    runs: library.sweep(sweep)?.runs.map(({ run }) => run) ?? [],
    // Each in the run that tells what it needs, unless another one was chosen: then that stays.
    stepTo: (image) =>
      formatRoute(route) === formatRoute(list.routeOf(route.image)) ? list.routeOf(image) : { ...route, image },
  }
}

const ofClass = (what: string, label: number | null) => (label === null ? what : `${what}, of one class`)
