import type { EvaluatedRun } from '../../../shared/run.ts'

type Sized = Pick<EvaluatedRun, 'run' | 'sweep' | 'modelSha256' | 'output' | 'layout' | 'recipe'>

/**
 * The runs of a run's sweep that differ from it in size alone, the smallest first and itself among them; none where it is
 * of no sweep. What they have in common is what makes a line of a sweep's curve.
 */
export function sizeLine<T extends Sized>(run: T | undefined, runs: readonly T[]): T[] {
  if (!run || run.sweep === null) return []
  const key = keyOf(run)
  return runs.filter((other) => other.sweep === run.sweep && keyOf(other) === key).toSorted(bySize)
}

function keyOf({ modelSha256, output, layout, recipe }: Sized): string {
  return JSON.stringify([modelSha256, output, layout, { ...recipe, resize: 0, crop: 0 }])
}

const bySize = ({ recipe: a }: Sized, { recipe: b }: Sized) => a.crop - b.crop || a.resize - b.resize

/**
 * Which pictures may be fetched by now: those that have come into view, one after another. The one that was fetched last
 * would be drawn first if they were asked for at once.
 *
 * @param near the nearest first
 * @param settled what has come, or failed
 */
export function inTurn<T>(near: readonly T[], seen: ReadonlySet<T>, settled: ReadonlySet<T>): T[] {
  const wanted = near.filter((each) => seen.has(each))
  const next = wanted.find((each) => !settled.has(each))
  return wanted.filter((each) => settled.has(each) || each === next)
}
