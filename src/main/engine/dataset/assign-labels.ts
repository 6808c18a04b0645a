import { AcuityError } from '../../../shared/errors.ts'
import type { ClassEntry } from '../../../shared/dataset.ts'
import type { SkipReason } from '../../../shared/skip.ts'
import type { Labels } from './labels.ts'

/** A file of the dataset before it is opened. A file with a fault is recorded, and skipped by every run. */
export interface LabelledFile {
  path: string
  label: number | null
  fault: { reason: SkipReason; detail: string } | null
}

export interface Assignment {
  files: LabelledFile[]
  /** Files that lie beside the class folders and so belong to no class. */
  ignored: string[]
}

/**
 * Labels by folder, as torchvision's ImageFolder: the first folder of a path is the class id. Unlike ImageFolder the
 * index comes from the class list, so that a folder with some of the classes still maps through all of them.
 * @throws AcuityError `dataset-invalid` where no folder is a class
 */
export function labelByFolder(root: string, paths: readonly string[], classes: readonly ClassEntry[]): Assignment {
  const indexOf = new Map(classes.map(({ wnid, index }) => [wnid, index]))
  const assignment: Assignment = { files: [], ignored: [] }
  let known = false
  for (const path of paths) {
    const slash = path.indexOf('/')
    if (slash < 0) {
      assignment.ignored.push(path)
      continue
    }
    const folder = path.slice(0, slash)
    const label = indexOf.get(folder) ?? null
    known ||= label !== null
    const fault =
      label === null
        ? faultOf('unknown-class', `its folder ${folder} is not one of the ${classes.length} classes`)
        : null
    assignment.files.push({ path, label, fault })
  }
  if (!known) throw noClassFolder(root, assignment, indexOf)
  return assignment
}

/**
 * Labels by Caffe's val.txt. Files that it does not name, and names without a file, are recorded as faults.
 * @param notImages the label file and the class list, where they lie in the folder itself
 */
export function labelByList(
  paths: readonly string[],
  labels: Labels,
  classes: readonly ClassEntry[],
  notImages: ReadonlySet<string>,
): Assignment {
  const present = new Set(paths)
  const files: LabelledFile[] = []
  for (const [path, label] of labels) {
    if (label < 0 || label >= classes.length) {
      const detail = `label ${label} is outside 0…${classes.length - 1}`
      files.push({ path, label: null, fault: faultOf('label-out-of-range', detail) })
    } else if (!present.has(path)) {
      files.push({ path, label, fault: faultOf('file-missing', 'named in the label file, not found in the folder') })
    } else files.push({ path, label, fault: null })
  }
  for (const path of paths)
    if (!labels.has(path) && !notImages.has(path))
      files.push({ path, label: null, fault: faultOf('unlabelled', 'not named in the label file') })
  return { files, ignored: paths.filter((path) => notImages.has(path)) }
}

const faultOf = (reason: SkipReason, detail: string) => ({ reason, detail })

function noClassFolder(
  root: string,
  { files, ignored }: Assignment,
  indexOf: ReadonlyMap<string, number>,
): AcuityError {
  const below = files.find(({ path }) => indexOf.has(path.split('/')[1] ?? ''))?.path.split('/')[0]
  const hint =
    below !== undefined
      ? `Did you mean ${root}/${below}?`
      : files.length === 0 && ignored.length > 0
        ? 'A flat folder needs labels: choose its labels file (--labels FILE), "name index" a line.'
        : 'Choose the folder that holds one folder a class, or a class list of its own (--classes FILE).'
  return new AcuityError(
    'dataset-invalid',
    `No folder in ${root} is named after one of the ${indexOf.size} classes. ${hint}`,
  )
}
