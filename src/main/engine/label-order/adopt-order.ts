import { messageOfAdvice, type Advice } from '../../../shared/advice.ts'
import type { Output, Request } from '../../../shared/contract.ts'
import { AcuityError } from '../../../shared/errors.ts'
import { ORDERS, type OrderName, type OutputOrder } from '../../../shared/label-order.ts'
import type { RunSettings } from '../../../shared/run.ts'
import { isEvaluatedRow, type Database, type DatasetRow, type EvaluatedRow, type RunRow } from '../db/index.ts'
import {
  actualStatus,
  createRun,
  findEvaluated,
  imageSet,
  NOTHING_MEASURED,
  restrictTo,
  runLock,
  saidOfOrder,
  settleSample,
  warningsAtEnd,
  type RunOrder,
  type RunQueue,
} from '../eval/index.ts'
import { refreshDataset, type Indexing } from '../indexing/index.ts'
import type { EngineContext } from '../wing.ts'
import { rescore } from './rescore.ts'
import { testOrders } from './test-orders.ts'

type Context = EngineContext & { indexing: Indexing; queue: RunQueue }

/**
 * Makes a run in which the order is the given one; the run itself stays as it is. What its network answered is the same in
 * another order of the labels or of the outputs, and is judged anew, as exactly as an evaluation would: ten classes are
 * stored of each image. With another offset, or among other classes, it has to be asked again.
 * @throws AcuityError `busy` while the run goes on; `invalid-input` for an order that makes no sense for it; what indexing
 *   throws where the labels are read otherwise
 */
export async function adoptOrder(
  context: Context,
  run: RunRow,
  { order, name }: Omit<Request<'runs.adoptOrder'>, 'run'>,
  signal: AbortSignal,
): Promise<Output<'runs.adoptOrder'>> {
  const { db, emit, indexing, queue } = context
  if (!isEvaluatedRow(run))
    throw new AcuityError(
      'invalid-input',
      `Run ${run.id} was imported: have the labels of its dataset read in another order, or its classes counted from another number, and import it again.`,
    )
  const status = actualStatus(db, run)
  if (status === 'running' || status === 'queued')
    throw new AcuityError('busy', `Run ${run.id} goes on: cancel it, or wait for its end, and adopt the order then.`)
  const { orders } = await testOrders(context, run)
  const { adoption } = orders.find((each) => each.order === order) ?? refuse(run, order, orders)
  const before = db.datasets.get(run.datasetId)
  let adopted: Adopted
  let index: Output<'runs.adoptOrder'>['index'] = null
  if ('labelOrder' in adoption) {
    index = await indexing.run(signal, (indexContext) => refreshDataset(before, indexContext, adoption))
    adopted = onRelabelled(db, run, before)
  } else {
    adopted = { ...run, settings: withAdopted(run.settings, adoption) }
  }
  const isSame = !('classOffset' in adoption) && run.settings.restricted === null
  if (isSame)
    adopted.settings.warnings.push(`Its answers are those of ${run.name} (run ${run.id}), judged in another order.`)
  const measurements = isSame ? { ...run.measurements, warnings: [] } : NOTHING_MEASURED
  const id = createRun(db, name, run.name, { ...adopted, measurements })
  if (isSame) await judgeAnew(context, run, id, 'outputOrder' in adoption ? adoption.outputOrder.classes : null)
  if (db.runs.get(id)?.status === 'done') emit('changed', { what: 'runs' })
  else queue.enqueue(id)
  return { run: id, index }
}

type Adopted = Parameters<typeof createRun>[3]

/** Of a run whose outputs mean other classes already, the order is one of those. */
function withAdopted(
  settings: RunSettings,
  adoption: { classOffset: number } | { outputOrder: OutputOrder },
): RunSettings {
  if ('classOffset' in adoption) return { ...settings, ...adoption, warnings: [...settings.warnings] }
  const { order, classes } = adoption.outputOrder
  const before = settings.outputOrder?.classes ?? classes.map((_, index) => index)
  const outputOrder = { order, classes: before.map((index) => classes[index] ?? index) }
  return { ...settings, outputOrder, warnings: [...settings.warnings, saidOfOrder(adoption.outputOrder)] }
}

function refuse(run: RunRow, order: OrderName, orders: readonly RunOrder[]): never {
  const others = orders.map((each) => each.order).join(', ')
  throw new AcuityError(
    'invalid-input',
    `${order} (${ORDERS[order]}) makes no sense for run ${run.id}. ${others === '' ? 'No other order does.' : `These do: ${others}.`}`,
  )
}

/** The same run on its dataset as its labels are read now: its sample, whose classes these are, is drawn by them. */
function onRelabelled(db: Database, run: EvaluatedRow, before: DatasetRow): Adopted {
  const dataset = db.datasets.get(run.datasetId)
  const { id: datasetId, generation, fingerprint: datasetFingerprint, labelOrder, images } = dataset
  const { settings } = run
  const saidBefore = new Set(before.warnings.map(messageOfAdvice))
  const warnings: Advice[] = [
    ...settings.warnings.filter((warning) => !saidBefore.has(messageOfAdvice(warning))),
    ...dataset.warnings,
  ]
  const sample = run.sample === null ? null : settleSample(db, dataset, db.samples.get(run.sample))
  const restricted = settings.restricted && restrictTo(db.images.labelsPresent(datasetId, generation), settings.classes)
  const relabelled: RunSettings = { ...settings, labelOrder, restricted, warnings }
  return {
    ...run,
    generation,
    datasetFingerprint,
    sample: sample?.id ?? null,
    indexed: sample?.images ?? Math.min(images, run.limit ?? images),
    settings: relabelled,
  }
}

/** Takes the answers of a run into another; one that lacks none is done. */
async function judgeAnew(
  { db, resources }: Context,
  from: EvaluatedRow,
  id: number,
  order: readonly number[] | null,
): Promise<void> {
  const lock = db.locks.take(runLock(id), `Run ${id}`)
  try {
    const run = findEvaluated(db, id)
    const set = imageSet(run)
    const last = db.images.lastPath(set)
    db.predictions.skipFaults(set, id, last)
    await rescore(db, { from: from.id, to: id, set, last, order, lock })
    if (db.images.pending(set, id, '', last, 1).length > 0) return
    const warnings = await warningsAtEnd(db, resources, run)
    db.runs.setMeasurements(id, { ...run.measurements, warnings })
    db.runs.setStatus(id, 'done')
  } finally {
    lock.release()
  }
}
