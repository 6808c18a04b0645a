import { SeenState, type LineSeen, type NeedyImages, type SeenCount, type SeenGroup } from '../../../shared/critical.ts'
import type { Database } from '../db/index.ts'
import { seenLine, type SeenLine } from './seen-line.ts'
import type { SweepLine } from './sweep-lines.ts'

/** How many images are in each group, also where none is: all groups of as many sizes. */
export function seenCounts({ images, right, seen }: SeenLine, among = everyOne(images)): SeenCount[] {
  const counts = groupsOf(right.length).map((group) => ({ ...group, images: 0 }))
  const byKey = new Map(counts.map((count) => [keyOf(count), count]))
  for (const at of among) {
    const count = byKey.get(keyOf(groupOf(seen(at))))
    if (count) count.images++
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
 */
export async function needyImages(
  db: Database,
  line: SweepLine,
  { groups, label }: { groups: readonly SeenGroup[]; label: number | null },
): Promise<NeedyImages> {
  const seen = await seenLine(db, line)
  const wanted = new Set(groups.map(keyOf))
  const order = new Map([...groupsOf(seen.right.length)].reverse().map((group, i) => [keyOf(group), i]))
  const keyAt = (at: number) => keyOf(groupOf(seen.seen(at)))
  const chosen = positionsOf(seen, label).filter((at) => wanted.size === 0 || wanted.has(keyAt(at)))
  const ordered = chosen.toSorted((a, b) => (order.get(keyAt(a)) ?? 0) - (order.get(keyAt(b)) ?? 0) || a - b)
  return {
    runs: line.runs.map(({ id }) => id),
    sizes: [...line.sizes],
    images: Int32Array.from(ordered, (at) => seen.images[at] ?? 0),
    states: Int8Array.from(ordered, (at) => SeenState.options.indexOf(seen.seen(at).state)),
    from: Int16Array.from(ordered, (at) => seen.seen(at).from ?? -1),
  }
}

const groupsOf = (sizes: number): SeenGroup[] =>
  SeenState.options.flatMap((state): SeenGroup[] =>
    state === 'critical'
      ? Array.from({ length: Math.max(0, sizes - 1) }, (_, i) => ({ state, size: i + 1 }))
      : [{ state, size: null }],
  )

const groupOf = ({ state, from }: ReturnType<SeenLine['seen']>): SeenGroup => ({
  state,
  size: state === 'critical' ? from : null,
})

const keyOf = ({ state, size }: SeenGroup) => `${state} ${size}`

function positionsOf({ images, labels }: SeenLine, label: number | null): number[] {
  const all = everyOne(images)
  return label === null ? all : all.filter((at) => labels[at] === label)
}

const everyOne = ({ length }: Int32Array) => Array.from({ length }, (_, at) => at)
