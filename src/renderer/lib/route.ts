import { z } from 'zod'
import type { DatasetFilter } from '../../shared/dataset-contents.ts'
import type { ErrorFilter } from '../../shared/results.ts'
import { parseAsked, type AskedRun } from './asked-run.ts'
import { curveParameters, parseCurveAddress, wholeCurve, type CurveAddress } from './curve-address.ts'
import { allImages, datasetParameters, parseDatasetFilter } from './dataset-filter.ts'
import { filterParameters, noFilter, parseFilter } from './error-filter.ts'
import { noSelection, parsePair, parseSelection, selectionParameters, type FlipsAddress } from './flips.ts'
import { parseMatrixAddress, matrixParameters, wholeMatrix, type MatrixAddress } from './matrix-address.ts'
import { parseTableAddress, tableParameters, wholeTable, type RunTableAddress } from './run-table-address.ts'
import { allSeen, parseSeenFilter, seenParameters, type SeenAddress, type SeenFilter } from './seen-address.ts'

export const RunTab = z.enum(['overview', 'classes', 'confusions', 'errors'])
export type RunTab = z.infer<typeof RunTab>

export const DatasetTab = z.enum(['overview', 'images', 'classes', 'sizes'])
export type DatasetTab = z.infer<typeof DatasetTab>

export const SweepTab = z.enum(['curve', 'critical', 'classes', 'objects'])
export type SweepTab = z.infer<typeof SweepTab>

/** What a run is to begin with: the newest where nothing is said. */
export interface RunBeginning {
  dataset: number | null
  model: number | null
  /** A run whose settings it has. */
  like: number | null
  /** All that it is asked for with, in place of the others. */
  asked: AskedRun | null
}

/** Every page of the window. */
export type Route =
  | { view: 'home' }
  /** The overview where no tab is named; the filter is that of the images' tab. */
  | { view: 'dataset'; dataset: number; tab?: DatasetTab; filter?: DatasetFilter }
  /** An image as it was indexed; the filter is that of the list that it is looked at in. */
  | { view: 'dataset-image'; dataset: number; image: number; filter: DatasetFilter }
  | { view: 'model'; model: number }
  | ({ view: 'new-run' } & RunBeginning)
  | ({ view: 'diagnosis' } & Pick<RunBeginning, 'like' | 'asked'>)
  | { view: 'new-sweep'; dataset: number | null; model: number | null; sizes: string }
  /** The curve is what its tab shows, the filter that of the images' tab; the line is the model that the others are of. */
  | { view: 'sweep'; sweep: number; tab: SweepTab; curve: CurveAddress; line: number; seen: SeenFilter }
  /** The filter is that of the errors' tab, the matrix what the confusions' tab shows. */
  | { view: 'run'; run: number; tab: RunTab; filter: ErrorFilter; matrix: MatrixAddress }
  | { view: 'class'; run: number; label: number }
  /**
   * `flips` names the two runs whose list led here, `seen` the sweep whose list did, in place of the filter; `beside`
   * is the run whose pixels of the image are shown beside this one's, where one was chosen.
   */
  | {
      view: 'image'
      run: number
      image: number
      filter: ErrorFilter
      flips?: FlipsAddress
      seen?: SeenAddress
      beside?: number
    }
  | ({ view: 'flips' } & FlipsAddress)
  | { view: 'compare'; runs: number[]; published: boolean }
  | { view: 'runs'; table: RunTableAddress }

const Id = z.coerce.number().int().nonnegative()
const OptionalId = Id.nullable().catch(null)

/** Reads the address's hash; what makes no sense leads home. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  const [page, first, second, third] = path.split('/')
  const parameters = new URLSearchParams(query)
  const parameter = (name: string) => OptionalId.parse(parameters.get(name))
  const filter = parseFilter(parameters)
  const id = Id.safeParse(first).data

  if (page === 'new-run')
    return {
      view: 'new-run',
      dataset: parameter('dataset'),
      model: parameter('model'),
      like: parameter('like'),
      asked: parseAsked(parameters.get('asked')),
    }
  if (page === 'diagnosis') {
    const [like, asked] = [parameter('like'), parseAsked(parameters.get('asked'))]
    return like === null && asked === null ? { view: 'home' } : { view: 'diagnosis', like, asked }
  }
  if (page === 'new-sweep')
    return newSweepRoute({
      dataset: parameter('dataset') ?? undefined,
      model: parameter('model') ?? undefined,
      sizes: parameters.get('sizes') ?? undefined,
    })
  if (page === 'compare') {
    const runs = (first ?? '').split(',').flatMap((run) => (run === '' ? [] : (Id.safeParse(run).data ?? [])))
    return compareRoute(runs, parameters.get('published') === '1')
  }
  if (page === 'runs' && first === undefined) return runsRoute(parseTableAddress(parameters))
  if (id === undefined) return { view: 'home' }
  const pair = parsePair(page === 'flips' ? `${first},${second}` : parameters.get('flips'))
  const flips = pair && { ...pair, ...parseSelection(parameters) }
  if (page === 'flips') return flips ? flipsRoute(flips) : { view: 'home' }
  if (page === 'datasets') {
    const stored = second === 'images' ? Id.safeParse(third).data : undefined
    const shown = parseDatasetFilter(parameters)
    return stored === undefined
      ? datasetRoute(id, DatasetTab.catch('overview').parse(second), shown)
      : { view: 'dataset-image', dataset: id, image: stored, filter: shown }
  }
  if (page === 'models') return { view: 'model', model: id }
  const line = parameter('line') ?? 0
  const seen = parseSeenFilter(parameters)
  if (page === 'sweeps') {
    const tab = SweepTab.catch('curve').parse(second)
    return { view: 'sweep', sweep: id, tab, curve: parseCurveAddress(parameters), line, seen }
  }
  if (page !== 'runs') return { view: 'home' }
  const label = second === 'classes' ? Id.safeParse(third).data : undefined
  if (label !== undefined) return { view: 'class', run: id, label }
  const image = second === 'errors' ? Id.safeParse(third).data : undefined
  const beside = parameter('beside') ?? undefined
  const sweep = parameter('sweep')
  if (image !== undefined && flips) return flipImageRoute(id, image, flips, beside)
  if (image !== undefined && sweep !== null) return seenImageRoute(id, image, { sweep, line, ...seen }, beside)
  if (image !== undefined) return imageRoute(id, image, filter, beside)
  if (second === 'confusions') return confusionsRoute(id, parseMatrixAddress(parameters))
  return { ...runRoute(id, RunTab.catch('overview').parse(second)), filter }
}

/** The inverse of {@link parseRoute}. */
export function formatRoute(route: Route): string {
  switch (route.view) {
    case 'home':
      return '#/'
    case 'dataset':
      return formatDatasetRoute(route)
    case 'dataset-image':
      return `#/datasets/${route.dataset}/images/${route.image}${query(datasetParameters(route.filter))}`
    case 'model':
      return `#/models/${route.model}`
    case 'new-run':
      return `#/new-run${query({ dataset: route.dataset, model: route.model, like: route.like, asked: askedText(route) })}`
    case 'diagnosis':
      return `#/diagnosis${query({ like: route.like, asked: askedText(route) })}`
    case 'new-sweep':
      return `#/new-sweep${query({ dataset: route.dataset, model: route.model, sizes: route.sizes || null })}`
    case 'sweep':
      return formatSweepRoute(route)
    case 'run': {
      const shown = route.tab === 'confusions' ? matrixParameters(route.matrix) : filterParameters(route.filter)
      return `#/runs/${route.run}/${route.tab}${query(shown)}`
    }
    case 'class':
      return `#/runs/${route.run}/classes/${route.label}`
    case 'image': {
      const { flips, seen } = route
      const list = flips
        ? { flips: `${flips.first},${flips.second}`, ...selectionParameters(flips) }
        : seen
          ? { sweep: seen.sweep, line: seen.line || null, ...seenParameters(seen) }
          : filterParameters(route.filter)
      return `#/runs/${route.run}/errors/${route.image}${query({ ...list, beside: route.beside ?? null })}`
    }
    case 'flips':
      return `#/flips/${route.first}/${route.second}${query(selectionParameters(route))}`
    case 'compare':
      return `#/compare/${route.runs.join(',')}${query({ published: route.published ? 1 : null })}`
    case 'runs':
      return `#/runs${query(tableParameters(route.table))}`
  }
}

type DatasetRoute = Extract<Route, { view: 'dataset' }>

/** A dataset, or what a tab of its page shows; the filter is that of its images. */
export function datasetRoute(
  dataset: number,
  tab: DatasetTab = 'overview',
  filter: Partial<DatasetFilter> = {},
): DatasetRoute {
  if (tab === 'overview') return { view: 'dataset', dataset }
  if (tab !== 'images') return { view: 'dataset', dataset, tab }
  return { view: 'dataset', dataset, tab, filter: { ...allImages, ...filter } }
}

function formatDatasetRoute({ dataset, tab, filter }: DatasetRoute): string {
  const shown = tab === undefined || tab === 'overview' ? '' : `/${tab}`
  return `#/datasets/${dataset}${shown}${filter ? query(datasetParameters(filter)) : ''}`
}

/** A run as it is first looked at. */
export function runRoute(run: number, tab: RunTab = 'overview'): Extract<Route, { view: 'run' }> {
  return { view: 'run', run, tab, filter: noFilter, matrix: wholeMatrix }
}

/** A sweep's curve, as it is first looked at, or by what is said. */
export function sweepRoute(sweep: number, curve: CurveAddress = wholeCurve): SweepRoute {
  return { view: 'sweep', sweep, tab: 'curve', curve, line: 0, seen: allSeen }
}

type SweepRoute = Extract<Route, { view: 'sweep' }>

/** What is told of one model of a sweep, by its place among the sweep's lines. */
export function sweepTabRoute(
  sweep: number,
  tab: Exclude<SweepTab, 'curve'>,
  line = 0,
  seen: Partial<SeenFilter> = {},
): SweepRoute {
  return { ...sweepRoute(sweep), tab, line, seen: { ...allSeen, ...seen } }
}

/** An image in a list of what the images of a sweep need, as one of its runs answered it. */
export function seenImageRoute(run: number, image: number, seen: SeenAddress, beside?: number): Route {
  return { view: 'image', run, image, filter: noFilter, seen, ...(beside === undefined ? {} : { beside }) }
}

function formatSweepRoute({ sweep, tab, curve, line, seen }: SweepRoute): string {
  if (tab === 'curve') return `#/sweeps/${sweep}${query(curveParameters(curve))}`
  const shown = tab === 'critical' ? seenParameters(seen) : {}
  return `#/sweeps/${sweep}/${tab}${query({ line: line || null, ...shown })}`
}

/** A run's confusions, and what is looked at of them. */
export function confusionsRoute(run: number, matrix: MatrixAddress): Route {
  return { ...runRoute(run, 'confusions'), matrix }
}

/** One class in a run, by its canonical index. */
export function classRoute(run: number, label: number): Route {
  return { view: 'class', run, label }
}

/** A run's misclassified images, those of the filter; what it leaves open is as by default. */
export function errorsRoute(run: number, filter: Partial<ErrorFilter> = {}): Route {
  return { ...runRoute(run, 'errors'), filter: { ...noFilter, ...filter } }
}

/** One image of a run; the filter is that of the list that it is looked at in. */
export function imageRoute(run: number, image: number, filter = noFilter, beside?: number): Route {
  return { view: 'image', run, image, filter, ...(beside === undefined ? {} : { beside }) }
}

/** The images that two runs answered in one way; those that the second lost, where nothing else is said. */
export function flipsRoute(address: Partial<FlipsAddress> & Pick<FlipsAddress, 'first' | 'second'>): Route {
  return { view: 'flips', ...noSelection, ...address }
}

/** An image of two runs' list, as one of them answered it. */
export function flipImageRoute(run: number, image: number, flips: FlipsAddress, beside?: number): Route {
  return { view: 'image', run, image, filter: noFilter, flips, ...(beside === undefined ? {} : { beside }) }
}

/** Runs beside each other, the first as the baseline; with the published table beside them where that is asked for. */
export function compareRoute(runs: number[] = [], published = false): Extract<Route, { view: 'compare' }> {
  return { view: 'compare', runs, published }
}

/** All runs, or those of a filter, as the table is said to show them. */
export function runsRoute(table: Partial<RunTableAddress> = {}): Extract<Route, { view: 'runs' }> {
  return { view: 'runs', table: { ...wholeTable, ...table } }
}

type Beginning = { [Part in keyof RunBeginning]?: RunBeginning[Part] | undefined }

/** The form of a run, with what is to be chosen there first; the newest where that is left open. */
export function newRunRoute({ dataset, model, like, asked }: Beginning = {}): Route {
  return { view: 'new-run', dataset: dataset ?? null, model: model ?? null, like: like ?? null, asked: asked ?? null }
}

/** The diagnosis of the recipe that a run has, or is asked for with. */
export function diagnosisRoute({ like, asked }: Pick<Beginning, 'like' | 'asked'>): Route {
  return { view: 'diagnosis', like: like ?? null, asked: asked ?? null }
}

/** The form of a sweep, as {@link newRunRoute} that of a run; its sizes as they are typed. */
export function newSweepRoute({
  dataset,
  model,
  sizes,
}: Pick<Beginning, 'dataset' | 'model'> & { sizes?: string | undefined } = {}) {
  return { view: 'new-sweep', dataset: dataset ?? null, model: model ?? null, sizes: sizes ?? '' } satisfies Route
}

const askedText = ({ asked }: Pick<RunBeginning, 'asked'>) => asked && JSON.stringify(asked)

function query(parameters: Record<string, string | number | null>): string {
  const stated = Object.entries(parameters).flatMap(([name, value]) =>
    value === null ? [] : [`${name}=${encodeURIComponent(value)}`],
  )
  return stated.length > 0 ? `?${stated.join('&')}` : ''
}
