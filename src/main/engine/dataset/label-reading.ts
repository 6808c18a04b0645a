import path from 'node:path'
import type { ClassEntry } from '../../../shared/dataset.ts'
import type { LabelOrder } from '../../../shared/label-order.ts'
import type { Stop } from '../files/index.ts'
import { readText } from '../files/index.ts'
import { parseOrder, SHIPPED_ORDER, type DevkitOrder } from './lists/devkit-order.ts'

/** The class that a number stands for, by its index in the dataset's list; -1 where it stands for none. */
export type LabelReading = (label: number) => number

/** ILSVRC2012's order, as it ships. */
export async function readShippedOrder(resources: string, stop?: Stop): Promise<DevkitOrder> {
  const file = path.join(resources, SHIPPED_ORDER)
  return parseOrder(await readText(file, "list of the devkit's classes"), file, stop)
}

/**
 * How numbers are read in another order than that of the class list.
 * @param devkit what the devkit's ids stand for
 */
export function labelReading(order: LabelOrder, classes: readonly ClassEntry[], devkit: DevkitOrder): LabelReading {
  const indexOf = new Map(classes.map(({ wnid, index }) => [wnid, index]))
  const ofId = (id: number) => indexOf.get(devkit.get(id) ?? '') ?? -1
  switch (order) {
    case 'devkit':
      return ofId
    case 'devkit-from-0':
      return (label) => ofId(label + 1)
    case 'sorted-digits':
      return positions(sortedDigits(0, classes.length))
    case 'sorted-digits-from-1':
      return positions(sortedDigits(1, classes.length))
    case 'minus-1':
      return (label) => within(label - 1, classes)
    case 'plus-1':
      return (label) => within(label + 1, classes)
  }
}

/** Folders that are called by numbers, as whoever sorts text has them, each by its place among the numbers. */
const sortedDigits = (first: number, count: number) =>
  Array.from({ length: count }, (_, i) => String(first + i))
    .toSorted()
    .map((folder) => Number(folder) - first)

const positions =
  (numbers: readonly number[]): LabelReading =>
  (label) =>
    numbers[label] ?? -1

const within = (index: number, { length }: readonly ClassEntry[]) => (index >= 0 && index < length ? index : -1)
