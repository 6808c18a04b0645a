import { shortName } from '../../shared/class-name.ts'
import { listCommands, type CommandId } from '../../shared/commands.ts'
import type { ClassEntry } from '../../shared/dataset.ts'
import { fullName } from '../lib/class-name.ts'
import { counted } from '../lib/format.ts'
import { runRoute, RunTab, sweepRoute, type Route } from '../lib/route.ts'
import type { Findable } from './find-entries.ts'

/** What can be found and gone to, or done. */
export interface PaletteEntry extends Findable {
  kind: 'Action' | 'Sweep' | 'Run' | 'Dataset' | 'Model' | 'Class'
  /** Unlike any other's. */
  id: string
  go: Route | CommandId | (() => unknown)
}

interface Known {
  sweeps: readonly { sweep: number; name: string; dataset: string; runs: readonly unknown[] }[]
  runs: readonly { run: number; name: string; model: string; dataset: string }[]
  datasets: readonly { dataset: number; name: string }[]
  models: readonly { model: number; name: string }[]
  /** Classes, and the run in which they are looked at. */
  classes: readonly ClassEntry[]
  run: number | null
  /** What can be done with what the page is about, and what that is. */
  here?: readonly { title: string; of: string; act: () => unknown }[]
}

/** Everything there is to be found: what is fewest first. */
export function paletteEntries({ sweeps, runs, datasets, models, classes, run, here = [] }: Known): PaletteEntry[] {
  return [
    ...here.map(({ title, of, act }): PaletteEntry => ({
      kind: 'Action',
      id: `here-${title}`,
      title,
      detail: of,
      go: act,
    })),
    ...actions(run),
    ...sweeps.map(({ sweep, name, dataset, runs: own }): PaletteEntry => ({
      kind: 'Sweep',
      id: `sweep-${sweep}`,
      title: name,
      go: sweepRoute(sweep),
      detail: `sweep ${sweep}, ${counted(own.length, 'run')} on ${dataset}`,
    })),
    ...runs.map((each): PaletteEntry => ({
      kind: 'Run',
      id: `run-${each.run}`,
      title: each.name,
      go: runRoute(each.run),
      detail: `run ${each.run}, ${each.model} on ${each.dataset}`,
    })),
    ...datasets.map(({ dataset, name }) => entry('Dataset', dataset, name, { view: 'dataset', dataset })),
    ...models.map(({ model, name }) => entry('Model', model, name, { view: 'model', model })),
    ...(run === null ? [] : classes.map((each) => classEntry(each, run))),
  ]
}

function actions(run: number | null): PaletteEntry[] {
  const action = (title: string, go: PaletteEntry['go'], detail: string): PaletteEntry => ({
    kind: 'Action',
    id: `action-${title}`,
    title,
    go,
    detail,
  })
  return [
    ...(run === null ? [] : RunTab.options.map((tab) => action(`Go to ${tab}`, runRoute(run, tab), 'tab of this run'))),
    ...listCommands().flatMap(({ id, title, words }) => (words === undefined ? [] : action(title, id, words))),
  ]
}

function entry(kind: 'Dataset' | 'Model', id: number, title: string, go: Route): PaletteEntry {
  return { kind, id: `${kind}-${id}`, title, detail: '', go }
}

function classEntry(entry: ClassEntry, run: number): PaletteEntry {
  const { index } = entry
  return {
    kind: 'Class',
    id: `class-${index}`,
    title: shortName(entry),
    detail: fullName(entry),
    go: { view: 'class', run, label: index },
  }
}
