import path from 'node:path'
import { AcuityError, messageOf } from '../../../shared/errors.ts'
import type { Layout } from '../../../shared/layout.ts'
import type { BoxFiles } from './boxes/find-boxes.ts'
import { ClassLookup } from './class-lookup.ts'
import { labelsByName } from './class-names.ts'
import { CAFFES, OWN_LISTS } from './lists/find-lists.ts'
import { hasImageName } from './image-name.ts'
import { labelByList } from './lists/label-by-list.ts'
import { usable, type Assignment } from './labelled-file.ts'
import type { Labels } from './lists/labels.ts'
import { readList, type ListContext } from './lists/read-list.ts'
import { listed } from './lists/warn-of-labels.ts'

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
  const { root, classes, classesFile, listing } = context
  const { layout, labels, warnings } = await readList(labelsFile, context)
  const isByLine = layout !== 'list' && layout !== 'json'
  const notImages = insideOf(root, [classesFile, labelsFile])
  if (isByLine) for (const file of listing.files) if (!hasImageName(file)) notImages.add(file)
  const assignment = labelByList(listing, labels, { root, labelsFile, classes, notImages })
  return { labelsFile, layout, ...assignment, warnings: [...warnings, ...assignment.warnings] }
}

/** What is to be said of labels that the images lie with is said of the root: there they are. Ids and names are looked up. */
export function packed(own: Labels, { root, classes, listing }: LabelContext): Labelled {
  const lookup = new ClassLookup(classes)
  const meant = (label: number | string) => (typeof label === 'string' ? lookup.label(label) : label)
  const named = listing.classNames ? labelsByName(own, listing.classNames, classes) : { labels: own, warnings: [] }
  const labels: Labels = new Map([...named.labels].map(([file, label]) => [file, meant(label)]))
  const assignment = labelByList(listing, labels, { root, labelsFile: root, classes, notImages: new Set() })
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

export const saying = (labelled: Labelled, warnings: Labelled['warnings']): Labelled => ({
  ...labelled,
  warnings: [...labelled.warnings, ...warnings],
})

export const leftOut = (failed: FoundLists['failed']) =>
  failed.map(({ file, error }) => `${path.basename(file)} is left out: ${messageOf(error)}`)

/** Says of other lists to how many images they give another class than the one that is taken. */
export function heldAgainst(taken: Labelled, others: readonly Labelled[]): Labelled {
  const labelOf = new Map(
    taken.files.flatMap(({ path: file, label, fault }) => (fault ? [] : [[file, label] as const])),
  )
  const list = path.basename(taken.labelsFile ?? '')
  return saying(
    taken,
    others.flatMap(({ files, labelsFile }) => {
      if (labelsFile === taken.labelsFile || labelsFile === null) return []
      const differing = files.filter(
        ({ path: file, label, fault }) => !fault && labelOf.has(file) && labelOf.get(file) !== label,
      )
      if (differing.length === 0) return []
      const each = differing.map(
        ({ path: file, label }) => `${file} is ${labelOf.get(file)} by ${list} and ${label} by it`,
      )
      return [
        `${labelsFile} disagrees with ${list}, which is taken, on ${differing.length} images: ${listed(each, each.length)}.`,
      ]
    }),
  )
}

/** A list that happens to lie in a root of class folders is taken only where it labels files that they do not. */
export async function byFolderUnless(
  lists: readonly string[],
  byFolder: Assignment,
  folderFirst: boolean,
  context: LabelContext,
): Promise<Labelled> {
  const labelled = usable(byFolder)
  const labelOf = new Map(byFolder.files.map(({ path: file, label }) => [file, label]))
  const { read, failed } = await byLists(lists, context)
  const more = folderFirst ? undefined : read.find((list) => usable(list) > labelled)
  if (more) return heldAgainst(more, read)
  const because = new Map(failed.map(({ file, error }) => [file, messageOf(error)]))
  for (const { files, labelsFile } of read) {
    const named = files.filter(({ fault }) => !fault)
    const others = named.filter(({ path: file, label }) => (labelOf.get(file) ?? label) !== label)
    const each = others.map(
      ({ path: file, label }) => `${file} is ${labelOf.get(file)} by its folder and ${label} by it`,
    )
    if (others.length > 0)
      because.set(labelsFile ?? '', `it gives ${others.length} of them another one: ${listed(each, each.length)}.`)
    else if (named.length < labelled) because.set(labelsFile ?? '', `it names ${named.length} files.`)
  }
  for (const [file, why] of because)
    byFolder.warnings.push({
      message: `${path.basename(file)} is left out, as the folders of ${labelled} files say their classes: ${why}`,
      remedies: [{ do: 'set', values: { labels: file } }],
    })
  return { labelsFile: null, layout: 'class-folders', ...byFolder }
}

/** Those of the files that lie in the folder, as its listing has them. */
export function insideOf(root: string, files: readonly (string | null)[]): Set<string> {
  return new Set(files.flatMap((file) => (file === null ? [] : [path.relative(root, file).replaceAll('\\', '/')])))
}
