import type { ClassEntry } from '../../../shared/dataset.ts'
import type { LabelOrder, LabelOrderChoice, OrderName, OutputOrder } from '../../../shared/label-order.ts'
import type { Layout } from '../../../shared/layout.ts'
import { NEVER, type NamedOrder } from '../../../shared/order-tally.ts'
import type { RunSettings } from '../../../shared/run.ts'
import {
  ClassLookup,
  labelReading,
  readLabelSets,
  readShippedOrder,
  type DevkitOrder,
  type LabelReading,
} from '../dataset/index.ts'
import { isEvaluatedRow, type Database, type RunRow } from '../db/index.ts'
import { ownClassNames } from '../library/index.ts'

/** What is done where an order is adopted: the dataset's labels are read so, or a run has another offset or order. */
export type Adoption = { labelOrder: LabelOrderChoice } | { classOffset: number } | { outputOrder: OutputOrder }

/** An order that makes sense for a run, and what adopting it is. */
export type RunOrder = NamedOrder & { adoption: Adoption }

/** What orders a run could have. */
export interface OrderContext extends Pick<RunSettings, 'outputs' | 'classOffset' | 'restricted'> {
  labelOrder: LabelOrder | null
  outputOrder: OutputOrder | null
  /** Null where it is not known. */
  layout: Layout | null
  classes: readonly ClassEntry[]
  /** The same classes in the order of networks that were trained on them, where a label set that ships has them. */
  canonical: readonly ClassEntry[] | null
  devkit: DevkitOrder
  /** What the model itself calls its outputs, ids or names; null where that is not known. */
  names: readonly string[] | null
}

/** Layouts that say classes by numbers, or may: what says them by ids or names has no order. */
const NUMBERED = new Set<Layout>(['folder-numbers', 'list', 'json', 'devkit', 'index-lines', 'packed'])

/** The orders that make sense for a run: {@link runOrders} of what the database knows of it. */
export async function ordersOf(db: Database, resources: string, run: RunRow): Promise<RunOrder[]> {
  const { datasetId } = run
  const { layout, labelOrder } = db.datasets.get(datasetId)
  const classes = db.datasets.classes(datasetId)
  const [sets, devkit, own] = await Promise.all([
    readLabelSets(resources),
    readShippedOrder(resources),
    run.modelFile === null ? null : ownClassNames(run.modelFile),
  ])
  const canonical = sets.find((set) => isSameClasses(set.classes, classes))?.classes ?? null
  const context = { layout, classes, canonical, devkit, names: own?.names ?? null }
  if (isEvaluatedRow(run)) return runOrders({ ...run.settings, ...context })
  const { classOffset, restricted, outputs } = run.settings
  return runOrders({
    ...{ classOffset, restricted, labelOrder, outputOrder: null, outputs: outputs ?? classes.length },
    ...context,
  })
}

/**
 * The orders that differ from the given one, and make sense: labels that are read otherwise only where they are numbers,
 * the devkit's order only of its classes, and of answers that are restricted to some classes only what leaves most of these
 * among them.
 */
export function runOrders(context: OrderContext): RunOrder[] {
  const { classes, labelOrder, outputOrder, restricted } = context
  const labels = labelOrder === null ? otherReadings(context) : [undoneReading(labelOrder, context)]
  const outputs = outputOrder === null ? [...otherOffsets(context), ...otherOutputs(context)] : []
  const present = restricted?.classes ?? classes.map(({ index }) => index)
  const isAmong = new Set(present)
  return [...labels, ...outputs].filter(({ expected }) => {
    const differs = present.some((label) => expected[label] !== label && expected[label] !== NEVER)
    const kept = present.filter((label) => isAmong.has(expected[label] ?? NEVER))
    return differs && 2 * kept.length >= present.length
  })
}

/** Where labels are numbers, and were read as indices. */
function otherReadings({ layout, classes, canonical, devkit }: OrderContext): RunOrder[] {
  if (layout !== null && !NUMBERED.has(layout)) return []
  const isCanonical = canonical !== null && isSameOrder(canonical, classes)
  const readings: LabelOrder[] = [
    ...(isCanonical ? (['devkit', 'devkit-from-0'] as const) : []),
    ...(['sorted-digits', 'sorted-digits-from-1', 'minus-1', 'plus-1'] as const),
  ]
  return readings.map((labelOrder) => ({
    order: `labels-${labelOrder}` as const,
    expected: expectedBy(labelReading(labelOrder, classes, devkit), classes),
    adoption: { labelOrder },
  }))
}

/** Where they were read in another order: as they are given. */
function undoneReading(labelOrder: LabelOrder, { classes, devkit }: OrderContext): RunOrder {
  const reading = labelReading(labelOrder, classes, devkit)
  const given = new Map<number, number>()
  for (let label = 0; label <= classes.length; label++) given.set(reading(label), label)
  const reversed = (index: number) => given.get(index) ?? NEVER
  return { order: 'labels-as-given', expected: expectedBy(reversed, classes), adoption: { labelOrder: 'as-given' } }
}

/** Another offset, where it leaves each class an output, or where labels that are no numbers cannot be at fault. */
function otherOffsets({ layout, classes, outputs, classOffset, restricted }: OrderContext): RunOrder[] {
  const areNumbers = layout === null || NUMBERED.has(layout)
  const present = restricted?.classes ?? classes.map(({ index }) => index)
  return ([-1, 1] as const).flatMap((step) => {
    const offset = classOffset + step
    const hasOutput = (index: number) => index - offset >= 0 && index - offset < outputs
    if (areNumbers ? !classes.every(({ index }) => hasOutput(index)) : !present.some(hasOutput)) return []
    return {
      order: step < 0 ? ('offset-minus-1' as const) : ('offset-plus-1' as const),
      expected: expectedBy((label) => label - step, classes),
      adoption: { classOffset: offset },
    }
  })
}

/** Outputs that mean other classes. */
function otherOutputs(context: OrderContext): RunOrder[] {
  const { classes, canonical, devkit, names, classOffset } = context
  const isCanonical = canonical !== null && isSameOrder(canonical, classes)
  const lookup = new ClassLookup(classes)
  const byReading = (order: LabelOrder) => labelReading(order, classes, devkit)
  const meant: [OrderName, (answer: number) => number][] = [
    ...(canonical !== null && !isCanonical
      ? [['outputs-canonical', (answer) => lookup.byId(canonical[answer]?.wnid ?? '') ?? NEVER] satisfies Meaning]
      : []),
    ...(isCanonical ? [['outputs-devkit', byReading('devkit-from-0')] satisfies Meaning] : []),
    ...(names === null
      ? []
      : [['outputs-names', (answer) => named(lookup, names[answer - classOffset] ?? '')] satisfies Meaning]),
    ['outputs-sorted-digits', byReading('sorted-digits')],
    ['outputs-sorted-digits-from-1', byReading('sorted-digits-from-1')],
  ]
  return meant.flatMap(([order, meaning]) => {
    const byAnswer = classes.map(({ index }) => meaning(index))
    // Of answers that mean no class, or the same one, nobody knows what they mean.
    if (new Set(byAnswer).size < classes.length || byAnswer.some((index) => index < 0)) return []
    return [outputsMean(order, byAnswer)]
  })
}

type Meaning = [OrderName, (answer: number) => number]

/** The order in which an answer means the class that stands at its index. */
export function outputsMean(order: OrderName, classes: number[]): RunOrder {
  const expected = new Int32Array(classes.length).fill(NEVER)
  for (const [answer, index] of classes.entries()) expected[index] = answer
  return { order, expected, adoption: { outputOrder: { order, classes } } }
}

function named(lookup: ClassLookup, name: string): number {
  const label = lookup.label(name)
  return typeof label === 'number' && !/^-?\d+$/.test(name) ? label : NEVER
}

function expectedBy(reading: LabelReading, classes: readonly ClassEntry[]): Int32Array {
  return Int32Array.from(classes, ({ index }) => {
    const expected = reading(index)
    return expected >= 0 && expected < classes.length ? expected : NEVER
  })
}

const isSameOrder = (one: readonly ClassEntry[], other: readonly ClassEntry[]) =>
  one.length === other.length && one.every(({ wnid }, i) => wnid === other[i]?.wnid)

function isSameClasses(one: readonly ClassEntry[], other: readonly ClassEntry[]): boolean {
  const ids = new Set(one.map(({ wnid }) => wnid))
  return one.length === other.length && other.every(({ wnid }) => ids.has(wnid))
}
