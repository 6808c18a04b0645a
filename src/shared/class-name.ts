import type { ClassEntry } from './dataset.ts'

type Called = Pick<ClassEntry, 'name' | 'wnid'> & { namesake?: true | undefined }

/** The first of a class's names, or its WordNet id where it has none. */
const firstName = ({ name, wnid }: Called) => name.split(',', 1)[0]?.trim() || wnid

/**
 * The first of a class's names, for where there is room for one: `tench` of `tench, Tinca tinca`. One that another class has
 * as well carries its WordNet id: two of ImageNet's classes are cranes, and two are maillots.
 */
export function shortName(entry: Called): string {
  const name = firstName(entry)
  return entry.namesake ? `${name} (${entry.wnid})` : name
}

/** Classes of one list, those marked that have their first name in common, in small or capital letters. */
export function withNamesakes(classes: readonly ClassEntry[]): ClassEntry[] {
  const called = (entry: ClassEntry) => firstName(entry).toLowerCase()
  const counts = new Map<string, number>()
  for (const entry of classes) counts.set(called(entry), (counts.get(called(entry)) ?? 0) + 1)
  return classes.map((entry) => ((counts.get(called(entry)) ?? 0) > 1 ? { ...entry, namesake: true } : entry))
}
