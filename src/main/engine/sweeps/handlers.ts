import type { sweepMethods } from '../../../shared/contract/sweeps.ts'
import type { RunQueue } from '../eval/index.ts'
import { saveFile, toText } from '../export/index.ts'
import { requireDataset, type Indexing } from '../indexing/index.ts'
import { modelFile } from '../library/index.ts'
import type { EngineContext, Handlers } from '../wing.ts'
import { lineClasses } from './class-losses.ts'
import { sweepCurve } from './curve.ts'
import { estimateSweep } from './estimate-sweep.ts'
import { describeSweep, findSweep, listSweeps } from './describe-sweep.ts'
import { curvesOf } from './report-object-sizes.ts'
import { formatSweep } from './report-sweep.ts'
import { lineSeen, needyImages } from './seen-counts.ts'
import { startSweep } from './start-sweep.ts'
import { lineOf, sweepLines } from './sweep-lines.ts'

export function sweepHandlers({
  db,
  caches,
  resources,
  environment,
  emit,
  indexing,
  queue,
}: EngineContext & { indexing: Indexing; queue: RunQueue }): Handlers<typeof sweepMethods> {
  const named = (reference: number | string) => describeSweep(db, findSweep(db, reference))
  return {
    'sweeps.list': () => listSweeps(db),
    'sweeps.get': ({ sweep }) => named(sweep),
    'sweeps.start': async (request, signal) => {
      const index = await indexing.refresh(signal, requireDataset(db, request.dataset), request)
      const files = { signal, modelFile: (model: string) => modelFile(resources, model) }
      const { sweep, runs, refused } = await startSweep(db, environment(), request, files)
      emit('changed', { what: 'models' })
      queue.enqueueAll(runs)
      return { sweep, refused, index }
    },
    'sweeps.estimate': (request, signal) =>
      estimateSweep(db, environment(), request, {
        signal,
        modelFile: (model) => modelFile(resources, model),
        crops: caches.crops,
      }),
    'sweeps.resume': ({ sweep }) => {
      const { id } = findSweep(db, sweep)
      const waiting = new Set([...queue.state.running, ...queue.state.waiting])
      const left = db.sweeps.runs(id).filter((run) => db.runs.get(run)?.status !== 'done' && !waiting.has(run))
      queue.enqueueAll(left)
      return named(id)
    },
    'sweeps.curve': ({ sweep, ...measure }) => sweepCurve(db, findSweep(db, sweep).id, measure),
    'sweeps.seen': ({ sweep, label }) => Promise.all(sweepLines(db, sweep).map((line) => lineSeen(db, line, label))),
    'sweeps.seenImages': ({ sweep, line, ...wanted }) => needyImages(db, lineOf(db, sweep, line), wanted),
    'sweeps.classes': ({ sweep }) => Promise.all(sweepLines(db, sweep).map((line) => lineClasses(db, line))),
    'sweeps.objectSize': ({ sweep }) => curvesOf(db, sweepLines(db, findSweep(db, sweep).id)),
    'sweeps.render': async ({ sweep, ...request }) => ({ text: await toText(formatSweep(db, named(sweep), request)) }),
    'sweeps.save': ({ sweep, file, ...request }, signal) =>
      saveFile(file, formatSweep(db, named(sweep), request), signal),
  }
}
