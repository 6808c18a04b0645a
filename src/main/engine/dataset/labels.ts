import path from 'node:path'
import { AcuityError } from '../../../shared/errors.ts'
import { lastWord, linesOf, readText, type Stop } from '../files/index.ts'

/** Label (canonical class index, unchecked against the class list) by path relative to the dataset's root. */
export type Labels = Map<string, number>

/** Longer than any path that a system takes. */
const MAX_NAME = 4096
/** As many as fit a thread's memory with what is known of each; a list of 64 MiB rarely has more. */
const MAX_LABELS = 4_000_000

/**
 * Reads Caffe's val.txt: `name index` a line, split at the last space, names relative to the dataset's folder (a
 * leading slash, which convert_imageset would simply append to its root, is dropped).
 * @param stop ends the reading of a list that nobody waits for
 * @throws AcuityError `labels-invalid` with the line, or `file-unreadable`
 */
export async function readLabels(file: string, stop?: Stop): Promise<Labels> {
  return parseLabels(await readText(file, 'label file'), file, stop)
}

export function parseLabels(text: string, file: string, stop?: Stop): Labels {
  const labels: Labels = new Map()
  const invalid = (line: number, problem: string) =>
    new AcuityError('labels-invalid', `${file}, line ${line}: ${problem}.`)
  const tooLong = (problem: string, line: number) => invalid(line, `this is not "name index": ${problem}`)
  for (const { text: line, number } of linesOf(text, tooLong, stop)) {
    const [name, label] = lastWord(line)
    if (label === '') continue
    if (name === '' || !/^-?\d+$/.test(label)) throw invalid(number, `"${line.slice(0, 80)}" is not "name index"`)
    if (name.length > MAX_NAME) throw invalid(number, `the name has ${name.length} characters, more than any file's`)
    const relative = relativePath(name, `${file}, line ${number}`)
    if (labels.has(relative)) throw invalid(number, `${name} was labelled before`)
    if (labels.size === MAX_LABELS) throw invalid(number, `there are more than ${MAX_LABELS} labels`)
    labels.set(relative, Number(label))
  }
  if (labels.size === 0) throw new AcuityError('labels-invalid', `${file} holds no "name index" line.`)
  return labels
}

/** Whether the numbers of a list are those of its own lines: 1, 2, 3, … */
export function countsItself(labels: Labels): boolean {
  let line = 0
  for (const label of labels.values()) if (label !== ++line) return false
  return line > 1
}

function relativePath(name: string, where: string): string {
  const slashed = path.sep === '\\' ? name.replaceAll('\\', '/') : name
  const relative = path.posix.normalize(slashed).replace(/^\/+/, '')
  if (relative.includes('\0')) throw new AcuityError('labels-invalid', `${where}: the name holds a NUL character.`)
  if (relative === '..' || relative.startsWith('../'))
    throw new AcuityError('labels-invalid', `${where}: ${name} leads out of the dataset's folder.`)
  return relative
}
