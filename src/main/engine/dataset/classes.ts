import { AcuityError } from '../../../shared/errors.ts'
import type { ClassEntry } from '../../../shared/dataset.ts'
import { readText } from '../files/index.ts'

/** More classes than any classification benchmark has; beyond it the file is something else. */
const MAX_CLASSES = 100_000

/**
 * Reads a class list in the form of Caffe's synset_words.txt: a line a class, `id names`, the class index being the
 * line's position. A line may hold the id alone.
 * @throws AcuityError `classes-invalid` or `file-unreadable`
 */
export async function readClasses(file: string): Promise<ClassEntry[]> {
  return parseClasses(await readText(file, 'class list'), file)
}

export function parseClasses(text: string, file: string): ClassEntry[] {
  const invalid = (problem: string) =>
    new AcuityError(
      'classes-invalid',
      `${file}: ${problem}. A class list has one class a line, "id names", as synset_words.txt has.`,
    )
  const lines = text.split(/\r?\n/)
  while (lines.at(-1)?.trim() === '') lines.pop()
  if (lines.length === 0) throw invalid('no classes')
  if (lines.length > MAX_CLASSES) throw invalid(`${lines.length} lines, more than ${MAX_CLASSES}`)

  const lineOf = new Map<string, number>()
  return lines.map((line, index) => {
    const [, wnid, name] = /^(\S+)(?:\s+(.*?))?\s*$/.exec(line) ?? []
    if (wnid === undefined) throw invalid(`line ${index + 1} is empty`)
    const earlier = lineOf.get(wnid)
    if (earlier !== undefined) throw invalid(`lines ${earlier} and ${index + 1} both say ${wnid}`)
    lineOf.set(wnid, index + 1)
    return { index, wnid, name: name || wnid }
  })
}
