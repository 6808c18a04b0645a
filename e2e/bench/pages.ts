import type { Engine, Input, Method } from '../../src/shared/contract.ts'

/** Pages of two other runs: the window keeps what it knows of one run, and of one pair. */
export function pagesElsewhere([run, other]: readonly [number, number]): MeasuredPage[] {
  return [
    { name: 'another pair', address: `#/flips/${run}/${other}`, shown: 'chance', queries: [] },
    { name: 'another run', address: `#/runs/${run}/classes`, shown: /class \d+/, queries: [] },
  ]
}

/** One of the engine's questions that a page asks before it shows its content. */
export interface Query {
  readonly method: Method
  readonly ask: (engine: Engine) => Promise<unknown>
}

/** A place in the window. */
export interface MeasuredPage {
  readonly name: string
  readonly address: string
  /** Text that is there once its content is. */
  readonly shown: string | RegExp
  readonly queries: readonly Query[]
}

function query<M extends Method>(method: M, input: Input<M>): Query {
  return { method, ask: (engine) => engine.call(method, input) }
}

/**
 * Every page with results in it.
 * @param runs two runs of the seeded dataset
 * @param images some of the first run's misclassified images
 */
export function pagesOf([run, other]: readonly [number, number], images: readonly number[]): MeasuredPage[] {
  const [image = 0] = images
  const classes = query('results.classes', { run })
  const tab = (name: string) => `#/runs/${run}/${name}`
  return [
    {
      name: 'overview',
      address: tab('overview'),
      shown: 'Reliability diagram',
      queries: [query('results.calibration', { run }), classes],
    },
    { name: 'classes', address: tab('classes'), shown: /class \d+/, queries: [classes] },
    {
      name: 'class',
      address: tab('classes/7'),
      shown: 'In other runs',
      queries: [query('results.class', { run, label: 7 })],
    },
    {
      name: 'confusions',
      address: tab('confusions'),
      shown: /confused pairs/,
      queries: [query('results.confusions', { run }), classes],
    },
    {
      name: 'errors',
      address: tab('errors'),
      shown: /[1-9]\S* misclassified images/,
      queries: [
        query('results.errors', { run }),
        query('results.rows', { run, images: images.slice(0, 60) }),
        query('results.errorConfidences', { run }),
      ],
    },
    {
      name: 'errors by margin, filtered by text',
      address: tab('errors?order=margin&text=class%201'),
      shown: /[1-9]\S* misclassified images/,
      queries: [
        query('results.errors', { run, order: 'margin', text: 'class 1' }),
        query('results.errorConfidences', { run, text: 'class 1' }),
      ],
    },
    {
      name: 'image',
      address: tab(`errors/${image}`),
      shown: 'In all runs',
      queries: [query('results.image', { run, image }), query('results.imageInRuns', { image })],
    },
    {
      name: 'two runs side by side',
      address: `#/flips/${run}/${other}`,
      shown: 'chance',
      queries: [
        query('results.flips', { first: run, second: other }),
        query('results.flipImages', { first: run, second: other, cell: 'lost' }),
      ],
    },
    {
      name: 'comparison',
      address: `#/compare/${run},${other}`,
      shown: 'Only this right',
      queries: [query('runs.compare', { runs: [run, other] })],
    },
  ]
}
