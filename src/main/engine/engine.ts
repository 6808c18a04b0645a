import { EventEmitter } from 'node:events'
import path from 'node:path'
import type { Comparison } from '../../shared/comparison.ts'
import {
  contract,
  type Engine,
  type EventName,
  type EventPayload,
  type Input,
  type Method,
  type Output,
  type Request,
} from '../../shared/contract.ts'
import { AcuityError, describeIssues } from '../../shared/errors.ts'
import type { ModelSummary } from '../../shared/model.ts'
import type { Environment } from '../../shared/run.ts'
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
  // Asked for by the first run only: it loads the decoder, which a list or a report has no use for.
  let machine: Environment | undefined
  const environment = () => (machine ??= describeMachine(db))
  const enqueue = (run: number) => {
    queue.enqueue(run)
    return { run }
  }

  const handlers: Handlers = {
    'engine.diagnose': () => diagnose(db, home, environment()),

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
    'runs.get': ({ run }) => describeRun(db, findRun(db, run)),
    'runs.start': async (request) => {
      const run = await prepareRun(db, environment(), request)
      emit('changed', { what: 'models' })
      return enqueue(run)
    },
    'runs.resume': ({ run }) => enqueue(findRun(db, run).id),
    'runs.again': async ({ run, name }) => enqueue(await repeatRun(db, environment(), run, name)),
    'runs.cancel': ({ run }) => {
      queue.cancel(run)
      return {}
    },
    'runs.wait': ({ run }) => queue.wait(run),
    'runs.compare': (request) => compare(db, request),

    'reports.render': async (request) => ({ text: await toText(renderReport(db, request)) }),
    'reports.save': (request) => saveText(request.file, renderReport(db, request)),
    'comparisons.render': async (request) => ({ text: await toText(renderComparison(db, request)) }),
    'comparisons.save': (request) => saveText(request.file, renderComparison(db, request)),
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
  throw new AcuityError('invalid-input', describeIssues(parsed.error), { details: { method } })
}

function renderReport(db: Database, { run, as, format }: Request<'reports.render'>): AsyncGenerator<string> {
  const row = findRun(db, run)
  return formatTable(report({ db, row, summary: describeRun(db, row) }, as), format)
}

function renderComparison(db: Database, { format, ...request }: Request<'comparisons.render'>): AsyncGenerator<string> {
  return formatTable(comparisonTable(compare(db, request), format), format)
}

function compare(db: Database, { runs: references, baseline }: Request<'runs.compare'>): Comparison {
  const runs = references.map((run) => describeRun(db, findRun(db, run)))
  const against = baseline === undefined ? runs[0] : describeRun(db, findRun(db, baseline))
  if (!against) throw new AcuityError('invalid-input', 'Name at least one run to compare.')
  const rows = runs.some(({ run }) => run === against.run) ? runs : [against, ...runs]
  return compareRuns(db, rows, against)
}

function describeModel({ id, name, file, description, addedAt }: ModelRow): ModelSummary {
  return { model: id, name, file, addedAt, ...description }
}
