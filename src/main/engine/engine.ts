import { EventEmitter } from 'node:events'
import path from 'node:path'
import {
  contract,
  type Engine,
  type EventName,
  type EventPayload,
  type Input,
  type Method,
  type Output,
  type Request,
  type RunReference,
} from '../../shared/contract.ts'
import { AcuityError } from '../../shared/errors.ts'
import type { ModelSummary } from '../../shared/model.ts'
import { openDatabase, type Database, type ModelRow } from './db/index.ts'
import { diagnose, describeMachine } from './diagnose.ts'
import { addModel, describeRun, findRun, prepareRun, repeatRun, RunQueue } from './eval/index.ts'
import { compareRuns, comparisonTable, formatTable, report, saveText, toText } from './export/index.ts'
import { describeDataset, indexDataset } from './indexing/index.ts'

export interface EngineOptions {
  /** Folder of the database and the caches; made where it is missing. */
  home: string
  /** Folder of what ships with Acuity. */
  resources: string
}

type Handlers = { [M in Method]: (request: Request<M>) => Output<M> | Promise<Output<M>> }

/**
 * Opens the engine on a home folder.
 * @throws AcuityError where the database cannot be used
 */
export function openEngine({ home, resources }: EngineOptions): Engine {
  const db = openDatabase(path.join(home, 'acuity.db'))
  const emitter = new EventEmitter()
  const emit = <E extends EventName>(event: E, payload: EventPayload<E>) => emitter.emit(event, payload)
  const queue = new RunQueue({
    db,
    modelCache: path.join(home, 'cache', 'models'),
    onProgress: (progress) => emit('run.progress', progress),
    onChange: () => emit('changed', { what: 'runs' }),
    onFinish: (summary) => emit('run.finished', summary),
  })
  const indexing = new Map<AbortController, Promise<unknown>>()
  const run = (reference: RunReference) => findRun(db, reference)
  const summary = (reference: RunReference) => describeRun(db, run(reference))
  const enqueue = (id: number) => {
    queue.enqueue(id)
    return { run: id }
  }

  const handlers: Handlers = {
    'engine.diagnose': () => diagnose(db, home),

    'datasets.list': () => db.datasets.all().map((row) => describeDataset(db, row)),
    'datasets.index': async (request) => {
      const controller = new AbortController()
      const result = indexDataset(request, {
        db,
        canonicalClasses: path.join(resources, 'imagenet-classes.txt'),
        signal: controller.signal,
        onProgress: (progress) => emit('index.progress', progress),
      })
      indexing.set(controller, result)
      try {
        return await result
      } finally {
        indexing.delete(controller)
        emit('changed', { what: 'datasets' })
      }
    },
    'datasets.cancelIndexing': () => {
      for (const controller of indexing.keys()) controller.abort()
      return {}
    },

    'models.list': () => db.models.all().map(describeModel),
    'models.add': async ({ file }) => {
      const model = await addModel(db, file)
      emit('changed', { what: 'models' })
      return describeModel(model)
    },

    'runs.list': () => db.runs.all().map((row) => describeRun(db, row)),
    'runs.get': ({ run }) => summary(run),
    'runs.start': async (request) => {
      const id = await prepareRun(db, describeMachine(db), request)
      emit('changed', { what: 'models' })
      return enqueue(id)
    },
    'runs.resume': ({ run: reference }) => enqueue(run(reference).id),
    'runs.again': ({ run, name }) => enqueue(repeatRun(db, describeMachine(db), run, name)),
    'runs.cancel': ({ run }) => {
      queue.cancel(run)
      return {}
    },
    'runs.wait': ({ run }) => queue.wait(run),
    'runs.compare': (request) => compare(db, request),

    'reports.render': async ({ run: reference, as, format }) => {
      const row = run(reference)
      return { text: await toText(formatTable(report({ db, row, summary: describeRun(db, row) }, as), format)) }
    },
    'reports.save': ({ run: reference, as, format, file }) => {
      const row = run(reference)
      return saveText(file, formatTable(report({ db, row, summary: describeRun(db, row) }, as), format))
    },
    'comparisons.render': async ({ format, ...request }) => {
      return { text: await toText(formatTable(comparisonTable(compare(db, request), format), format)) }
    },
    'comparisons.save': ({ format, file, ...request }) =>
      saveText(file, formatTable(comparisonTable(compare(db, request), format), format)),
  }

  return {
    async call<M extends Method>(method: M, input: Input<M>): Promise<Output<M>> {
      const handler: Handlers[M] = handlers[method]
      return handler(parseInput(method, input))
    },
    on(event, listener) {
      emitter.on(event, listener)
      return () => emitter.off(event, listener)
    },
    async close() {
      for (const controller of indexing.keys()) controller.abort()
      await Promise.allSettled([queue.close(), ...indexing.values()])
      db.close()
    },
  }
}

function parseInput<M extends Method>(method: M, input: unknown): Request<M> {
  const parsed = contract[method].input.safeParse(input)
  if (parsed.success) return parsed.data as Request<M>
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`)
  throw new AcuityError('invalid-input', `${method}: ${problems.join('; ')}`)
}

function compare(db: Database, request: Request<'runs.compare'>) {
  const runs = request.runs.map((reference) => describeRun(db, findRun(db, reference)))
  const [first] = runs
  if (!first) throw new AcuityError('invalid-input', 'Name at least one run to compare.')
  const baseline = request.baseline === undefined ? first : describeRun(db, findRun(db, request.baseline))
  const rows = runs.some(({ run }) => run === baseline.run) ? runs : [baseline, ...runs]
  return compareRuns(db, rows, baseline)
}

function describeModel({ id, name, file, description, addedAt }: ModelRow): ModelSummary {
  return { model: id, name, file, addedAt, ...description }
}
