import type { ClassGroup } from '../../shared/class-groups.ts'

/** A group as a folded tree shows it. */
export interface ShownGroup<Group extends ClassGroup> {
  group: Group
  /** Whether other groups lie in it. */
  holds: boolean
}

/**
 * The groups that are in view: those in no other, and those next within the opened ones that are.
 * @param groups each before those that lie in it
 */
export function shownGroups<Group extends ClassGroup>(
  groups: readonly Group[],
  opened: readonly string[],
): ShownGroup<Group>[] {
  const holding = new Set(groups.map(({ parent }) => parent))
  const open = new Set<string | null>([null])
  return groups.flatMap((group) => {
    if (!open.has(group.parent)) return []
    if (opened.includes(group.wnid)) open.add(group.wnid)
    return [{ group, holds: holding.has(group.wnid) }]
  })
}

/** The same groups with one of them opened or closed. */
export function toggled(opened: readonly string[], wnid: string): readonly string[] {
  return opened.includes(wnid) ? opened.filter((other) => other !== wnid) : [...opened, wnid]
}
