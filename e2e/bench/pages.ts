import type { Engine, Input, Method } from '../../src/shared/contract.ts'
import type { SeenGroup } from '../../src/shared/critical.ts'

/** Rows of a grid that are asked for at first: what a screen holds, and some beyond. */
const GRID_ROWS = 60
/** Tiles on a class's page. */
const CLASS_TILES = 12

/** A fifth of the classes, as a search may find them. */
const FIFTH = Array.from({ length: 200 }, (_, label) => label)

/** One of the engine's questions that a page asks before it shows its content. */
export interface Query {
  readonly method: Method
  readonly ask: (engine: Engine) => Promise<unknown>
}

/** A part of a page that is there once all that a selector finds, one element at least, has this text. */
export interface Content {
  readonly at: string
  readonly text: RegExp
}

/** A page of the window. */
export interface MeasuredPage {
  readonly name: string
  readonly address: string
  readonly shown: readonly Content[]
  readonly queries: readonly Query[]
}

const NEVER: SeenGroup = { state: 'never', size: null }

const text = (pattern: RegExp): Content => ({ at: 'main', text: pattern })
// Seeded classes are called `kind 7`: nothing else on a page is.
const someName = text(/kind \d/)
const tiles: Content = { at: '[role="gridcell"]', text: /kind \d/ }
const histogram: Content = { at: 'fieldset [role="img"]', text: /\d image/ }
const flips = [text(/chance/), tiles]

/** Pages of other runs: the window keeps what it knows of one run, of one pair, and of one sweep. */
export function pagesElsewhere([run, other]: readonly [number, number], sweep: number): MeasuredPage[] {
  return [
    { name: 'another pair', address: `#/flips/${run}/${other}`, shown: flips, queries: [] },
    { name: 'another sweep', address: `#/sweeps/${sweep}`, shown: [text(/Figures/)], queries: [] },
    { name: 'another run', address: `#/runs/${run}/classes`, shown: [someName], queries: [] },
  ]
}

/**
 * Every page with results in it.
 * @param runs two runs of the seeded dataset
 * @param sweep the sweep that they are of
 */
export async function pagesOf(
  engine: Engine,
  [run, other]: readonly [number, number],
  sweep: number,
): Promise<MeasuredPage[]> {
  const { images } = await engine.call('results.errors', { run })
  const [image = 0] = images
  const classes = query('results.classes', { run })
  const tab = (name: string) => `#/runs/${run}/${name}`
  const dataset = (await engine.call('datasets.list', {})).find(({ name }) => name === 'seeded')?.dataset ?? 0
  const contents = query('datasets.classes', { dataset })
  return [
    {
      name: "dataset's images",
      address: `#/datasets/${dataset}/images`,
      shown: [tiles],
      queries: [contents, query('datasets.sizes', { dataset }), ...(await datasetList(engine, { dataset }))],
    },
    {
      name: "dataset's classes",
      address: `#/datasets/${dataset}/classes`,
      shown: [someName],
      queries: [contents, query('datasets.sizes', { dataset })],
    },
    {
      name: 'overview',
      address: tab('overview'),
      shown: [text(/Reliability diagram/), someName],
      queries: [classes, query('results.calibration', { run })],
    },
    { name: 'classes', address: tab('classes'), shown: [someName], queries: [classes] },
    {
      name: 'class',
      address: tab('classes/7'),
      shown: [text(/In other runs/), { at: '[data-image]', text: /kind \d/ }],
      queries: [
        classes,
        query('results.class', { run, label: 7 }),
        ...(await errorList(engine, { run, label: 7 }, CLASS_TILES)),
      ],
    },
    {
      name: 'confusions',
      address: tab('confusions'),
      shown: [{ at: '[aria-label="Confused classes"] a', text: /kind \d.*kind \d/s }],
      queries: [classes, query('results.confusions', { run })],
    },
    {
      name: 'errors',
      address: tab('errors'),
      shown: [tiles, histogram],
      queries: [classes, ...(await errorList(engine, { run })), query('results.errorConfidences', { run })],
    },
    {
      name: 'errors by margin, filtered by text',
      address: tab('errors?order=margin&text=kind%201'),
      shown: [{ ...tiles, text: /margin .*kind \d/s }, histogram],
      queries: [
        classes,
        ...(await errorList(engine, { run, order: 'margin', text: 'kind 1' })),
        query('results.errorConfidences', { run, text: 'kind 1' }),
      ],
    },
    {
      name: 'image',
      address: tab(`errors/${image}`),
      shown: [text(/In all runs/), { at: 'main header [role="status"]', text: /^1 of \d/ }],
      queries: [
        query('results.image', { run, image }),
        query('results.imageInRuns', { image }),
        query('results.errors', { run }),
        query('annotations.get', { image }),
      ],
    },
    {
      name: 'two runs side by side',
      address: `#/flips/${run}/${other}`,
      shown: flips,
      queries: [
        classes,
        query('results.flips', { first: run, second: other }),
        // What the second run lost, by its own rows.
        ...(await flipList(engine, { first: other, second: run, cell: 'gained' })),
      ],
    },
    {
      name: 'sweep',
      address: `#/sweeps/${sweep}`,
      shown: [text(/Seeing 144 instead of 224 costs/), { at: 'svg a[data-run]', text: /^\s*$/ }],
      queries: [query('sweeps.get', { sweep }), query('sweeps.curve', { sweep, y: 'top1' })],
    },
    ...(['ece', 'classes'] as const).map((y): MeasuredPage => {
      const classes = y === 'classes' ? FIFTH : []
      return {
        name: y === 'ece' ? 'sweep, calibration' : `sweep, ${FIFTH.length} classes`,
        address: `#/sweeps/${sweep}?y=${y}&classes=${classes.join()}`,
        shown: [y === 'ece' ? text(/takes the calibration error from/) : text(/on 10\u202F000 images/)],
        queries: [
          query('sweeps.get', { sweep }),
          query('sweeps.curve', { sweep, y, classes }),
          ...(y === 'classes' ? [query('results.classes', { run })] : []),
        ],
      }
    }),
    ...(await Promise.all(
      [
        { name: 'critical resolution', groups: [], label: null },
        { name: 'critical resolution, filtered', groups: [NEVER], label: null },
        { name: 'critical resolution, one class', groups: [], label: 7 },
      ].map(async ({ name, ...filter }): Promise<MeasuredPage> => {
        const { groups, label } = filter
        const parameters = [
          ...groups.map(({ state }) => `groups=${state}`),
          ...(label === null ? [] : [`label=${label}`]),
        ]
        return {
          name,
          address: `#/sweeps/${sweep}/critical?${parameters.join('&')}`,
          shown: [text(/images that all of its 6 runs evaluated/), tiles],
          queries: [
            query('sweeps.get', { sweep }),
            query('sweeps.seen', { sweep, label }),
            ...(await neededImages(engine, { sweep, line: 0, ...filter })),
            classes,
          ],
        }
      }),
    )),
    {
      name: 'sweep, classes by loss',
      address: `#/sweeps/${sweep}/classes`,
      shown: [
        text(/Seeing 144 instead of 224, .* of 1\u202F000 classes/),
        { at: 'main [role="row"] a', text: /kind \d/ },
      ],
      queries: [query('sweeps.get', { sweep }), query('sweeps.classes', { sweep }), classes],
    },
    {
      name: 'comparison',
      address: `#/compare/${run},${other}`,
      shown: [text(/Only this right/)],
      queries: [query('runs.compare', { runs: [run, other] })],
    },
  ]
}

function query<M extends Method>(method: M, input: Input<M>): Query {
  return { method, ask: (engine) => engine.call(method, input) }
}

/** What a list of misclassified images asks: which they are, and the rows of the first. */
async function errorList(engine: Engine, input: Input<'results.errors'>, rows = GRID_ROWS): Promise<Query[]> {
  const images = (await engine.call('results.errors', input)).images.slice(0, rows)
  return [query('results.errors', input), query('results.rows', { run: input.run, images })]
}

/** What the images of a dataset ask: which they are, and the rows of the first. */
async function datasetList(engine: Engine, input: Input<'datasets.images'>): Promise<Query[]> {
  const images = Array.from((await engine.call('datasets.images', input)).images.slice(0, GRID_ROWS))
  return [query('datasets.images', input), query('datasets.imageRows', { dataset: input.dataset, images })]
}

/** What the images of a cell of two runs ask: which they are, and the rows of the first. */
async function flipList(engine: Engine, input: Input<'results.flipImages'>): Promise<Query[]> {
  const images = (await engine.call('results.flipImages', input)).images.slice(0, GRID_ROWS)
  const { first, second } = input
  return [query('results.flipImages', input), query('results.flipRows', { first, second, images })]
}

/** What the images of a line of a sweep ask: which they are, and the rows of the first. */
async function neededImages(engine: Engine, input: Input<'sweeps.seenImages'>): Promise<Query[]> {
  const { runs, images } = await engine.call('sweeps.seenImages', input)
  const rows = query('results.rows', { run: runs[0] ?? 0, images: [...images.slice(0, GRID_ROWS)] })
  return [query('sweeps.seenImages', input), rows]
}
