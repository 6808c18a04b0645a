import {
  SeenState,
  type LineSeen,
  type NeedyImages,
  type Seen,
  type SeenCount,
  type SeenGroup,
} from '../../../shared/critical.ts'
import type { Database } from '../db/index.ts'
import { everyPosition } from './common-images.ts'
import { seenLine, type SeenLine } from './seen-line.ts'
import type { SweepLine } from './sweep-lines.ts'

/** How many images are in each group, also where none is: all groups of as many sizes. */
export function seenCounts({ images, right, seen }: SeenLine, among = everyPosition(images)): SeenCount[] {
  const alike = new Map<Seen, number>()
  for (const at of among) {
    const state = seen(at)
    alike.set(state, (alike.get(state) ?? 0) + 1)
  }
  const counts = groupsOf(right.length).map((group) => ({ ...group, images: 0 }))
  const byKey = new Map(counts.map((count) => [keyOf(count), count]))
  for (const [state, found] of alike) {
    const count = byKey.get(keyOf(groupOf(state)))
    if (count) count.images += found
  }
  return counts
}

/** What the images of a line need to be seen; of one class where one is named. */
export async function lineSeen(db: Database, line: SweepLine, label: number | null): Promise<LineSeen> {
  const seen = await seenLine(db, line)
  const among = positionsOf(seen, label)
  const { model, runs, sizes } = line
  const counts = seenCounts(seen, among)
  return { model, runs: runs.map(({ id }) => id), sizes: [...sizes], images: among.length, counts }
}

/**
 * The images of a line in some groups, or in all where none is named, those that need most first.
 * @param label the class that they are of; null for any
 * @param tag one that they have; empty for any or none
 */
export async function needyImages(
  db: Database,
  line: SweepLine,
  { groups, label, tag }: { groups: readonly SeenGroup[]; label: number | null; tag: string },
): Promise<NeedyImages> {
  const seen = await seenLine(db, line)
  const wanted = new Set(groups.map(keyOf))
  const tagged =
    tag === ''
      ? null
      : new Set(line.runs.slice(0, 1).flatMap(({ datasetId }) => db.annotations.imagesWith(datasetId, tag)))
  const inOrder = groupsOf(seen.right.length)
    .reverse()
    .map((group) => ({ key: keyOf(group), found: [] as number[] }))
  const byKey = new Map(inOrder.map(({ key, found }) => [key, found]))
  const alike = new Map<Seen, number[] | undefined>()
  for (const at of positionsOf(seen, label)) {
    if (tagged?.has(seen.images[at] ?? 0) === false) continue
    const state = seen.seen(at)
    if (!alike.has(state)) alike.set(state, byKey.get(keyOf(groupOf(state))))
    alike.get(state)?.push(at)
  }
  const ordered = inOrder.flatMap(({ key, found }) => (wanted.size === 0 || wanted.has(key) ? found : []))
  const { length } = ordered
  const needy = { images: new Int32Array(length), states: new Int8Array(length), from: new Int16Array(length) }
  // Filled one by one, as `from` goes through an iterator for each of fifty thousand.
  for (let i = 0; i < length; i++) {
    const at = ordered[i] ?? 0
    const { state, from } = seen.seen(at)
    needy.images[i] = seen.images[at] ?? 0
    needy.states[i] = SeenState.options.indexOf(state)
    needy.from[i] = from ?? -1
  }
  return { runs: line.runs.map(({ id }) => id), sizes: [...line.sizes], ...needy }
}

const groupsOf = (sizes: number): SeenGroup[] =>
  SeenState.options.flatMap((state): SeenGroup[] =>
    state === 'critical'
      ? Array.from({ length: Math.max(0, sizes - 1) }, (_, i) => ({ state, size: i + 1 }))
      : [{ state, size: null }],
  )

const groupOf = ({ state, from }: Seen): SeenGroup => ({
  state,
  size: state === 'critical' ? from : null,
})

const keyOf = ({ state, size }: SeenGroup) => `${state} ${size}`

function positionsOf({ images, labels }: SeenLine, label: number | null): Int32Array {
  const all = everyPosition(images)
  return label === null ? all : all.filter((at) => labels[at] === label)
}
