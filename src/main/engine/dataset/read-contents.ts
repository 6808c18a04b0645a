import type { Advice } from '../../../shared/advice.ts'
import type { ClassEntry } from '../../../shared/dataset.ts'
import { LABEL_ORDERS, type LabelOrder } from '../../../shared/label-order.ts'
import type { Layout } from '../../../shared/layout.ts'
import type { Stop } from '../files/index.ts'
import { findBoxes } from './boxes/find-boxes.ts'
import { withBoxes, withoutBoxes } from './boxes/set-apart.ts'
import { parseClasses } from './classes.ts'
import { byIds } from './disagreements.ts'
import { labelImages } from './label-images.ts'
import { labelReading, readShippedOrder, type LabelReading } from './label-reading.ts'
import { classesOfFolders, readLabelSets } from './label-sets.ts'
import type { Disagreement, LabelledFile } from './labelled-file.ts'
import type { ListImages } from './listing.ts'
import { insideOf } from './take-lists.ts'
import { warnOfClassOrder } from './warn-of-classes.ts'

/** A class list of the dataset's own, picked up by its name. */
const OWN_CLASSES = 'classes.txt'

export interface ContentsOptions {
  root: string
  /** Folder of what ships: the class lists of datasets that bring none of their own. */
  resources: string
  classesFile?: string | undefined
  /** Null where the images' folders say their classes, if they do: the folder's own list is not looked at then. */
  labelsFile?: string | null | undefined
  /** How the classes of the images are said; what fits is taken without it. */
  layout?: Layout | undefined
  /** How labels that are numbers are read; as indices of the classes without it. */
  labelOrder?: LabelOrder | undefined
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
  /** The list, or the folder of annotations, that says the classes; null where names or folders do. */
  labelsFile: string | null
  layout: Layout
  /** Where boxes of the images' objects lie, if anywhere, and whether that is there still. */
  boxes: { folder: string; isThere: boolean } | null
  files: LabelledFile[]
  ignored: string[]
  /** What a person should know before they believe a figure. */
  warnings: Advice[]
  /** Where something says another class of an image than is taken, by their paths. */
  disagreements: Disagreement<string>[]
  /** Files, and folders that were not looked into, to which links lead out of the folder. */
  outside: number
}

/**
 * What a dataset holds, by names alone; no image is opened. Its layout is the one that is stated, or the first that fits. It
 * has at least one image with a class.
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
      ? classesOfFolders(sets, listing.classNames ?? listing.folders)
      : parseClasses(await listing.readList(classesFile, 'class list'), classesFile, {
          folders: [...(listing.classNames ?? listing.folders)],
          stop,
        })
  const order =
    classesFile === null
      ? []
      : sets.flatMap((set) => warnOfClassOrder(classesFile, classes, set, classesFile === listing.ownList(OWN_CLASSES)))

  const { labelOrder } = options
  let numbers = 0
  const ordered = labelOrder && labelReading(labelOrder, classes, await readShippedOrder(resources, stop))
  const reading: LabelReading | null = ordered
    ? (label) => {
        numbers++
        return ordered(label)
      }
    : null
  const { labelsFile, layout, ...assignment } = await labelImages(options, {
    ...{ root, resources, classes, classesFile, listing, boxes, follow, stop, reading },
  })
  const notImages = insideOf(root, [classesFile, labelsFile])
  const ignored = [...assignment.ignored.filter((file) => !notImages.has(file)), ...listing.litter]
  const read = labelOrder
    ? [
        numbers > 0
          ? `Labels that are numbers are taken to be ${LABEL_ORDERS[labelOrder]}, as was asked for.`
          : `Labels were asked to be taken as ${LABEL_ORDERS[labelOrder]}: none of them is a number, and nothing changes.`,
      ]
    : []
  const warnings = [...order, ...listing.warnings, ...assignment.warnings, ...read]
  const files = withBoxes(assignment.files, boxes)
  return {
    ...{ classes, classesFile, labelsFile, layout, files, ignored, warnings, outside: listing.outside },
    disagreements: byIds(assignment.disagreements, classes),
    boxes: boxes && { folder: boxes.folder, isThere: boxes.byImage !== null },
  }
}
