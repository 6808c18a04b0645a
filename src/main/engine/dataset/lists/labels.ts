import path from 'node:path'
import { AcuityError } from '../../../../shared/errors.ts'
import type { ClassEntry } from '../../../../shared/dataset.ts'
import { linesOf, type Stop } from '../../files/index.ts'
import { ClassLookup, saidBy } from '../class-lookup.ts'
import { formOf, isComment, type ReadLine } from './label-forms.ts'

/**
 * Label by path relative to the dataset's root, as it is given: a number, unchecked against the class list, or the id or a
 * name of a class, also of one that the list does not have. Only numbers are ever read in another order.
 */
export type Labels = Map<string, number | string>

/** Longer than any path that a system takes. */
const MAX_NAME = 4096
/** As many as fit a thread's memory with what is known of each; a list of 64 MiB rarely has more. */
export const MAX_LABELS = 4_000_000

/**
 * Reads a list of labels: Caffe's val.txt, `name index` a line, split at the last space, or another of the forms that
 * {@link formOf} tells; the id of a class may stand for its index, or a name that only one has. Names are relative to the
 * dataset's folder (a leading slash, which convert_imageset would simply append to its root, is dropped). Comments and a
 * header are passed over.
 * @param stop ends the reading of a list that nobody waits for
 * @throws AcuityError `labels-invalid` with the line
 */
export function parseLabels(text: string, file: string, classes: readonly ClassEntry[] = [], stop?: Stop): Labels {
  const lookup = new ClassLookup(classes)
  const labels: Labels = new Map()
  const invalid = (line: number, problem: string) =>
    new AcuityError('labels-invalid', `${file}, line ${line}: ${problem}.`)
  const tooLong = (problem: string, line: number) => invalid(line, `this is not "name index": ${problem}`)
  let read: ReadLine | undefined
  for (const { text: line, number } of linesOf(text, tooLong, stop)) {
    if (line.trim() === '' || isComment(line)) continue
    if (!read) {
      const form = formOf(line, lookup)
      read = form.read
      if (form.isHeader) continue
    }
    const [name, label] = read(line)
    if (name === '' || !lookup.isLabel(label))
      throw labels.size === 0 ? noForm(file, number, line) : notALine(number, line)
    addLabel(labels, name, saidBy(label), `${file}, line ${number}`)
  }
  if (labels.size === 0) throw new AcuityError('labels-invalid', `${file} holds no "name index" line.`)
  return labels

  function notALine(number: number, line: string): AcuityError {
    return invalid(number, `"${line.slice(0, 80)}" is not "name index", as the lines before it are`)
  }
}

/**
 * Adds what a list says of a file.
 * @param where in which list, and where in it, for the message
 * @throws AcuityError `labels-invalid`
 */
export function addLabel(labels: Labels, name: string, label: number | string, where: string): void {
  const invalid = (problem: string) => new AcuityError('labels-invalid', `${where}: ${problem}.`)
  if (name.length > MAX_NAME) throw invalid(`the name has ${name.length} characters, more than any file's`)
  const relative = relativePath(name, where)
  if (labels.has(relative)) throw invalid(`${name} was labelled before`)
  if (labels.size === MAX_LABELS) throw invalid(`there are more than ${MAX_LABELS} labels`)
  labels.set(relative, label)
}

/** Nothing was read yet: the list is of a form that is not known, or has no names. */
function noForm(file: string, number: number, line: string): AcuityError {
  return new AcuityError(
    'labels-invalid',
    `${file}, line ${number}: "${line.slice(0, 80)}" is not "name index". A label ` +
      "is a class's index, from 0, its id, or a name of it; it is a line's last word, or stands behind the name's comma or tab, or in a " +
      'column that a header calls label.',
  )
}

/** Whether the numbers of a list are those of its own lines: 1, 2, 3, … Of two lines, 1 and 2 are labels as good as any. */
export function countsItself(labels: Labels): boolean {
  let line = 0
  for (const label of labels.values()) if (label !== ++line) return false
  return line > 2
}

function relativePath(name: string, where: string): string {
  const slashed = path.sep === '\\' ? name.replaceAll('\\', '/') : name
  const relative = path.posix.normalize(slashed).replace(/^\/+/, '')
  if (relative.includes('\0')) throw new AcuityError('labels-invalid', `${where}: the name holds a NUL character.`)
  if (relative === '..' || relative.startsWith('../'))
    throw new AcuityError('labels-invalid', `${where}: ${name} leads out of the dataset's folder.`)
  return relative
}
