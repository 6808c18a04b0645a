import { firstWord, lastWord } from '../../files/index.ts'
import type { ClassLookup } from '../class-lookup.ts'
import { hasImageName } from '../image-name.ts'

/** How a list's lines say a name and its label, the label as it is written. */
export type ReadLine = (line: string) => readonly [name: string, label: string]

/** The form of a list, as its first line tells it. */
export interface LineForm {
  read: ReadLine
  /** Whether that line says what its columns are, and no label. */
  isHeader: boolean
}

const DELIMITERS = [',', ';', '\t']

/** What columns of names, and of labels, are called in small letters without marks; the first that is there is taken. */
export const NAMES = 'filename file imageid image img imagename imgname name filepath imagepath path id'.split(' ')
export const LABELS = [
  ...['wnid', 'synset', 'synsetid', 'predictionstring', 'classindex', 'classidx', 'labelindex', 'labelidx', 'classid'],
  ...[
    'labelid',
    'categoryid',
    'label',
    'labels',
    'class',
    'classname',
    'labelname',
    'target',
    'category',
    'groundtruth',
    'y',
    'index',
  ],
]

/** Caffe's: the label is the last word, and all before it the name; or all behind an image's name, where that is a label. */
const spaced =
  (lookup: ClassLookup): ReadLine =>
  (line) => {
    const [name, label] = firstWord(line)
    return hasImageName(name) && lookup.isLabel(label) ? [name, label] : lastWord(line)
  }

/**
 * What a list is, by its first line: Caffe's "name index"; a table with a header, as Kaggle's LOC_val_solution.csv; or
 * names and labels between commas, semicolons or tabs, as Tiny ImageNet's val_annotations.txt, which goes on behind them.
 */
export function formOf(line: string, lookup: ClassLookup): LineForm {
  const tables = DELIMITERS.map((delimiter) => ({ delimiter, cells: cellsOf(line, delimiter) }))
  for (const { delimiter, cells } of tables) {
    const [name, label] = [columnOf(cells, NAMES), columnOf(cells, LABELS)]
    if (name >= 0 && label >= 0 && name !== label)
      return { read: columns(delimiter, name, label, lookup), isHeader: true }
  }
  const inColumns = (delimiter: string) => ({ read: columns(delimiter, 0, 1, lookup), isHeader: false })
  // An id or a name in the second cell is the label, whatever else the line ends with.
  const table = tables.find(({ cells: [, second = ''] }) => {
    const label = labelIn(second, lookup)
    return !isNumber(label) && lookup.isLabel(label)
  })
  if (table) return inColumns(table.delimiter)
  const read = spaced(lookup)
  const [name, label] = read(line)
  if (name !== '' && lookup.isLabel(label)) return { read, isHeader: false }
  const other = tables.find(({ cells: [, second = ''] }) => lookup.isLabel(labelIn(second, lookup)))
  if (other) return inColumns(other.delimiter)
  const isHeader = columnOf([name], NAMES) === 0 && columnOf([label], LABELS) === 0
  return { read, isHeader }
}

/** Whether a line says nothing of an image, as `# name index`: a file may be called `#1.JPEG`, but hardly `# 1.JPEG`. */
export const isComment = (line: string) => /^\s*#(?:[\s#]|$)/.test(line)

const isNumber = (word: string) => /^-?\d+$/.test(word)

/** Where the first of the headings stands; -1 where none does. */
export function columnOf(cells: readonly string[], headings: readonly string[]): number {
  const plain = cells.map((cell) => cell.toLowerCase().replaceAll(/[^a-z]/g, ''))
  return plain.indexOf(headings.find((heading) => plain.includes(heading)) ?? 'none of them')
}

function columns(delimiter: string, name: number, label: number, lookup: ClassLookup): ReadLine {
  return (line) => {
    const cells = cellsOf(line, delimiter)
    return [cells[name] ?? '', labelIn(cells[label] ?? '', lookup)]
  }
}

/** Of a cell with more than the label, as Kaggle's with its boxes, the first word; the name of a class may have several. */
function labelIn(cell: string, lookup: ClassLookup): string {
  const [word] = firstWord(cell)
  return isNumber(word) || lookup.isId(word) ? word : cell
}

/** A line's cells without the blanks around them; a quoted one may hold the delimiter, and `""` for a quote. */
export function cellsOf(line: string, delimiter: string): string[] {
  if (!line.includes('"')) return line.split(delimiter).map((cell) => cell.trim())
  const cells: string[] = []
  for (let start = 0; start <= line.length;) {
    const [cell, end] = cellAt(line, start, delimiter)
    cells.push(cell)
    start = end + 1
  }
  return cells
}

function cellAt(line: string, start: number, delimiter: string): [cell: string, end: number] {
  const endOf = (from: number) => {
    const found = line.indexOf(delimiter, from)
    return found < 0 ? line.length : found
  }
  if (line[start] !== '"') {
    const end = endOf(start)
    return [line.slice(start, end).trim(), end]
  }
  let close = start + 1
  while (close < line.length && (line[close] !== '"' || line[close + 1] === '"')) close += line[close] === '"' ? 2 : 1
  return [
    line
      .slice(start + 1, close)
      .replaceAll('""', '"')
      .trim(),
    endOf(close + 1),
  ]
}
