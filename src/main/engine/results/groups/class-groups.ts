import { isCalled, type ClassGroup } from '../../../../shared/class-groups.ts'
import type { ClassEntry } from '../../../../shared/dataset.ts'
import { AcuityError } from '../../../../shared/errors.ts'
import type { Database, WithLabels } from '../../db/index.ts'
import { classTree, type ClassTree } from './class-tree.ts'

/** A group of more classes than this share of all says nothing: almost everything is a physical entity. */
const ALMOST_ALL = 0.9

/** The groups of a dataset's classes. */
export async function groupsOfDataset(db: Database, resources: string, dataset: number): Promise<ClassGroup[]> {
  return groupsOf(db.datasets.classes(dataset), await classTree(resources))
}

/**
 * A filter with the classes of the group that it names.
 * @throws AcuityError as {@link groupCalled}
 */
export async function withLabels<Filter extends { group: string }>(
  db: Database,
  resources: string,
  dataset: number,
  { group, ...filter }: Filter,
): Promise<WithLabels<Filter>> {
  if (group === '') return { ...filter, labels: null }
  return { ...filter, labels: groupCalled(await groupsOfDataset(db, resources, dataset), group).labels }
}

/**
 * The group that is referred to.
 * @param text the group's WordNet id, or one of its names
 * @throws AcuityError `not-found`, or `invalid-input` where several groups have the name
 */
function groupCalled(groups: readonly ClassGroup[], text: string): ClassGroup {
  const [group, ...others] = groups.filter((each) => isCalled(each, text))
  if (!group)
    throw new AcuityError(
      'not-found',
      `No group of the dataset's classes is called ${text}: give its WordNet id or one of its names.`,
    )
  const ids = [group, ...others].map(({ wnid }) => wnid).join(', ')
  if (others.length > 0)
    throw new AcuityError('invalid-input', `Several groups are called ${text}: give one of ${ids}.`)
  return group
}

/**
 * The groups that some classes of a list form, each before those that lie in it, those of most classes first. Left out are groups
 * of one class, of almost all, and those around a group of the same classes, whose name says more of them.
 */
export function groupsOf(classes: readonly ClassEntry[], tree: ClassTree): ClassGroup[] {
  const labels = labelsByGroup(classes, tree)
  const parentOf = (wnid: string) => tree.groups.get(wnid)?.parent ?? null
  const sizeOf = (wnid: string) => labels.get(wnid)?.length ?? 0
  /** Those that another group has all classes of. */
  const around = new Set<string>()
  for (const wnid of labels.keys()) {
    const parent = parentOf(wnid)
    if (parent !== null && sizeOf(parent) === sizeOf(wnid)) around.add(parent)
  }
  const isKept = (wnid: string) => sizeOf(wnid) > 1 && sizeOf(wnid) <= ALMOST_ALL * classes.length && !around.has(wnid)
  const keptAround = (wnid: string): string | null => {
    const parent = parentOf(wnid)
    return parent === null || isKept(parent) ? parent : keptAround(parent)
  }
  const kept = [...labels.keys()].filter(isKept).map((wnid) => ({ wnid, around: keptAround(wnid) }))
  const listed = (parent: string | null, depth: number): ClassGroup[] => {
    const within = kept.filter(({ around }) => around === parent).map(({ wnid }) => wnid)
    const groups = within.toSorted((a, b) => sizeOf(b) - sizeOf(a) || (a < b ? -1 : 1))
    return groups.flatMap((wnid) => [
      { wnid, name: tree.groups.get(wnid)?.name ?? wnid, parent, depth, labels: labels.get(wnid) ?? [] },
      ...listed(wnid, depth + 1),
    ])
  }
  return listed(null, 0)
}

/** The classes of each group, and of all groups within it. */
function labelsByGroup(classes: readonly ClassEntry[], { groupOf, groups }: ClassTree): Map<string, number[]> {
  const labels = new Map<string, number[]>()
  for (const { index, wnid } of classes)
    for (let group = groupOf.get(wnid) ?? null; group !== null; group = groups.get(group)?.parent ?? null) {
      const own = labels.get(group)
      if (own) own.push(index)
      else labels.set(group, [index])
    }
  return labels
}
