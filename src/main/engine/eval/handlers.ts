import type { runMethods } from '../../../shared/contract/runs.ts'
import type { EvaluatedRun } from '../../../shared/run.ts'
import { requireDataset, type Indexing } from '../indexing/index.ts'
import { modelFile } from '../library/index.ts'
import type { EngineContext, Handlers } from '../wing.ts'
import { describeRun, describeRuns, findEvaluated, findRun } from './describe-run.ts'
import { prepareRun, repeatRun } from './prepare-run.ts'
import { RunQueue } from './run-queue.ts'

/**
 * The engine's queue, which tells of its runs.
 * @param onEnd called with each run that has ended, before that is told
 */
export const openQueue = (
  { db, caches, resources, emit }: EngineContext,
  onEnd: (summary: EvaluatedRun) => void,
): RunQueue =>
  new RunQueue({
    db,
    caches,
    resources,
    onProgress: (progress) => emit('run.progress', progress),
    onPlan: (sweep, plan) => {
      db.sweeps.setPlan(sweep, plan)
      emit('sweep.planned', { sweep, plan })
    },
    onChange: () => emit('changed', { what: 'runs' }),
    onFinish: (summary) => {
      onEnd(summary)
      emit('run.finished', summary)
    },
  })

export function runHandlers({
  db,
  resources,
  environment,
  emit,
  indexing,
  queue,
}: EngineContext & { indexing: Indexing; queue: RunQueue }): Handlers<typeof runMethods> {
  const enqueue = (run: number) => {
    queue.enqueue(run)
    return { run }
  }
  return {
    'runs.list': () => describeRuns(db),
    'runs.get': ({ run }) => describeRun(db, findRun(db, run)),
    'runs.start': async (request, signal) => {
      const { model } = request
      const file = typeof model === 'number' ? model : await modelFile(resources, model)
      const news = await indexing.refresh(signal, requireDataset(db, request.dataset), request)
      const run = await prepareRun(db, environment(), { ...request, model: file }, signal)
      emit('changed', { what: 'models' })
      return { ...enqueue(run), index: news }
    },
    'runs.resume': ({ run }) => enqueue(findEvaluated(db, run).id),
    'runs.again': async ({ run, name, asIndexed }, signal) => {
      const news = await indexing.refresh(signal, db.datasets.get(findEvaluated(db, run).datasetId), { asIndexed })
      return { ...enqueue(await repeatRun(db, environment(), run, name)), index: news }
    },
    'runs.cancel': ({ run }) => {
      queue.cancel(run)
      return {}
    },
    'runs.wait': ({ run }) => queue.wait(run),
    'queue.get': () => queue.state,
    'queue.takeUp': ({ paused }) => {
      queue.takeUp(paused)
      return queue.state
    },
    'queue.move': ({ run, position }) => {
      queue.move(run, position)
      return queue.state
    },
    'queue.pause': () => {
      queue.pause()
      return queue.state
    },
    'queue.unpause': () => {
      queue.unpause()
      return queue.state
    },
  }
}
