import { stat } from 'node:fs/promises'
import { AcuityError } from '../../../shared/errors.ts'
import type { Layout } from '../../../shared/layout.ts'
import { groundTruthIn, listsAround, packedDevkit } from './lists/find-lists.ts'
import { hasImageName } from './image-name.ts'
import { labelAs } from './label-as.ts'
import { annotated, annotatedIn } from './label-by-annotations.ts'
import { labelByFolder } from './label-by-folder.ts'
import { labelByName } from './label-by-name.ts'
import { usable } from './labelled-file.ts'
import { requireClassFolder } from './no-class-folder.ts'
import {
  byFolderUnless,
  byList,
  byLists,
  heldAgainst,
  leftOut,
  ownLists,
  packed,
  saying,
  unlessInvalid,
  type LabelContext,
  type Labelled,
} from './take-lists.ts'

export interface LabelOptions {
  /** A list, or a folder of annotations. Null where folders come first, if they say classes. */
  labelsFile?: string | null | undefined
  /** The one that is to be taken; without it, the first that labels images. */
  layout?: Layout | undefined
}

/**
 * Labels the files of a listing: by the list that is stated, by labels that they are packed with, by their folders, by a list
 * that lies with them, by their names, by a list around them, or by annotations.
 * @throws AcuityError `dataset-invalid`, `labels-invalid`, `file-unreadable`, `not-found`, `cancelled`
 */
export async function labelImages({ labelsFile, layout }: LabelOptions, context: LabelContext): Promise<Labelled> {
  const { listing } = context
  if (layout !== undefined) return labelAs(layout, labelsFile ?? null, context)
  if (typeof labelsFile === 'string') return byStated(labelsFile, context)
  return listing.labels ? packed(listing.labels, context) : byFoldersOrFound(labelsFile === null, context)
}

async function byStated(stated: string, context: LabelContext): Promise<Labelled> {
  const file = (await isFolder(stated)) ? await groundTruthIn(stated) : stated
  if (file === null) return annotatedIn(stated, context)
  const labelled = await byList(file, context)
  const { read } = await byLists([...ownLists(context), ...(await listsAround(context.root))], context)
  return heldAgainst(labelled, [...packedAsList(context), ...read])
}

/** The labels that images are packed with, as a list that lies where they do: another one is held against it. */
function packedAsList(context: LabelContext): Labelled[] {
  const { listing, root } = context
  try {
    return listing.labels ? [{ ...packed(listing.labels, context), labelsFile: root }] : []
  } catch (error) {
    unlessInvalid(error)
    return []
  }
}

async function byFoldersOrFound(folderFirst: boolean, context: LabelContext): Promise<Labelled> {
  const { root, classes, listing } = context
  const own = ownLists(context)
  const byFolder = labelByFolder(listing, classes)
  if (usable(byFolder) > 0) return byFolderUnless(own, byFolder, folderFirst, context)
  const found = await byLists(own, context)
  const byName = found.taken ? null : labelByName(listing, classes, context.reading)
  if (byName) return { labelsFile: null, ...byName, warnings: [...byName.warnings, ...leftOut(found.failed)] }
  const around = await byLists(await listsAround(root), context)
  const taken = found.taken ?? around.taken
  if (taken) return heldAgainst(saying(taken, leftOut(found.failed)), [...found.read, ...around.read])
  const byAnnotations = await annotated(context).catch(unlessInvalid)
  if (byAnnotations && !(byAnnotations instanceof AcuityError)) return saying(byAnnotations, leftOut(found.failed))
  const [failed] = [...found.failed, ...(isFlat(context) ? around.failed : [])]
  if (failed) throw failed.error
  const devkit = isFlat(context) ? await packedDevkit(root) : null
  if (devkit !== null)
    throw new AcuityError(
      'dataset-invalid',
      `The images in ${root} have no labels, but ${devkit} says them: unpack it where it lies, and it is found.`,
    )
  requireClassFolder(root, byFolder, listing, classes)
  return { labelsFile: null, layout: 'class-folders', ...byFolder }
}

/** Whether images lie right in the root: a list around it is of them then, and not of folders in it. */
const isFlat = ({ listing }: LabelContext) => listing.files.some((file) => !file.includes('/') && hasImageName(file))

const isFolder = (file: string) =>
  stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  )
