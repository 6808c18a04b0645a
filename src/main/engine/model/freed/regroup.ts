import type { Element } from './site.ts'

/** An axis of what is given another shape. */
export interface From {
  dim: number
  isFree: boolean
}

/** An axis of the new shape, as long as at the size of the export; 'rest' is whatever is left (-1). */
export interface To {
  dim: number
  from: Element | 'rest'
}

/** What becomes of axes that follow the size of the images. */
export interface Regrouped {
  /** Of each axis of the new shape, whether it does. */
  axes: boolean[]
  /** Axes whose length the file states, although it can be nothing else than that of these before: those multiplied. */
  meant: Map<number, number[]>
}

/**
 * Which axes of a new shape follow the size of the images; null where a number that the file states holds a size of the
 * export, and what it would be at others cannot be told. The axes are taken in groups of as many elements before as after:
 * in each, what the file states has to be a part of the axes that stay the same, and something else has to be there for
 * those that do not, unless the group is one number.
 */
export function regroup(before: readonly From[], after: readonly To[]): Regrouped | null {
  const found: Regrouped = { axes: [], meant: new Map() }
  let begin = 0
  for (const { from, to } of groups(before, after)) {
    const isMeant = to.length === 1 && to[0]?.from === 'stated' && from.some(({ isFree }) => isFree)
    if (isMeant)
      found.meant.set(
        found.axes.length,
        from.map((_, i) => begin + i),
      )
    const axes = isMeant ? [true] : inGroup(from, to)
    if (!axes) return null
    found.axes.push(...axes)
    begin += from.length
  }
  return found
}

function inGroup(from: readonly From[], to: readonly To[]): boolean[] | null {
  if (!from.some(({ isFree }) => isFree)) return to.map(() => false)
  const product = (dims: readonly { dim: number }[]) => dims.reduce((all, { dim }) => all * dim, 1)
  const stated = product(to.filter((each) => each.from === 'stated'))
  const same = product(from.filter(({ isFree }) => !isFree))
  const follows = to.map((each) => each.from === 'free' || each.from === 'rest')
  return follows.includes(true) && same % stated === 0 ? follows : null
}

function groups(before: readonly From[], after: readonly To[]): { from: From[]; to: To[] }[] {
  const found: { from: From[]; to: To[] }[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    const [from, to]: [From[], To[]] = [[], []]
    let [one, other] = [1, 1]
    do {
      const takesFrom =
        j >= after.length || (i < before.length && one <= other && from.length <= to.length) || one < other
      const next = takesFrom ? before[i] : undefined
      if (next) {
        from.push(next)
        one *= next.dim
        i++
        continue
      }
      const target = after[j]
      if (!target) break
      to.push(target)
      other *= target.dim
      j++
    } while (one !== other || from.length === 0 || to.length === 0)
    const last = found.at(-1)
    // What is left over at the end are ones: a free one of them multiplies what came before.
    if ((from.length === 0 || to.length === 0) && last) {
      last.from.push(...from)
      last.to.push(...to)
    } else found.push({ from, to })
  }
  return found
}
