import path from 'node:path'
import type { ClassEntry } from '../../../shared/dataset.ts'
import type { Stop } from '../files/index.ts'
import { labelByFolder, labelByList, type LabelledFile } from './assign-labels.ts'
import { readClasses } from './classes.ts'
import { readLabels } from './labels.ts'
import { listFiles } from './list-files.ts'

/** A class list of the dataset's own, picked up by its name. */
const OWN_CLASSES = 'classes.txt'
/** Caffe's label file, picked up by its name. */
const OWN_LABELS = 'val.txt'

export interface FolderOptions {
  root: string
  /** The canonical class list, for folders that bring none of their own. */
  canonicalClasses: string
  classesFile?: string | undefined
  labelsFile?: string | undefined
  /** Ends the reading once nobody waits for it. */
  stop?: Stop
}

export interface DatasetFolder {
  classes: ClassEntry[]
  classesFile: string | null
  labelsFile: string | null
  files: LabelledFile[]
  ignored: string[]
}

/**
 * What a folder holds, by names alone; no image is opened. A folder is read as class folders, or, where there is a
 * label file, as Caffe's flat list.
 * @throws AcuityError `not-found`, `dataset-invalid`, `classes-invalid`, `labels-invalid`, `file-unreadable`
 */
export async function readFolder(options: FolderOptions): Promise<DatasetFolder> {
  const { root, canonicalClasses, stop } = options
  const listing = await listFiles(root, stop)
  const own = (name: string) => (listing.files.includes(name) ? path.join(root, name) : null)
  const classesFile = options.classesFile ?? own(OWN_CLASSES)
  const labelsFile = options.labelsFile ?? own(OWN_LABELS)

  const classes = await readClasses(classesFile ?? canonicalClasses, stop)
  const notImages = new Set(
    [classesFile, labelsFile].flatMap((file) =>
      file === null ? [] : [path.relative(root, file).replaceAll('\\', '/')],
    ),
  )
  const { files, ignored } =
    labelsFile === null
      ? labelByFolder(root, listing.files, classes)
      : labelByList(listing.files, await readLabels(labelsFile, stop), classes, notImages)
  const named = ignored.filter((file) => !notImages.has(file))
  return { classes, classesFile, labelsFile, files, ignored: [...named, ...listing.litter] }
}
