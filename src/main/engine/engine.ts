import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import path from 'node:path'
import {
  contract,
  type CallOptions,
  type Engine,
  type EventName,
  type EventPayload,
  type Input,
  type Method,
  type Output,
  type Request,
} from '../../shared/contract.ts'
import type { MethodShape } from '../../shared/contract/method.ts'
import type { Environment } from '../../shared/run.ts'
import { architectureText, Benchmarks, summariseArchitectures } from './bench/index.ts'
import { CropCaches } from './crop-caches.ts'
import { explained, openDatabase, type DatasetRow } from './db/index.ts'
import { diagnose, describeMachine } from './diagnose.ts'
import { describeRun, findRun, OthersAtWork, prepareRun, repeatRun, requireDataset, RunQueue } from './eval/index.ts'
import { formatNoted, saveFile, toText } from './export/index.ts'
import { removeAllLeftPartials } from './files/index.ts'
import {
  describeDataset,
  indexDataset,
  refreshDataset,
  reindexDataset,
  requireSameLinks,
  type IndexContext,
} from './indexing/index.ts'
import {
  addMeanImage,
  addModel,
  clearWrapped,
  describeModel,
  describeWrapped,
  findModel,
  modelFile,
  suggestRecipe,
} from './library/index.ts'
import { parseInput } from './parse-input.ts'
import { existingImageFile, Pictures } from './pictures/index.ts'
import {
  calibration,
  classDetail,
  classResults,
  confusions,
  flipRows,
  flips,
  getAnnotation,
  imageInRuns,
  imageResult,
  listAnnotations,
  pairOf,
  resultRows,
  setAnnotation,
} from './results/index.ts'
import { readOnlyError } from './read-only.ts'
import { compare, renderComparison, renderFlips, renderReport } from './renderings.ts'
import { Requests } from './requests.ts'
import { forbidTf32 } from './runtime/index.ts'
import { addSample } from './sample.ts'

export interface EngineOptions {
  /** Folder of the database and the caches; made where it is missing. */
  home: string
  /** Folder of what ships with Acuity. */
  resources: string
  /** Tells of `changed` lists also when another process has written to the same home. */
  watch?: boolean
  /** Told of each query of the database that takes longer than 50 ms, by its name alone. */
  onSlow?: (query: string, ms: number) => void
}

type Handlers = { [M in Method]: (request: Request<M>, signal: AbortSignal) => Output<M> | Promise<Output<M>> }

/**
 * Opens the engine on a home folder.
 * @throws AcuityError where the database cannot be used
 */
export function openEngine({ home, resources, watch = false, onSlow }: EngineOptions): Engine {
  forbidTf32()
  const db = openDatabase(path.join(home, 'acuity.db'), onSlow)
  const emitter = new EventEmitter()
  const emit = <E extends EventName>(event: E, payload: EventPayload<E>) => emitter.emit(event, payload)
  const scratch = path.join(home, 'cache')
  const caches = { models: path.join(scratch, 'models'), crops: path.join(scratch, 'crops'), scratch }
  const tidied = Promise.all([caches.models, caches.crops].map(removeAllLeftPartials))
  const queue = new RunQueue({
    db,
    caches,
    onProgress: (progress) => emit('run.progress', progress),
    onChange: () => emit('changed', { what: 'runs' }),
    onFinish: (summary) => emit('run.finished', summary),
  })
  const cropCaches = new CropCaches(db, caches.crops)
  const pictures = new Pictures(db, path.join(scratch, 'thumbnails.db'))
  const requests = new Requests()
  let indexing = 0
  const index = async <T>(signal: AbortSignal, work: (context: IndexContext) => Promise<T>): Promise<T> => {
    indexing++
    try {
      return await work({
        db,
        canonicalClasses: path.join(resources, 'imagenet-classes.txt'),
        signal,
        onProgress: (progress) => emit('index.progress', progress),
      })
    } finally {
      indexing--
      if (indexing === 0) emit('index.finished', {})
      emit('changed', { what: 'datasets' })
    }
  }
  const refresh = async (signal: AbortSignal, dataset: DatasetRow, asIndexed: boolean, follow?: boolean) => {
    if (!asIndexed) return index(signal, (context) => refreshDataset(dataset, context, { follow }))
    requireSameLinks(dataset, follow)
    return null
  }
  // Asked for by the first run only: it loads the decoder, which a list or a report has no use for.
  let machine: Environment | undefined
  const environment = () => (machine ??= describeMachine())
  // Each engine's own: benchmarks of several processes do not wait for each other, but know of each other.
  const benchLock = `bench:${randomUUID()}`
  const announceBench = () => db.locks.take(benchLock, 'A benchmark')
  const benchmarks = new Benchmarks(() => queue.busy, announceBench, {
    resources,
    caches,
    environment,
    others: () => new OthersAtWork(db, benchLock),
    onProgress: (progress) => emit('bench.progress', progress),
  })
  const enqueue = (run: number) => {
    queue.enqueue(run)
    return { run }
  }

  const handlers: Handlers = {
    'engine.home': () => ({ home, readOnly: db.readOnly }),
    'engine.diagnose': ({ integrity }) => diagnose(home, db, integrity),

    'architectures.list': ({ crops }) => summariseArchitectures(resources, crops),
    'architectures.text': async ({ name, only }) => ({ text: await architectureText(resources, name, only) }),
    'bench.model': (request, signal) => benchmarks.model(request, signal),
    'bench.founding': (request, signal) => benchmarks.founding(request, signal),

    'cache.list': async () => ({
      ...(await cropCaches.list()),
      thumbnails: pictures.keptThumbnails(),
      wrappedModels: await describeWrapped(caches.models),
    }),
    'cache.clear': async ({ dataset }) => {
      const crops = await cropCaches.clear(dataset)
      if (dataset !== undefined) return crops
      const thumbnails = pictures.clearThumbnails()
      const models = await clearWrapped(caches.models)
      return {
        files: crops.files + (thumbnails.images > 0 ? 1 : 0) + models.files,
        bytes: crops.bytes + (thumbnails.images > 0 ? thumbnails.bytes : 0) + models.bytes,
      }
    },
    'cache.limit': ({ limitBytes }) => cropCaches.limit(limitBytes),

    'datasets.list': () => db.datasets.all().map((row) => describeDataset(db, row)),
    'datasets.index': (request, signal) => index(signal, (context) => indexDataset(request, context)),
    'datasets.reindex': ({ dataset }, signal) => index(signal, (context) => reindexDataset(dataset, context)),

    'models.list': () => db.models.all().map(describeModel),
    'models.add': async ({ file, weights = null, meanFile, crop }) => {
      const source = { file: await modelFile(resources, file), weights }
      const model = await addModel(db, source, { meanFile, crop })
      emit('changed', { what: 'models' })
      return describeModel(model)
    },
    'means.add': ({ file }) => addMeanImage(db, file),
    'models.suggestRecipe': ({ model, crop }) => {
      const row = findModel(db, model)
      return suggestRecipe(row, { mean: row.meanImage ? db.meanImages.find(row.meanImage.sha256) : undefined, crop })
    },
    'sample.add': async (_request, signal) => {
      const { dataset, models } = await index(signal, (context) => addSample(resources, context))
      emit('changed', { what: 'models' })
      return { dataset, models: models.map(describeModel) }
    },

    'runs.list': () => db.runs.all().map((row) => describeRun(db, row)),
    'runs.get': ({ run }) => describeRun(db, findRun(db, run)),
    'runs.start': async (request, signal) => {
      const { model } = request
      const file = typeof model === 'number' ? model : await modelFile(resources, model)
      const news = await refresh(signal, requireDataset(db, request.dataset), request.asIndexed, request.follow)
      const run = await prepareRun(db, environment(), { ...request, model: file })
      emit('changed', { what: 'models' })
      return { ...enqueue(run), index: news }
    },
    'runs.resume': ({ run }) => enqueue(findRun(db, run).id),
    'runs.again': async ({ run, name, asIndexed }, signal) => {
      const news = await refresh(signal, db.datasets.get(findRun(db, run).datasetId), asIndexed)
      return { ...enqueue(await repeatRun(db, environment(), run, name)), index: news }
    },
    'runs.cancel': ({ run }) => {
      queue.cancel(run)
      return {}
    },
    'runs.wait': ({ run }) => queue.wait(run),
    'queue.get': () => queue.state,
    'queue.move': ({ run, place }) => {
      queue.move(run, place)
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
    'runs.compare': (request) => compare(db, request),

    'results.classes': ({ run }) => classResults(db, findRun(db, run)),
    'results.class': ({ run, label }) => classDetail(db, findRun(db, run), label),
    'results.confusions': ({ run }) => confusions(db, findRun(db, run)),
    'results.calibration': ({ run }) => calibration(db, findRun(db, run)),
    'results.errors': ({ run, ...filter }) => ({ images: db.predictions.errors(findRun(db, run).id, filter) }),
    'results.errorConfidences': ({ run, ...selection }) =>
      db.predictions.errorConfidences(findRun(db, run).id, selection),
    'results.rows': ({ run, images }) => resultRows(db, findRun(db, run), images),
    'results.image': ({ run, image }) => imageResult(db, findRun(db, run), image),
    'results.flips': ({ first, second }) => flips(db, findRun(db, first), findRun(db, second)),
    'results.flipImages': ({ first, second, ...selection }) => ({
      images: db.flips.ids(pairOf(findRun(db, first), findRun(db, second)), selection),
    }),
    'results.flipRows': ({ first, second, images }) =>
      flipRows(db, pairOf(findRun(db, first), findRun(db, second)), images),
    'results.imageInRuns': ({ image }) => imageInRuns(db, image),
    'annotations.get': ({ image }) => getAnnotation(db, image),
    'annotations.set': ({ image, ...annotation }) => {
      const written = setAnnotation(db, image, annotation)
      emit('changed', { what: 'annotations' })
      return written
    },
    'annotations.list': ({ dataset }) => listAnnotations(db, dataset),
    'annotations.tags': () => db.annotations.tagsInUse(),
    'images.picture': async ({ image, side }) => ({ bmp: await pictures.draw(image, side) }),
    'images.thumbnail': ({ image, side }) => pictures.thumbnail(image, side),
    'images.pixels': async ({ run, image }) => ({
      bmp: await pictures.crop(image, findRun(db, run).settings.recipe),
    }),
    'images.locate': async ({ image }) => ({ file: await existingImageFile(db, image) }),

    'reports.render': async (request) => ({ text: await toText(renderReport(db, request)) }),
    'reports.save': (request, signal) => saveFile(request.file, renderReport(db, request), signal),
    'comparisons.render': async (request) => ({ text: await toText(renderComparison(db, request)) }),
    'comparisons.save': (request, signal) => saveFile(request.file, renderComparison(db, request), signal),
    'flips.render': async (request) => ({ text: await toText(renderFlips(db, request)) }),
    'flips.save': (request, signal) => saveFile(request.file, renderFlips(db, request), signal),
    'charts.save': ({ file, bytes }) => saveFile(file, [bytes]),
    'tables.render': async ({ format, note, ...table }) => ({ text: await toText(formatNoted(table, note, format)) }),

    'requests.cancel': ({ methods }) => {
      requests.cancel(methods)
      return {}
    },
  }

  if (watch)
    db.watch(() => {
      for (const what of ['datasets', 'models', 'runs', 'annotations'] as const) emit('changed', { what })
    })

  return {
    async call<M extends Method>(method: M, input: Input<M>, { signal }: CallOptions = {}): Promise<Output<M>> {
      const handler: Handlers[M] = handlers[method]
      const { writes }: MethodShape = contract[method]
      if (writes && db.readOnly !== null) throw readOnlyError(home, db.readOnly)
      try {
        const request = parseInput(method, contract[method].input, input) as Request<M>
        return await requests.carryOut(method, signal, async (cancelled) => handler(request, cancelled))
      } catch (error) {
        throw explained(error, db.file)
      }
    },
    on(event, listener) {
      emitter.on(event, listener)
      return () => emitter.off(event, listener)
    },
    async close() {
      await Promise.allSettled([tidied, requests.close(), queue.close(), pictures.close()])
      db.close()
    },
  }
}
