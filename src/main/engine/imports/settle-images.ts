import path from 'node:path'
import type { Advice } from '../../../shared/advice.ts'
import { counted } from '../../../shared/text.ts'
import { matchNames, type Labels } from '../dataset/index.ts'
import type { DatasetRow, ListedImage } from '../db/index.ts'
import type { Answer } from './answers.ts'
import type { ImportFile } from './import-file.ts'

/** What a file answers of a dataset's images. */
export interface SettledImages {
  /** Those that runs evaluate, each with its answer. */
  answered: { image: ListedImage; label: number; answer: Answer }[]
  /** Those that runs evaluate and the file does not answer. */
  missing: ListedImage[]
  warnings: Advice[]
}

interface Asked {
  dataset: DatasetRow
  images: readonly ListedImage[]
  inOrder: boolean
  /** Of answers that are of numbered images: in which order these are counted. */
  numbered: 'paths' | 'names' | undefined
  /** Whether images, or rows, that the other has not are left out. */
  partial: boolean
}

/** What our own CSV, as others', puts before text that a spreadsheet would take for a formula. */
const NEUTRALISED = /^'(?=[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/

/** As many are named of each kind. */
const NAMED = 5

/**
 * Finds the images that a file's rows are about, as lists of labels are matched with files: by the most folders and the name that they
 * have in common, from the end.
 * @throws AcuityError `import-invalid` for rows that name no image, or one twice, and for images that no row names
 */
export function settleImages(file: ImportFile, answers: readonly Answer[], asked: Asked): SettledImages {
  const { dataset, images, partial } = asked
  const matched = asked.numbered
    ? byNumber(answers, asked.numbered, images)
    : asked.inOrder
      ? inOrder(file, answers, asked)
      : byName(file, answers, images)
  const { byPath, unknown } = matched
  if (byPath.size === 0)
    throw file.invalid(
      '',
      `none of its ${counted(answers.length, 'row')} is of an image of ${dataset.name}: ${listed(unknown)}`,
      [{ do: 'choose-another', what: 'dataset' }],
    )
  if (unknown.length > 0 && !partial)
    throw file.invalid(
      '',
      `${unknown.length} of its ${counted(answers.length, 'row')} ${unknown.length === 1 ? 'is' : 'are'} of no image of ${dataset.name}: ${listed(unknown)}`,
      [
        { do: 'choose-another', what: 'dataset' },
        { do: 'import-as', how: 'partial' },
      ],
    )
  const answered: SettledImages['answered'] = []
  const missing: ListedImage[] = []
  let faulty = 0
  for (const image of images) {
    const answer = byPath.get(image.path)
    if (image.fault !== null || image.label === null) faulty += answer ? 1 : 0
    else if (answer) answered.push({ image, label: image.label, answer })
    else missing.push(image)
  }
  if (missing.length > 0 && !partial)
    throw file.invalid(
      '',
      `it answers ${answered.length} of the ${counted(answered.length + missing.length, 'image')} of ${dataset.name}, and not ` +
        listed(missing.map(({ path }) => path)),
      [{ do: 'import-as', how: 'partial' }],
    )
  return { answered, missing, warnings: warningsOf({ answered, missing, faulty, unknown: unknown.length }) }
}

interface Matched {
  byPath: ReadonlyMap<string, Answer>
  /** Rows that are of no image, each with why. */
  unknown: string[]
}

function byName(file: ImportFile, answers: readonly Answer[], images: readonly ListedImage[]): Matched {
  const present = new Set(images.map(({ path }) => path))
  const called = new Set(images.map((image) => path.posix.basename(image.path)))
  const rows: Labels = new Map()
  for (const [row, { name: written, where }] of answers.entries()) {
    const name = present.has(written) || called.has(written) ? written : written.replace(NEUTRALISED, '')
    const before = rows.get(name)
    if (before !== undefined)
      throw file.invalid(where, `${written} was named before, in ${answers[Number(before)]?.where}`)
    rows.set(name, row)
  }
  const { labels, ambiguous } = matchNames(rows, [...present])
  const byPath = new Map<string, Answer>()
  const unknown: string[] = []
  for (const [file, row] of labels) {
    const answer = answers[Number(row)]
    if (!answer) continue
    if (present.has(file)) byPath.set(file, answer)
    else unknown.push(`${answer.name} (${answer.where}${ambiguous.has(file) ? `: ${ambiguous.get(file)}` : ''})`)
  }
  return { byPath, unknown }
}

function byNumber(answers: readonly Answer[], order: 'paths' | 'names', images: readonly ListedImage[]): Matched {
  const called = images.map((image) => ({ path: image.path, name: path.posix.basename(image.path) }))
  const inOrder =
    order === 'paths' ? called : called.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  const byPath = new Map<string, Answer>()
  const unknown: string[] = []
  for (const answer of answers) {
    const image = inOrder[Number(answer.name)]
    if (image) byPath.set(image.path, answer)
    else unknown.push(`${answer.name} (${answer.where})`)
  }
  return { byPath, unknown }
}

function inOrder(file: ImportFile, answers: readonly Answer[], { dataset, images }: Asked): Matched {
  if (answers.length !== images.length)
    throw file.invalid(
      '',
      `it has ${counted(answers.length, 'row')}, and ${dataset.name} ${counted(images.length, 'image')}: they cannot be the same in the same order`,
    )
  return { byPath: new Map(images.map(({ path }, i) => [path, answers[i]]).filter(isAnswered)), unknown: [] }
}

const isAnswered = (entry: (string | Answer | undefined)[]): entry is [string, Answer] => entry[1] !== undefined

const listed = (names: readonly string[]) =>
  names.slice(0, NAMED).join(', ') + (names.length > NAMED ? `, and ${names.length - NAMED} more` : '')

function warningsOf(found: {
  answered: readonly unknown[]
  missing: readonly unknown[]
  faulty: number
  unknown: number
}): string[] {
  const { answered, missing, faulty, unknown } = found
  return [
    ...(missing.length > 0
      ? [
          `The file answers ${answered.length} of the ${answered.length + missing.length} images: the figures are of these alone, and ` +
            'no figures of the dataset.',
        ]
      : []),
    ...(unknown > 0
      ? [
          `${counted(unknown, 'row')} of the file ${unknown === 1 ? 'is' : 'are'} of no image of the dataset, and left out.`,
        ]
      : []),
    ...(faulty > 0
      ? [
          `The file answers ${counted(faulty, 'image')} that no run evaluates, as their files or labels have a fault: they are left out.`,
        ]
      : []),
  ]
}
