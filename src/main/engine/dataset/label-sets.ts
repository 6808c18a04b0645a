import path from 'node:path'
import type { ClassEntry } from '../../../shared/dataset.ts'
import { LABEL_SETS, type LabelSet } from '../../../shared/label-sets.ts'
import type { Stop } from '../files/index.ts'
import { readClasses } from './classes.ts'

/** A label set, read. */
export interface LabelSetClasses extends LabelSet {
  readonly classes: ClassEntry[]
}

/**
 * Reads the label sets that ship, in their order.
 * @param resources folder of what ships
 * @throws AcuityError `file-unreadable`, `classes-invalid` where an installation is damaged
 */
export function readLabelSets(resources: string, stop?: Stop): Promise<LabelSetClasses[]> {
  return Promise.all(
    LABEL_SETS.map(async (set) => ({ ...set, classes: await readClasses(path.join(resources, set.file), { stop }) })),
  )
}

/** The classes of the set that most folders are named after; of the first where several have as many, or none is. */
export function classesOfFolders(sets: readonly LabelSetClasses[], folders: readonly string[]): ClassEntry[] {
  const named = sets.map(({ classes }) => {
    const ids = new Set(classes.map(({ wnid }) => wnid))
    return folders.filter((folder) => ids.has(folder)).length
  })
  return sets[named.indexOf(Math.max(...named))]?.classes ?? []
}
