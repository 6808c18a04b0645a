import { AcuityError } from '../../../shared/errors.ts'
import type { Database, EvaluatedRow } from '../db/index.ts'
import { findEvaluated } from '../eval/index.ts'

/** Runs of one model that differ in size alone, the smallest first. */
export interface SweepLine {
  model: string
  runs: readonly EvaluatedRow[]
  /** What the size of each is called: by its crop, where that tells all of a line apart, else `resize/crop`. */
  sizes: readonly string[]
}

/** The runs of a sweep by what they have in common beside their size. */
export function sweepLines(db: Database, sweep: number): SweepLine[] {
  const lines = new Map<string, EvaluatedRow[]>()
  for (const run of db.sweeps.runs(sweep).map((id) => findEvaluated(db, id))) {
    const key = keyOf(run)
    lines.set(key, [...(lines.get(key) ?? []), run])
  }
  const ordered = [...lines.values()].map((runs) => runs.toSorted(bySize))
  const nameOf = sizeNames(ordered)
  const several = new Set(ordered.map(([first]) => first?.settings.recipe.resampler)).size > 1
  return ordered.map((runs) => {
    const [first] = runs
    const resampler = several && first ? ` ${first.settings.recipe.resampler}` : ''
    return { model: `${first?.modelName ?? ''}${resampler}`, runs, sizes: runs.map(nameOf) }
  })
}

function keyOf({ modelId, settings: { recipe, output, layout } }: EvaluatedRow): string {
  return JSON.stringify([modelId, output, layout, { ...recipe, resize: 0, crop: 0 }])
}

function bySize(a: EvaluatedRow, b: EvaluatedRow): number {
  const [one, other] = [a.settings.recipe, b.settings.recipe]
  return one.crop - other.crop || one.resize - other.resize
}

function sizeNames(lines: readonly EvaluatedRow[][]): (run: EvaluatedRow) => string {
  const isTold = lines.every((runs) => new Set(runs.map(cropOf)).size === runs.length)
  return (run) => (isTold ? String(cropOf(run)) : `${run.settings.recipe.resize}/${cropOf(run)}`)
}

const cropOf = ({ settings: { recipe } }: EvaluatedRow) => recipe.crop

/**
 * A line by its place among those of a sweep.
 * @throws AcuityError `not-found`
 */
export function lineOf(db: Database, sweep: number, place: number): SweepLine {
  const line = sweepLines(db, sweep)[place]
  if (line) return line
  throw new AcuityError('not-found', `Sweep ${sweep} has no line ${place}.`)
}
