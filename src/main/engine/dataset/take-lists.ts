import path from 'node:path'
import { advice } from '../../../shared/advice.ts'
import { AcuityError, messageOf } from '../../../shared/errors.ts'
import type { Layout } from '../../../shared/layout.ts'
import type { BoxFiles } from './boxes/find-boxes.ts'
import { labelsByName } from './class-names.ts'
import { CAFFES, OWN_LISTS } from './lists/find-lists.ts'
import { disagreeing } from './disagreements.ts'
import { hasImageName } from './image-name.ts'
import { labelByList } from './lists/label-by-list.ts'
import { usable, type Assignment } from './labelled-file.ts'
import type { Labels } from './lists/labels.ts'
import { readList, type ListContext } from './lists/read-list.ts'
import { listed, LIST_THEM } from './lists/warn-of-labels.ts'

export interface LabelContext extends ListContext {
  classesFile: string | null
  /** The XML files of the images, if there are any. */
  boxes: BoxFiles | null
  follow: boolean
}

/** Files with their labels, by which list or folder of annotations, and how it says them. */
export type Labelled = Assignment & { labelsFile: string | null; layout: Layout }

/** What is wrong with a list that nobody stated is no reason to stop. */
export const unlessInvalid = (error: unknown): AcuityError => {
  if (error instanceof AcuityError && error.code !== 'cancelled') return error
  throw error
}

/** Lists that lie with the images. */
export const ownLists = ({ listing }: LabelContext): string[] =>
  OWN_LISTS.flatMap((name) => listing.ownList(name) ?? [])

export async function byList(labelsFile: string, context: LabelContext): Promise<Labelled> {
  const { root, classes, classesFile, listing, reading } = context
  const { layout, labels, warnings } = await readList(labelsFile, context)
  const isByLine = layout !== 'list' && layout !== 'json'
  const notImages = insideOf(root, [classesFile, labelsFile])
  if (isByLine) for (const file of listing.files) if (!hasImageName(file)) notImages.add(file)
  const assignment = labelByList(listing, labels, { root, labelsFile, classes, notImages, reading })
  return { labelsFile, layout, ...assignment, warnings: [...warnings, ...assignment.warnings] }
}

/** What is to be said of labels that the images lie with is said of the root: there they are. */
export function packed(own: Labels, { root, classes, listing, reading }: LabelContext): Labelled {
  const named = listing.classNames ? labelsByName(own, listing.classNames, classes) : { labels: own, warnings: [] }
  const assignment = labelByList(listing, named.labels, {
    ...{ root, labelsFile: root, classes, reading },
    notImages: new Set(),
  })
  return saying({ labelsFile: null, layout: 'packed', ...assignment }, named.warnings)
}

export interface FoundLists {
  /** The first that labels images. */
  taken: Labelled | null
  read: Labelled[]
  failed: { file: string; error: AcuityError }[]
}

/** Lists that nobody stated: one that labels the smaller part of the images is of others, but for Caffe's. */
export async function byLists(files: readonly string[], context: LabelContext): Promise<FoundLists> {
  const images = context.listing.files.filter(hasImageName).length
  const found: FoundLists = { taken: null, read: [], failed: [] }
  for (const file of files) {
    const labelled = await byList(file, context).catch(unlessInvalid)
    if (labelled instanceof AcuityError) found.failed.push({ file, error: labelled })
    else if (file === context.listing.ownList(CAFFES) || 2 * usable(labelled) >= images) found.read.push(labelled)
  }
  found.taken = found.read[0] ?? null
  return found
}

export const saying = <Of extends Assignment>(labelled: Of, warnings: Assignment['warnings']): Of => ({
  ...labelled,
  warnings: [...labelled.warnings, ...warnings],
})

export const leftOut = (failed: FoundLists['failed']) =>
  failed.map(({ file, error }) => `${path.basename(file)} is left out: ${messageOf(error)}`)

/** Says of other lists to which images they give another class than the one that is taken. */
export function heldAgainst(taken: Labelled, others: readonly Labelled[]): Labelled {
  const labelOf = labelsIn(taken)
  const list = path.basename(taken.labelsFile ?? '')
  let held = taken
  for (const other of others) {
    if (other.labelsFile === taken.labelsFile || other.labelsFile === null) continue
    const found = disagreeing(other.labelsFile, other, labelOf)
    if (found.length === 0) continue
    const each = found.map((one) => `${one.path} is ${labelOf.get(one.path)} by ${list} and ${one.says} by it`)
    const which = `${found.length} images: ${listed(each, each.length)}.`
    const warning = advice(`${other.labelsFile} disagrees with ${list}, which is taken, on ${which}`, LIST_THEM)
    held = { ...saying(held, [warning]), disagreements: [...held.disagreements, ...found] }
  }
  return held
}

/** A list that happens to lie in a root of class folders is taken only where it labels files that they do not. */
export async function byFolderUnless(
  lists: readonly string[],
  byFolder: Assignment,
  folderFirst: boolean,
  context: LabelContext,
): Promise<Labelled> {
  const labelled = usable(byFolder)
  const { read, failed } = await byLists(lists, context)
  const more = folderFirst ? undefined : read.find((list) => usable(list) > labelled)
  if (more) return heldAgainst(more, read)
  const labelOf = labelsIn(byFolder)
  const because = new Map(failed.map(({ file, error }) => [file, messageOf(error)]))
  const disagreements = read.flatMap((list) => {
    const file = list.labelsFile ?? ''
    const found = disagreeing(file, list, labelOf)
    const each = found.map((one) => `${one.path} is ${labelOf.get(one.path)} by its folder and ${one.says} by it`)
    if (found.length > 0)
      because.set(file, `it gives ${found.length} of them another one: ${listed(each, each.length)}.`)
    else if (usable(list) < labelled) because.set(file, `it names ${usable(list)} files.`)
    return found
  })
  const disagree = new Set(disagreements.map(({ source }) => source))
  const warnings = [...because].map(([file, why]) =>
    advice(`${path.basename(file)} is left out, as the folders of ${labelled} files say their classes: ${why}`, [
      { do: 'set', values: { labels: file } },
      ...(disagree.has(file) ? LIST_THEM : []),
    ]),
  )
  return { labelsFile: null, layout: 'class-folders', ...saying(byFolder, warnings), disagreements }
}

/** The labels of files that can be used. */
const labelsIn = ({ files }: Pick<Assignment, 'files'>) =>
  new Map(files.flatMap(({ path: file, label, fault }) => (fault ? [] : [[file, label] as const])))

/** Those of the files that lie in the folder, as its listing has them. */
export function insideOf(root: string, files: readonly (string | null)[]): Set<string> {
  return new Set(files.flatMap((file) => (file === null ? [] : [path.relative(root, file).replaceAll('\\', '/')])))
}
