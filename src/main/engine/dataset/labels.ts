import path from 'node:path'
import { AcuityError } from '../../../shared/errors.ts'
import { readText } from '../files/index.ts'

/** Label (canonical class index, unchecked against the class list) by path relative to the dataset's root. */
export type Labels = Map<string, number>

/**
 * Reads Caffe's val.txt: `name index` a line, split at the last space, names relative to the dataset's folder (a
 * leading slash, which convert_imageset would simply append to its root, is dropped).
 * @throws AcuityError `labels-invalid` with the line, or `file-unreadable`
 */
export async function readLabels(file: string): Promise<Labels> {
  return parseLabels(await readText(file, 'label file'), file)
}

export function parseLabels(text: string, file: string): Labels {
  const labels: Labels = new Map()
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '') return
    const where = `${file}, line ${index + 1}`
    const [, name, label] = /^(.*\S)\s+(-?\d+)\s*$/.exec(line) ?? []
    if (name === undefined || label === undefined)
      throw new AcuityError('labels-invalid', `${where}: "${line.slice(0, 80)}" is not "name index".`)
    const relative = relativePath(name, where)
    if (labels.has(relative)) throw new AcuityError('labels-invalid', `${where}: ${name} was labelled before.`)
    labels.set(relative, Number(label))
  })
  if (labels.size === 0) throw new AcuityError('labels-invalid', `${file} holds no "name index" line.`)
  return labels
}

function relativePath(name: string, where: string): string {
  const slashed = path.sep === '\\' ? name.replaceAll('\\', '/') : name
  const relative = path.posix.normalize(slashed).replace(/^\/+/, '')
  if (relative.includes('\0')) throw new AcuityError('labels-invalid', `${where}: the name holds a NUL character.`)
  if (relative === '..' || relative.startsWith('../'))
    throw new AcuityError('labels-invalid', `${where}: ${name} leads out of the dataset's folder.`)
  return relative
}
