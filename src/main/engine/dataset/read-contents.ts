import path from 'node:path'
import type { Advice } from '../../../shared/advice.ts'
import type { ClassEntry } from '../../../shared/dataset.ts'
import { AcuityError, messageOf } from '../../../shared/errors.ts'
import type { Stop } from '../files/index.ts'
import { findBoxes } from './boxes/find-boxes.ts'
import { withBoxes, withoutBoxes } from './boxes/set-apart.ts'
import { parseClasses } from './classes.ts'
import { labelByFolder } from './label-by-folder.ts'
import { labelByList } from './label-by-list.ts'
import { labelByName } from './label-by-name.ts'
import { classesOfFolders, readLabelSets } from './label-sets.ts'
import { usable, type Assignment, type LabelledFile } from './labelled-file.ts'
import { parseLabels, type Labels } from './labels.ts'
import type { Listing, ListImages } from './listing.ts'
import { requireClassFolder } from './no-class-folder.ts'
import { warnOfClassOrder } from './warn-of-classes.ts'

/** A class list of the dataset's own, picked up by its name. */
const OWN_CLASSES = 'classes.txt'
/** Caffe's label file, picked up by its name. */
const OWN_LABELS = 'val.txt'

export interface ContentsOptions {
  root: string
  /** Folder of what ships: the class lists of datasets that bring none of their own. */
  resources: string
  classesFile?: string | undefined
  /** Null where the images' folders say their classes, if they do: the folder's own list is not looked at then. */
  labelsFile?: string | null | undefined
  /** Folder of the files that say where the images' objects lie. Without one it is looked for. */
  boxes?: string | undefined
  /** Where it was found before. */
  boxesBefore?: string | null | undefined
  /** Whether links are followed where they lead out of the folder; they are unless told otherwise. */
  follow?: boolean | undefined
  /** Ends the reading once nobody waits for it. */
  stop?: Stop
}

export interface DatasetContents {
  classes: ClassEntry[]
  classesFile: string | null
  labelsFile: string | null
  /** Where boxes of the images' objects lie, if anywhere, and whether that is there still. */
  boxes: { folder: string; isThere: boolean } | null
  files: LabelledFile[]
  ignored: string[]
  /** What a person should know before they believe a figure. */
  warnings: Advice[]
  /** Files, and folders that were not looked into, to which links lead out of the folder. */
  outside: number
}

/**
 * What a dataset holds, by names alone; no image is opened. It is read as class folders, or, where there is a label
 * file, as Caffe's flat list, where its images do not lie with their labels. It has at least one image with a class.
 * @throws AcuityError `not-found`, `dataset-invalid`, `classes-invalid`, `labels-invalid`, `file-unreadable`; and as
 *   {@link findBoxes}
 */
export async function readContents(list: ListImages, options: ContentsOptions): Promise<DatasetContents> {
  const { root, resources, follow = true, stop } = options
  const all = await list(root, { follow, stop })
  const boxes = await findBoxes({
    root,
    files: all.files,
    stated: options.boxes,
    before: options.boxesBefore,
    follow,
    stop,
  })
  const listing = withoutBoxes(root, all, boxes)
  const classesFile = options.classesFile ?? listing.ownList(OWN_CLASSES)
  const sets = await readLabelSets(resources, stop)
  const classes =
    classesFile === null
      ? classesOfFolders(sets, listing.folders)
      : parseClasses(await listing.readList(classesFile, 'class list'), classesFile, { folders: listing.folders, stop })
  const order =
    classesFile === null
      ? []
      : sets.flatMap((set) => warnOfClassOrder(classesFile, classes, set, classesFile === listing.ownList(OWN_CLASSES)))

  const given = { root, classes, classesFile, stop, listing }
  const { labelsFile, ...assignment } =
    typeof options.labelsFile === 'string'
      ? await byList(options.labelsFile, given)
      : listing.labels
        ? byOwnLabels(listing.labels, given)
        : await byFolderOrOwnList(listing.ownList(OWN_LABELS), options.labelsFile === null, given)
  const notImages = insideOf(root, [classesFile, labelsFile])
  const ignored = [...assignment.ignored.filter((file) => !notImages.has(file)), ...listing.litter]
  const warnings = [...order, ...listing.warnings, ...assignment.warnings]
  const files = withBoxes(assignment.files, boxes)
  return {
    ...{ classes, classesFile, labelsFile, files, ignored, warnings, outside: listing.outside },
    boxes: boxes && { folder: boxes.folder, isThere: boxes.byImage !== null },
  }
}

interface Given {
  root: string
  classes: ClassEntry[]
  classesFile: string | null
  listing: Listing
  stop: Stop | undefined
}

type Labelled = Assignment & { labelsFile: string | null }

async function byList(labelsFile: string, { root, classes, classesFile, listing, stop }: Given): Promise<Labelled> {
  const notImages = insideOf(root, [classesFile, labelsFile])
  const labels = await readLabels(labelsFile, { listing, classes, stop })
  return { labelsFile, ...labelByList(listing, labels, { root, labelsFile, classes, notImages }) }
}

async function readLabels(file: string, { listing, classes, stop }: Pick<Given, 'listing' | 'classes' | 'stop'>) {
  return parseLabels(await listing.readList(file, 'label file'), file, classes, stop)
}

/** What is to be said of labels that the images lie with is said of the root: there they are. */
function byOwnLabels(labels: Labels, { root, classes, listing }: Given): Labelled {
  return {
    labelsFile: null,
    ...labelByList(listing, labels, { root, labelsFile: root, classes, notImages: new Set() }),
  }
}

/** A list that happens to lie in a root of class folders is taken only where it labels files that they do not. */
async function byFolderOrOwnList(ownList: string | null, folderFirst: boolean, given: Given): Promise<Labelled> {
  const { root, classes, listing } = given
  const byFolder = labelByFolder(listing, classes)
  if (ownList === null) {
    const byName = usable(byFolder) > 0 ? null : labelByName(listing, classes)
    if (byName) return { labelsFile: null, ...byName }
    requireClassFolder(root, byFolder, listing, classes)
  } else if (usable(byFolder) === 0) return byList(ownList, given)
  else {
    const list = await readLabels(ownList, given).catch((error: unknown) => {
      if (error instanceof AcuityError) return error
      throw error
    })
    const against = list instanceof AcuityError ? null : holdAgainstFolders(list, byFolder, given)
    if (against && against.listed > against.labelled && !folderFirst) return byList(ownList, given)
    const because = against ? describeAgainst(against) : messageOf(list)
    if (because !== null)
      byFolder.warnings.push({
        message: `${OWN_LABELS} is left out, as the folders of ${usable(byFolder)} files say their classes: ${because}`,
        remedies: [{ do: 'set', values: { labels: ownList } }],
      })
  }
  return { labelsFile: null, ...byFolder }
}

interface AgainstFolders {
  /** Files that the list gives a class, and files that their folders do. */
  listed: number
  labelled: number
  /** Files to which both give one, and not the same. */
  others: number
}

function holdAgainstFolders(list: Labels, byFolder: Assignment, { classes, listing }: Given): AgainstFolders {
  const present = new Set(listing.files)
  const ofFolder = new Map(byFolder.files.map(({ path: file, label }) => [file, label]))
  let [listed, others] = [0, 0]
  for (const [name, label] of list) {
    if (!present.has(name) || typeof label === 'string' || label < 0 || label >= classes.length) continue
    listed++
    if ((ofFolder.get(name) ?? label) !== label) others++
  }
  return { listed, labelled: usable(byFolder), others }
}

/** What speaks against a list; null where it says what the folders say. */
function describeAgainst({ listed, labelled, others }: AgainstFolders): string | null {
  if (listed === 0) return 'none of its lines is the path of one of them.'
  if (others > 0) return `it gives ${others} of them another one.`
  return listed === labelled ? null : `it names ${listed} files.`
}

/** Those of the files that lie in the folder, as its listing has them. */
function insideOf(root: string, files: readonly (string | null)[]): Set<string> {
  return new Set(files.flatMap((file) => (file === null ? [] : [path.relative(root, file).replaceAll('\\', '/')])))
}
