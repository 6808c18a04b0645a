import path from 'node:path'
import { advice, type Advice } from '../../../../shared/advice.ts'
import type { ClassEntry } from '../../../../shared/dataset.ts'
import type { Remedy } from '../../../../shared/remedy.ts'
import type { Disagreement } from '../labelled-file.ts'
import { idIn } from '../id-in-name.ts'
import { countsItself, type Labels } from './labels.ts'
import type { NameMatch } from './match-names.ts'

interface ListedLabels {
  labelsFile: string
  classes: readonly ClassEntry[]
  /** By the path of the file where there is one. */
  labels: Labels
  /** The same as the list has them: where numbers are read in another order, the labels are others. */
  given: Labels
  present: ReadonlySet<string>
  example: NameMatch['example']
  ambiguous: NameMatch['ambiguous']
  names: SaidByNames
}

/** How many of what is wrong are named; all are counted. */
const NAMED = 5

/** The first of what is wrong, and how many more there are. */
export const listed = (first: readonly string[], all: number) =>
  first.slice(0, NAMED).join('; ') + (all > NAMED ? `; and ${all - NAMED} more` : '')

/** What can be done where more disagree than are named. */
export const LIST_THEM: readonly Remedy[] = [{ do: 'list-disagreements' }]

/** What in a list of labels may make every figure another than it seems. */
export function warnOfLabels(list: ListedLabels): Advice[] {
  return [
    countsFromOne(list) ?? countsLines(list),
    contradictsNames(list),
    matchedLoosely(list),
    namesNoFile(list),
    namesSeveral(list),
    namesNoClass(list),
  ].filter((warning) => warning !== null)
}

/** Whatever the classes: a list that counts them from 1 has never a 0, and has as many as there are, which is no class. */
function countsFromOne({ labelsFile, classes, labels }: ListedLabels): string | null {
  let [least, most] = [Infinity, -Infinity]
  for (const label of labels.values())
    if (typeof label === 'number') [least, most] = [Math.min(least, label), Math.max(most, label)]
  if (least < 1 || most !== classes.length) return null
  return (
    `${path.basename(labelsFile)} seems to count classes from 1: it never says 0 and does say ${most}, while labels are ` +
    `0…${classes.length - 1}. Then every label is one too high` +
    (classes.length === 1000 ? ", or is an ILSVRC2012_ID of the devkit's, which is another order." : '.')
  )
}

function countsLines({ labelsFile, labels }: ListedLabels): string | null {
  return countsItself(labels)
    ? `The labels in ${path.basename(labelsFile)} are the numbers of its own lines, 1 to ${labels.size}: they may count ` +
        'images, or classes from 1, and are no class indices then.'
    : null
}

/** What the names of files say of their classes, ids in them or their folders, where they do. */
interface SaidByNames {
  /** How many say a class. */
  said: number
  /** Those that say another one than the list. */
  others: Disagreement<number>[]
}

export function saidByNames(labels: Labels, classes: readonly ClassEntry[], present: ReadonlySet<string>): SaidByNames {
  const indexOf = new Map(classes.map(({ wnid, index }) => [wnid, index]))
  const names: SaidByNames = { said: 0, others: [] }
  for (const [path, label] of labels) {
    const [folder = ''] = path.split('/', 1)
    const byFolder = indexOf.get(folder)
    const says = byFolder ?? indexOf.get(idIn(path) ?? '')
    if (says === undefined || !present.has(path)) continue
    names.said++
    if (says !== label) names.others.push({ path, source: byFolder === undefined ? 'name' : 'folder', says })
  }
  return names
}

/** Where names say their class, a list that is shifted or of another order contradicts most of them. */
function contradictsNames({ labelsFile, labels, given, names: { said, others } }: ListedLabels): Advice | null {
  if (others.length === 0) return null
  const examples = others.slice(0, NAMED).map(({ path, says }) => {
    const [written, label] = [given.get(path), labels.get(path)]
    return `${path} is ${says} by its name and ${written} in the list${written === label ? '' : `, read as ${label}`}`
  })
  return advice(
    `${path.basename(labelsFile)} contradicts ${others.length} of ${said} names that say their class: ${listed(examples, others.length)}.`,
    LIST_THEM,
  )
}

function matchedLoosely({ labelsFile, example }: ListedLabels): string | null {
  if (!example) return null
  const list = path.basename(labelsFile)
  return `No line of ${list} is the path of a file: "${example.line}" is taken for ${example.file}, and so on, by what both end with.`
}

function namesNoFile({ labelsFile, labels, present, ambiguous }: ListedLabels): string | null {
  const missing = [...labels.keys()].filter((name) => !present.has(name) && !ambiguous.has(name))
  if (missing.length === 0) return null
  const [first = ''] = missing
  return `${missing.length} of the ${labels.size} lines of ${path.basename(labelsFile)} name no file, ${first} for one: they are left out.`
}

function namesSeveral({ labelsFile, ambiguous }: ListedLabels): string | null {
  if (ambiguous.size === 0) return null
  const each = [...ambiguous].map(([line, why]) => `of ${line}, ${why}`)
  return `${ambiguous.size} lines of ${path.basename(labelsFile)} name no file alone, and are left out: ${listed(each, ambiguous.size)}.`
}

/** Ids that the class list does not have, and names of several classes: their images are skipped. */
function namesNoClass({ labelsFile, labels }: ListedLabels): string | null {
  const unknown = [...labels.values()].filter((label) => typeof label === 'string')
  if (unknown.length === 0) return null
  const ids = [...new Set(unknown)]
  return `${unknown.length} labels in ${path.basename(labelsFile)} are of no class, or not of one alone, and their images are skipped: ${listed(ids, ids.length)}.`
}
