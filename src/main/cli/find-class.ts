import type { ClassEntry } from '../../shared/dataset.ts'
import { AcuityError } from '../../shared/errors.ts'

/**
 * The canonical index of a class, by this index, its WordNet id, or one of its names in small or capital letters.
 * @throws AcuityError `not-found`, or `invalid-input` where several classes have the name
 */
export function findClass(classes: readonly ClassEntry[], text: string): number {
  const wanted = text.trim().toLowerCase()
  const found =
    classes.find(({ index, wnid }) => String(index) === wanted || wnid.toLowerCase() === wanted) ??
    onlyOne(
      text,
      classes.filter(({ name }) => namesOf(name).includes(wanted)),
    )
  if (!found)
    throw new AcuityError(
      'not-found',
      `No class is called ${text}: give its index, its WordNet id or one of its names.`,
    )
  return found.index
}

/** `tench, Tinca tinca` is called `tench`, `Tinca tinca`, and all of it. */
function namesOf(name: string): string[] {
  return [name, ...name.split(',')].map((each) => each.trim().toLowerCase())
}

function onlyOne(text: string, found: readonly ClassEntry[]): ClassEntry | undefined {
  if (found.length > 1)
    throw new AcuityError(
      'invalid-input',
      `Several classes are called ${text}: give one of ${found.map(({ wnid }) => wnid).join(', ')}.`,
    )
  return found[0]
}
