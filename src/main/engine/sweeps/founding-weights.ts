import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { AcuityError, messageOf } from '../../../shared/errors.ts'
import { describeFoundingSize, foundingSizes, type FoundingSize } from '../../../shared/published.ts'

/** The weights of a row of the founding table. */
export interface FoundingWeights {
  size: FoundingSize
  file: string
}

const EXTENSION = /\.caffemodel$/i

/**
 * Looks in a folder for the weights of the founding table's rows. A file is a row's where its name says the row's
 * architecture, its input and its crop, as `vgg_f_extralayer_128_99.caffemodel` does: in whatever case, and whatever
 * stands between and beside them.
 * @returns one file at most for a row, in the order of the rows, and the .caffemodel files that are no row's
 * @throws AcuityError `file-unreadable`; `invalid-input` for a name of two rows, and for two files of one
 */
export async function readFoundingWeights(folder: string): Promise<{ found: FoundingWeights[]; unmatched: string[] }> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new AcuityError('file-unreadable', `Cannot look into the folder ${folder}: ${messageOf(cause)}`, { cause })
  })
  const files = names.filter((name) => EXTENSION.test(name)).toSorted()
  const named = files.map((name) => ({ file: path.join(folder, name), sizes: sizesNamed(name) }))
  for (const { file, sizes } of named) if (sizes.length > 1) throw ofTwo(file, sizes)
  const found = foundingSizes.flatMap((size) => {
    const [own, other] = named.filter(({ sizes }) => sizes.includes(size))
    if (own && other) throw twice(size, own.file, other.file)
    return own ? [{ size, file: own.file }] : []
  })
  return { found, unmatched: named.filter(({ sizes }) => sizes.length === 0).map(({ file }) => file) }
}

/** The rows that a file is named for. */
function sizesNamed(name: string): FoundingSize[] {
  const parts = name
    .replace(EXTENSION, '')
    .toLowerCase()
    .replaceAll(/(?<=\d)[x×](?=\d)/g, ' ')
  const words = parts.match(/[a-z]+/g) ?? []
  const numbers = (parts.match(/\d+/g) ?? []).map(Number)
  const said = foundingSizes.filter(({ architecture }) => spells(words, lettersOf(architecture)))
  return said.filter(
    ({ architecture, input, crop }) =>
      // VGG_F is also how the other's name begins.
      said.every((other) => other.architecture === architecture || !other.architecture.startsWith(architecture)) &&
      [input, crop].every((side) => numbers.includes(side)),
  )
}

const lettersOf = (text: string) => text.toLowerCase().replaceAll(/[^a-z]/g, '')

/** Whether words that follow each other are together the one that is looked for: `vgg`, `f` and `extralayer`. */
const spells = (words: readonly string[], wanted: string) =>
  words.some((_, from) => words.some((_, to) => words.slice(from, to + 1).join('') === wanted))

const ofTwo = (file: string, sizes: readonly FoundingSize[]) =>
  new AcuityError(
    'invalid-input',
    `${file} is named for ${sizes.map(describeFoundingSize).join(' and ')}: name it for the row that it was trained for.`,
  )

const twice = (size: FoundingSize, own: string, other: string) =>
  new AcuityError(
    'invalid-input',
    `${own} and ${other} are both named for ${describeFoundingSize(size)}: leave one of them in the folder.`,
  )
