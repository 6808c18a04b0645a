import type { Seen, SeenCount, SeenGroup } from '../../../../shared/critical.ts'
import { percent } from '../../../../shared/text.ts'
import { groupTitle } from '../../../lib/critical-size.ts'
import { counted } from '../../../lib/format.ts'
import { isSameGroup } from '../../../lib/seen-address.ts'

export const isAmong = (groups: readonly SeenGroup[], group: SeenGroup): boolean =>
  groups.some((other) => isSameGroup(group, other))

/**
 * The groups with this one as well, or without it where it is among them.
 * @param all every group of the line, in the order in which they are named
 */
export function toggled(groups: readonly SeenGroup[], group: SeenGroup, all: readonly SeenGroup[]): SeenGroup[] {
  return all
    .filter((each) => isAmong(groups, each) !== isSameGroup(each, group))
    .map(({ state, size }) => ({ state, size }))
}

/** The groups of the same names in another line, whose sizes may be others: those of no size that it has are left out. */
export function groupsElsewhere(
  groups: readonly SeenGroup[],
  sizes: readonly string[],
  others: readonly string[],
): SeenGroup[] {
  return groups.flatMap(({ state, size }): SeenGroup[] => {
    if (size === null) return [{ state, size }]
    const there = others.indexOf(sizes[size] ?? '')
    // No image is critical at the smallest size.
    return there > 0 ? [{ state, size: there }] : []
  })
}

/** `Critical at 128: 34 images, 14.2%` */
export function describeGroup(count: SeenCount, all: number, sizes: readonly string[]): string {
  return `${groupTitle(count, sizes)}: ${counted(count.images, 'image')}, ${percent(all === 0 ? 0 : count.images / all)}`
}

/** What an image needs, in as few words as a tile has room for. */
export function needText({ state, from }: Seen, sizes: readonly string[]): string {
  return state === 'critical' && from !== null ? `needs ${sizes[from] ?? 'more'}` : state
}
