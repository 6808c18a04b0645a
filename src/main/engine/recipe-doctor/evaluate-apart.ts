import { runLock, createRun, evaluateRuns, findEvaluated, type Caches } from '../eval/index.ts'
import type { Database, Lock, NewRun } from '../db/index.ts'

export interface ApartContext {
  caches: Caches
  resources: string
  signal: AbortSignal
  /** Told of how many answers of all runs together there are, and will be. */
  onProgress: (done: number, total: number) => void
}

/** A run that has ended, and why it could not go on, if it could not. */
export interface EndedRun {
  id: number
  failure: { cause: unknown } | null
}

/**
 * Evaluates runs of the same images together, each image decoded once, in a database that is thrown away: speeds are not
 * measured, and nothing is told of them.
 * @returns in the order of the runs
 * @throws the signal's reason
 */
export async function evaluateApart(
  part: Database,
  news: readonly Omit<NewRun, 'name'>[],
  { caches, resources, signal, onProgress }: ApartContext,
): Promise<EndedRun[]> {
  const ids = part.transaction(() => {
    const runs = news.map((run) => createRun(part, undefined, run.modelName, run))
    part.sweeps.create(`recipes from ${runs[0] ?? 0}`, runs)
    return runs
  })
  const locks = new Map<number, Lock>(ids.map((id) => [id, part.locks.take(runLock(id), `Run ${id}`)]))
  const failures = new Map<number, { cause: unknown }>()
  const answered = new Map<number, number>()
  const total = news.reduce((sum, { indexed }) => sum + indexed, 0)
  const atHand = [...locks].map(([id, lock]) => ({ run: findEvaluated(part, id), lock, signal }))
  await evaluateRuns(atHand, {
    ...{ db: part, caches, resources, isTimed: false },
    onPlan: () => undefined,
    onProgress: ({ run, evaluated, skipped }) => {
      answered.set(run, evaluated + skipped)
      onProgress(
        [...answered.values()].reduce((sum, each) => sum + each, 0),
        total,
      )
    },
    onEnd: (run, failure) => {
      locks.get(run)?.release()
      if (failure) failures.set(run, failure)
    },
  })
  signal.throwIfAborted()
  return ids.map((id) => ({ id, failure: failures.get(id) ?? null }))
}
