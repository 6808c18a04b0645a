import { AcuityError } from '../../../shared/errors.ts'
import type { ClassEntry } from '../../../shared/dataset.ts'
import { firstWord, linesOf, readText, type Stop } from '../files/index.ts'

/** More classes than any classification benchmark has; beyond it the file is something else. */
const MAX_CLASSES = 100_000

/**
 * Reads a class list in the form of Caffe's synset_words.txt: a line a class, `id names`, the class index being the
 * line's position. A line may hold the id alone.
 * @param stop ends the reading of a list that nobody waits for
 * @throws AcuityError `classes-invalid` or `file-unreadable`
 */
export async function readClasses(file: string, stop?: Stop): Promise<ClassEntry[]> {
  return parseClasses(await readText(file, 'class list'), file, stop)
}

export function parseClasses(text: string, file: string, stop?: Stop): ClassEntry[] {
  const invalid = (problem: string) =>
    new AcuityError(
      'classes-invalid',
      `${file}: ${problem}. A class list has one class a line, "id names", as synset_words.txt has.`,
    )
  const tooLong = (problem: string, line: number) => invalid(`line ${line} is no class: ${problem}`)
  const classes: ClassEntry[] = []
  const lineOf = new Map<string, number>()
  for (const { text: line, number } of linesOf(text, tooLong, stop)) {
    const [wnid, name] = firstWord(line)
    if (wnid === '' && name === '') continue
    const index = classes.length
    // Only the end of a list may have empty lines: a class is the number of its line.
    if (number > index + 1) throw invalid(`line ${index + 1} is empty`)
    if (index === MAX_CLASSES) throw invalid(`more than ${MAX_CLASSES} lines`)
    if (wnid === '') throw invalid(`line ${number} begins with a blank`)
    const earlier = lineOf.get(wnid)
    if (earlier !== undefined) throw invalid(`lines ${earlier} and ${number} both say ${wnid}`)
    lineOf.set(wnid, number)
    classes.push({ index, wnid, name: name || wnid })
  }
  if (classes.length === 0) throw invalid('no classes')
  return classes
}
