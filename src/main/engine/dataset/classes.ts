import { AcuityError } from '../../../shared/errors.ts'
import type { ClassEntry } from '../../../shared/dataset.ts'
import { firstWord, linesOf, readText, type Stop } from '../files/index.ts'
import { classesInJson } from './classes-in-json.ts'
import { cellsOf, isComment } from './lists/label-forms.ts'

/** More classes than any classification benchmark has; beyond it the file is something else. */
const MAX_CLASSES = 100_000

export interface ClassListOptions {
  /** Of the dataset, as its listing has them: whether lines are ids with names or names alone, they tell. */
  folders?: readonly string[]
  /** Ends the reading of a list that nobody waits for. */
  stop?: Stop | undefined
}

/** A class as a list says it. */
interface ListedClass {
  id: string
  names: string
  /** The number of its line; in JSON, its index. */
  at: number
}

/**
 * Reads a class list in the form of Caffe's synset_words.txt: a line a class, `id names`, the class index being the
 * line's position among those that are no comments and no heading. A line may hold the id alone; where more folders are
 * called like whole lines, as `great white shark`, like what stands in front of a comma, or behind a line's number, that is
 * the id. JSON is read in the forms that
 * {@link classesInJson} knows.
 * @throws AcuityError `classes-invalid` or `file-unreadable`
 */
export async function readClasses(file: string, options?: ClassListOptions): Promise<ClassEntry[]> {
  return parseClasses(await readText(file, 'class list'), file, options)
}

export function parseClasses(text: string, file: string, { folders = [], stop }: ClassListOptions = {}): ClassEntry[] {
  const invalid = (problem: string) =>
    new AcuityError(
      'classes-invalid',
      `${file}: ${problem}. A class list has one class a line, "id names", as synset_words.txt has.`,
    )
  const inJson = classesInJson(text, file)
  const listed = inJson?.map(([id, names], index) => ({ id, names, at: index })) ?? [...linesIn(text)]
  if (listed.length === 0) throw invalid('no classes')
  if (listed.length > MAX_CLASSES) throw invalid(`more than ${MAX_CLASSES} ${inJson ? 'classes' : 'lines'}`)
  const entries = inJson ? listed : readAsFoldersTell(listed, folders)
  const placeOf = new Map<string, number>()
  return entries.map(({ id, names, at }, index) => {
    const earlier = placeOf.get(id)
    if (earlier !== undefined) throw invalid(`${inJson ? 'classes' : 'lines'} ${earlier} and ${at} both say ${id}`)
    placeOf.set(id, at)
    return { index, wnid: id, name: names || id }
  })

  function* linesIn(text: string): Generator<ListedClass> {
    const tooLong = (problem: string, line: number) => invalid(`line ${line} is no class: ${problem}`)
    let [classes, empty, headerSeen] = [0, 0, false]
    for (const { text: line, number } of linesOf(text, tooLong, stop)) {
      if (isComment(line) || (classes === 0 && line.startsWith('#'))) continue
      const [id, names] = firstWord(line)
      if (id === '' && names === '') {
        empty ||= number
        continue
      }
      // Only the end of a list may have empty lines: a class is the number of its line.
      if (empty > 0) throw invalid(`line ${empty} is empty`)
      if (id === '') throw invalid(`line ${number} begins with a blank`)
      if (classes === 0 && !headerSeen && isHeader(line) && !folders.includes(id)) {
        headerSeen = true
        continue
      }
      if (++classes > MAX_CLASSES) throw invalid(`more than ${MAX_CLASSES} lines`)
      yield { id, names, at: number }
    }
  }
}

/** What columns of ids and of names are called, in small letters without marks. */
const IDS = new Set('wnid synset synsetid id classid class label index'.split(' '))
const NAMES = new Set('name names classname label class words description lemma lemmas'.split(' '))

/** Whether a line says what stands in those below it, as `wnid,name` does. */
function isHeader(line: string): boolean {
  const [id = '', name = ''] = line.split(/[\s,;]+/).map((word) => word.toLowerCase().replaceAll(/[^a-z]/g, ''))
  return IDS.has(id) && NAMES.has(name) && id !== name
}

/** Other readings of a line than that its first word is the id: the whole of it, its first cell, what follows its number. */
const readings: readonly ((listed: ListedClass) => ListedClass)[] = [
  ({ id, names, at }) => ({ id: `${id} ${names.replaceAll(/\s+/g, ' ')}`.trim(), names: '', at }),
  ...[',', ';'].map((delimiter) => ({ id, names, at }: ListedClass) => {
    const [cell = '', ...more] = cellsOf(`${id} ${names}`.trim(), delimiter)
    return { id: cell, names: more.join(', '), at }
  }),
  ({ id, names, at }) => {
    const [second, more] = firstWord(names)
    return /^\d+[.:,;)]?$/.test(id) && second !== '' ? { id: second, names: more, at } : { id, names, at }
  },
]

/** The reading after whose ids most folders are called; the first word, unless they tell another. */
function readAsFoldersTell(listed: ListedClass[], folders: readonly string[]): ListedClass[] {
  let [best, most] = [listed, namedAfter(listed, folders)]
  for (const reading of readings) {
    const read = listed.map(reading)
    const named = namedAfter(read, folders)
    if (named > most) [best, most] = [read, named]
  }
  return best
}

/** How many folders are called like one of the classes. */
function namedAfter(classes: readonly ListedClass[], folders: readonly string[]): number {
  const ids = new Set(classes.map(({ id }) => id))
  return folders.filter((folder) => ids.has(folder)).length
}
