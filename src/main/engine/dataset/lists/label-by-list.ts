import path from 'node:path'
import { AcuityError } from '../../../../shared/errors.ts'
import type { ClassEntry } from '../../../../shared/dataset.ts'
import type { Remedy } from '../../../../shared/remedy.ts'
import { ClassLookup, idsOf, saidBy } from '../class-lookup.ts'
import { hasImageName } from '../image-name.ts'
import { faultOf, FOLLOW, refusedLink, usable, type Assignment } from '../labelled-file.ts'
import { countsItself, type Labels } from './labels.ts'
import type { LabelReading } from '../label-reading.ts'
import type { Listing } from '../listing.ts'
import { matchNames } from './match-names.ts'
import { saidByNames, warnOfLabels } from './warn-of-labels.ts'

export interface ListOptions {
  root: string
  labelsFile: string
  classes: readonly ClassEntry[]
  /** The label file and the class list, where they lie in the folder itself, and what else is never labelled. */
  notImages: ReadonlySet<string>
  reading: LabelReading | null
}

/**
 * Labels by Caffe's val.txt. Files that it does not name, and names without a file, are recorded as faults.
 * @throws AcuityError `labels-invalid` where it labels no file of the folder
 */
export function labelByList(listing: Listing, list: Labels, options: ListOptions): Assignment {
  const { root, labelsFile, classes, notImages, reading } = options
  const { labels: given, example, ambiguous } = matchNames(list, listing.files)
  const lookup = new ClassLookup(classes)
  const meant = (label: number | string) => {
    const said = typeof label === 'string' ? saidBy(label) : label
    return typeof said === 'string' ? lookup.label(said) : reading ? reading(said) : said
  }
  const labels: Labels = new Map([...given].map(([name, label]) => [name, meant(label)]))
  if (example && countsItself(list)) throw countingItself(labelsFile)
  const present = new Set(listing.files)
  const assignment: Assignment = {
    files: [],
    ignored: listing.files.filter((file) => notImages.has(file)),
    warnings: [],
    disagreements: [],
  }
  for (const [name, label] of labels) {
    const isThere = present.has(name) && !listing.refused.has(name)
    const index = typeof label === 'number' && label >= 0 && label < classes.length ? label : null
    const fault = !present.has(name)
      ? faultOf('file-missing', `named in the label file, ${ambiguous.get(name) ?? 'not found in the folder'}`)
      : !isThere
        ? refusedLink()
        : index === null
          ? noClass(given.get(name) ?? label, lookup, reading !== null)
          : null
    assignment.files.push({ path: name, label: index, fault, isThere, isListed: present.has(name) })
  }
  if (usable(assignment) === 0) throw nothingLabelled(listing, list, options)
  const unlabelled = labelsFile === root ? 'no label lies with it' : 'not named in the label file'
  for (const file of listing.files) {
    if (labels.has(file) || notImages.has(file)) continue
    const isThere = !listing.refused.has(file)
    const fault = isThere ? faultOf('unlabelled', unlabelled) : refusedLink()
    assignment.files.push({ path: file, label: null, fault, isThere, isListed: false })
  }
  const names = saidByNames(labels, classes, present)
  assignment.disagreements = names.others
  assignment.warnings = warnOfLabels({ labelsFile, classes, labels, given, present, example, ambiguous, names })
  return assignment
}

/** @param label as the list has it */
function noClass(label: number | string, lookup: ClassLookup, isReadOtherwise: boolean) {
  if (typeof label === 'number')
    return faultOf(
      'label-out-of-range',
      isReadOtherwise
        ? `label ${label} stands for none of the ${lookup.size} classes, as labels are read`
        : `label ${label} is outside 0…${lookup.size - 1}`,
    )
  const several = idsOf(lookup.byName(label))
  return faultOf(
    'unknown-class',
    `its label ${label} ${several === '' ? `is not one of the ${lookup.size} classes` : `may be ${several}`}`,
  )
}

function countingItself(labelsFile: string): AcuityError {
  return new AcuityError(
    'labels-invalid',
    `The numbers in ${labelsFile} count its own lines (1, 2, 3, …): they are no class indices. (Kaggle's ` +
      'ImageSets/CLS-LOC/val.txt is such a list; its labels are in LOC_val_solution.csv.)',
  )
}

/** What is wrong with a list that labels nothing, a line and a file of it side by side. */
function nothingLabelled(listing: Listing, list: Labels, options: ListOptions): AcuityError {
  const { root, labelsFile, classes, notImages } = options
  const [[line] = ['']] = list
  const images = listing.files.filter((file) => hasImageName(file) && !notImages.has(file))
  const invalid = (text: string, remedies?: readonly Remedy[]) =>
    new AcuityError('labels-invalid', text, remedies ? { remedies } : {})
  if (images.length === 0) return invalid(`${root} holds no image that ${labelsFile} could label.`)
  const present = new Set(listing.files)
  const { labels, ambiguous } = matchNames(list, listing.files)
  const named = [...labels].filter(([name]) => present.has(name))
  if (named.some(([name]) => listing.refused.has(name)))
    return invalid(`What ${labelsFile} labels in ${root} are links that lead out of it, which are refused.`, FOLLOW)
  const [example] = named
  if (example)
    return invalid(
      `No label in ${labelsFile} is one of the ${classes.length} classes, 0…${classes.length - 1} or their ids: ` +
        `it gives ${example[0]} the label ${example[1]}.`,
    )
  const [several] = ambiguous
  if (several)
    return invalid(
      `No line of ${labelsFile} names one file in ${root} alone: of ${several[0].slice(0, 200)}, ${several[1]}.`,
    )
  const like = path.posix.basename(line).split('.')[0] ?? ''
  const file = images.find((image) => like !== '' && path.posix.basename(image).startsWith(like)) ?? images[0] ?? ''
  return invalid(
    `No line of ${labelsFile} names a file in ${root}: the list says "${line.slice(0, 200)}", the folder has "${file}". ` +
      'Names are relative to the folder.',
  )
}
