import type { ClassEntry } from '../../shared/dataset.ts'
import { shortName } from '../../shared/class-name.ts'
import { counted } from './format.ts'

type Called = Parameters<typeof shortName>[0]

/** The short name of the class of an index; before the classes are known, its number. */
export function nameAt(classes: readonly Called[], index: number): string {
  const entry = classes[index]
  return entry ? shortName(entry) : `class ${index}`
}

/** Several classes in few words: the name of one, or how many there are. */
export function describeClasses(labels: readonly number[], classes: readonly ClassEntry[]): string {
  const [only] = labels
  return labels.length === 1 && only !== undefined ? nameAt(classes, only) : counted(labels.length, 'class', 'classes')
}

/** All that a class is called: two of ImageNet's classes are cranes, and two are maillots. */
export function fullName({ name, wnid }: Pick<ClassEntry, 'name' | 'wnid'>): string {
  return `${name} (${wnid})`
}

/** Whether a class is what somebody types: a part of its names or of its WordNet id, or its index. */
export function isNamed({ index, name, wnid }: ClassEntry, typed: string): boolean {
  const wanted = typed.trim().toLowerCase()
  return name.toLowerCase().includes(wanted) || wnid.toLowerCase().includes(wanted) || String(index) === wanted
}
