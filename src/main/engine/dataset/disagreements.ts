import type { ClassEntry } from '../../../shared/dataset.ts'
import type { Assignment, Disagreement } from './labelled-file.ts'

/** The files that have another class by a list than by what is taken. */
export function disagreeing(
  source: string,
  { files }: Pick<Assignment, 'files'>,
  taken: ReadonlyMap<string, number | null>,
): Disagreement[] {
  return files.flatMap(({ path, label, fault }) => {
    const other = taken.get(path) ?? null
    return fault || label === null || other === null || other === label ? [] : [{ path, source, says: label }]
  })
}

/** The same with the ids of classes for their indices, in order of their paths and of what says so. */
export function byIds(found: readonly Disagreement[], classes: readonly ClassEntry[]): Disagreement<string>[] {
  const keyOf = ({ path, source }: Disagreement<string>) => `${path}\0${source}`
  return found
    .map(({ path, source, says }) => {
      const id = typeof says === 'number' ? classes[says]?.wnid : says
      return { path, source, says: id ?? String(says) }
    })
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}
