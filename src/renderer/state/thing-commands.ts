import { isEvaluated, type RunSummary } from '../../shared/run.ts'
import type { MenuItem } from '../ui/menu.ts'
import { isComparable } from '../lib/comparable.ts'
import { compareRoute, diagnosisRoute, newRunRoute, newSweepRoute, runRoute } from '../lib/route.ts'
import { figuresNow, isActive } from '../lib/run-figures.ts'
import { needs, thingRoute, type Things } from '../lib/thing.ts'
import type { App } from './app.ts'
import { saveFile } from './exports.ts'
import { ask } from './shell.ts'
import type { Place } from './shelf.svelte.ts'
import { showStarted } from './started.ts'

/** Something that can be done with datasets, models, runs or sweeps. Menus, the palette and keys take it from here. */
export interface ThingCommand {
  title: string
  /** As keyboards have it. */
  key?: 'F2' | 'Delete'
  /** A rule stands between two sections of a menu. */
  section: number
  /** Whether it makes sense for these as they stand. What changes something is not offered where nothing can be changed. */
  applies: (things: Things, app: App) => boolean
  perform: (things: Things, app: App, place: Place) => unknown
}

/** Of the one that a command is for, where it is for one. */
const one = ({ ids }: Things) => (ids.length === 1 ? ids[0] : undefined)
const runOf = (things: Things, { library }: App) =>
  things.kind === 'run' ? library.run(one(things) ?? NaN) : undefined
const datasetOf = (things: Things, { library }: App) =>
  things.kind === 'dataset' ? library.dataset(one(things) ?? NaN) : undefined
const canWrite = ({ library }: App) => library.readOnly === null

/** Each of them as its list has it. */
const all = ({ kind, ids }: Things, { library }: App) => ids.flatMap((id) => library[kind](id) ?? [])
const runsAndSweeps = ({ kind, ids }: Things, { library }: App) =>
  kind === 'run' || kind === 'sweep' ? ids.flatMap((id) => library[kind](id) ?? []) : []

/** The runs that a comparison of these is of: with a single one, the newest of the others on the same images. */
export function comparedWith(things: Things, { library, jobs }: App): number[] {
  const runs =
    things.kind === 'run'
      ? things.ids
      : things.kind === 'sweep'
        ? things.ids.flatMap((sweep) => library.sweep(sweep)?.runs.map(({ run }) => run) ?? [])
        : []
  const comparable = runs
    .flatMap((id) => library.run(id) ?? [])
    .filter((run) => isComparable(run.status, figuresNow(run, jobs.runs.get(run.run))))
  const [first, ...others] = comparable
  const isAlone = first !== undefined && others.length === 0 && things.kind === 'run'
  return (isAlone ? withOthers(first, library.runs) : comparable).map(({ run }) => run)
}

const MOST_COMPARED = 6

/** The run first, as the baseline, then the newest of those on the same images. */
function withOthers(run: RunSummary, runs: readonly RunSummary[]): RunSummary[] {
  const isBeside = ({ run: id, status, datasetFingerprint, limit, sample, archivedAt }: RunSummary) =>
    id !== run.run &&
    archivedAt === null &&
    status === 'done' &&
    datasetFingerprint === run.datasetFingerprint &&
    limit === run.limit &&
    sample?.images === run.sample?.images &&
    sample?.seed === run.sample?.seed
  return [run, ...runs.filter(isBeside)].slice(0, MOST_COMPARED)
}

const isPinned = (things: Things, app: App) => {
  const each = runsAndSweeps(things, app)
  return each.length > 0 && each.every(({ pinnedAt }) => pinnedAt !== null)
}
const isAway = (things: Things, app: App) => all(things, app).every(({ archivedAt }) => archivedAt !== null)

/** Every command, in the order in which menus have them. */
export const thingCommands = {
  open: {
    title: 'Open',
    section: 1,
    applies: ({ kind, ids }, { router }) => ids.length === 1 && ids.every((id) => !needs(router.route, { kind, id })),
    perform: ({ kind, ids: [id] }, { router }) => id !== undefined && router.go(thingRoute({ kind, id })),
  },
  evaluate: {
    title: 'Evaluate…',
    section: 1,
    applies: (things, app) => (things.kind === 'dataset' || things.kind === 'model') && isOne(things) && canWrite(app),
    perform: ({ kind, ids: [id] }, { router }) =>
      router.go(newRunRoute(kind === 'model' ? { model: id } : { dataset: id })),
  },
  sweep: {
    title: 'Sweep…',
    section: 1,
    applies: (things, app) => (things.kind === 'dataset' || things.kind === 'model') && isOne(things) && canWrite(app),
    perform: ({ kind, ids: [id] }, { router }) =>
      router.go(newSweepRoute(kind === 'model' ? { model: id } : { dataset: id })),
  },
  reindex: {
    title: 'Index again',
    section: 1,
    applies: (things, app) => datasetOf(things, app) !== undefined && canWrite(app),
    perform: (things, app) => {
      const dataset = datasetOf(things, app)
      return dataset && app.intake.reindex(dataset)
    },
  },
  cancel: {
    title: 'Cancel',
    section: 1,
    applies: (things, app) => {
      const run = runOf(things, app)
      return run !== undefined && isActive(run)
    },
    perform: ({ ids: [run] }, { connection, notices }) =>
      run !== undefined && notices.attempt(() => connection.call('runs.cancel', { run })),
  },
  resume: {
    title: 'Resume',
    section: 1,
    applies: (things, app) => {
      const status = runOf(things, app)?.status
      return (status === 'interrupted' || status === 'failed') && canWrite(app)
    },
    perform: ({ ids: [run] }, { connection, notices }) =>
      run !== undefined && notices.attempt(() => connection.call('runs.resume', { run })),
  },
  again: {
    title: 'Run again',
    section: 1,
    applies: (things, app) => {
      const run = runOf(things, app)
      return run?.status === 'done' && isEvaluated(run) && canWrite(app)
    },
    perform: ({ ids: [run] }, app) => run !== undefined && runAgain(run, app),
  },
  duplicate: {
    title: 'Duplicate with changes…',
    section: 1,
    applies: (things, app) => {
      const run = runOf(things, app)
      return run !== undefined && isEvaluated(run) && canWrite(app)
    },
    perform: ({ ids: [like] }, { router }) => router.go(newRunRoute({ like })),
  },
  diagnose: {
    title: 'Diagnose the recipe…',
    section: 1,
    applies: (things, app) => {
      const run = runOf(things, app)
      return run !== undefined && isEvaluated(run)
    },
    perform: ({ ids: [like] }, { router }) => router.go(diagnosisRoute({ like })),
  },
  compare: {
    title: 'Compare',
    section: 2,
    applies: (things, app) => comparedWith(things, app).length > 0,
    perform: (things, app) => app.router.go(compareRoute(comparedWith(things, app))),
  },
  export: {
    title: 'Save figures as CSV…',
    section: 2,
    applies: (things, app) => things.kind !== 'dataset' && comparedWith(things, app).length > 0,
    perform: saveFigures,
  },
  rename: {
    title: 'Rename',
    key: 'F2',
    section: 3,
    applies: (things, app) => isOne(things) && canWrite(app),
    perform: ({ kind, ids: [id] }, { router, shelf }, place) => {
      if (id === undefined) return
      if (place === 'elsewhere') router.go(thingRoute({ kind, id }))
      shelf.renaming = { kind, id, place: place === 'elsewhere' ? 'title' : place }
    },
  },
  pin: {
    title: 'Pin to the sidebar',
    section: 3,
    applies: (things, app) => runsAndSweeps(things, app).length > 0 && !isPinned(things, app) && canWrite(app),
    perform: (things, { shelf }) => shelf.pin(things, true),
  },
  unpin: {
    title: 'Unpin',
    section: 3,
    applies: (things, app) => isPinned(things, app) && canWrite(app),
    perform: (things, { shelf }) => shelf.pin(things, false),
  },
  tag: {
    title: 'Tag…',
    section: 3,
    applies: ({ kind }, app) => kind === 'run' && canWrite(app),
    perform: ({ ids }, { shelf }) => {
      shelf.tagging = ids
    },
  },
  archive: {
    title: 'Archive',
    section: 3,
    applies: (things, app) => !isAway(things, app) && canWrite(app),
    perform: (things, { shelf }) => shelf.archive(things, true),
  },
  unarchive: {
    title: 'Take out of the archive',
    section: 3,
    applies: (things, app) => isAway(things, app) && canWrite(app),
    perform: (things, { shelf }) => shelf.archive(things, false),
  },
  delete: {
    title: 'Delete',
    key: 'Delete',
    section: 4,
    applies: (_, app) => canWrite(app),
    perform: (things, { shelf }) => shelf.askToDelete(things),
  },
} satisfies Record<string, ThingCommand>

function isOne({ ids }: Things): boolean {
  return ids.length === 1
}

async function runAgain(run: number, { connection, library, notices, router }: App): Promise<void> {
  const askedFrom = router.route
  const started = await notices.attempt(() => connection.call('runs.again', { run }))
  if (!started) return
  const { run: id, index } = started
  await showStarted({ name: `Run ${id}`, route: runRoute(id), index }, askedFrom, { library, notices, router })
}

/** Of one run its summary, of a sweep a row for each of its runs, of several the comparison. */
function saveFigures(things: Things, app: App): Promise<void> {
  const [id, ...others] = things.ids
  return saveFile(app.notices, () => {
    if (id === undefined || others.length > 0)
      return ask('comparisons.save', { runs: comparedWith(things, app), format: 'csv' })
    if (things.kind === 'sweep') return ask('sweeps.save', { sweep: id, as: 'sweep', format: 'csv' })
    return ask('reports.save', { run: id, as: 'summary', format: 'csv' })
  })
}

/** What can be done with these now. */
export function commandsFor(things: Things, app: App): ThingCommand[] {
  if (all(things, app).length === 0) return []
  return Object.values<ThingCommand>(thingCommands).filter(({ applies }) => applies(things, app))
}

/** The same as the lines of a menu. */
export function menuFor(things: Things, app: App, place: Place): MenuItem[] {
  return commandsFor(things, app).map(({ title, key, section, perform }) => ({
    title,
    key,
    section,
    act: () => perform(things, app, place),
  }))
}

/** Does what a key stands for, where it does for these. Whether it did. */
export function performKey(event: KeyboardEvent, things: Things, app: App, place: Place): boolean {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false
  const command = commandsFor(things, app).find(({ key }) => key === event.key)
  command?.perform(things, app, place)
  return command !== undefined
}
