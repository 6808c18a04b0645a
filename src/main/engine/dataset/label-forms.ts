import { firstWord, lastWord } from '../files/index.ts'

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
const NAMES = 'filename file imageid image img imagename imgname name filepath imagepath path id'.split(' ')
const LABELS = [
  ...['wnid', 'synset', 'synsetid', 'predictionstring', 'classindex', 'classidx', 'labelindex', 'labelidx', 'classid'],
  ...['labelid', 'categoryid', 'label', 'labels', 'class', 'target', 'category', 'groundtruth', 'y', 'index'],
]

/** Caffe's: the label is the last word, and all before it the name. */
const spaced: ReadLine = lastWord

/**
 * What a list is, by its first line: Caffe's "name index"; a table with a header, as Kaggle's LOC_val_solution.csv; or
 * names and labels between commas, semicolons or tabs, as Tiny ImageNet's val_annotations.txt, which goes on behind them.
 * @param isLabel whether a word is the index or the id of a class
 */
export function formOf(line: string, isLabel: (word: string) => boolean): LineForm {
  const tables = DELIMITERS.map((delimiter) => ({ delimiter, cells: cellsOf(line, delimiter) }))
  for (const { delimiter, cells } of tables) {
    const [name, label] = [columnOf(cells, NAMES), columnOf(cells, LABELS)]
    if (name >= 0 && label >= 0 && name !== label) return { read: columns(delimiter, name, label), isHeader: true }
  }
  // An id in the second cell is the label, whatever else the line ends with.
  const saysId = ({ cells: [, second = ''] }: { cells: string[] }) => isId(firstWord(second)[0], isLabel)
  const table = tables.find(saysId)
  if (table) return { read: columns(table.delimiter, 0, 1), isHeader: false }
  const [name, label] = spaced(line)
  if (name !== '' && isLabel(label)) return { read: spaced, isHeader: false }
  const other = tables.find(({ cells: [, second = ''] }) => isLabel(firstWord(second)[0]))
  if (other) return { read: columns(other.delimiter, 0, 1), isHeader: false }
  const isHeader = columnOf([name], NAMES) === 0 && columnOf([label], LABELS) === 0
  return { read: spaced, isHeader }
}

/** Whether a line says nothing of an image, as `# name index`: a file may be called `#1.JPEG`, but hardly `# 1.JPEG`. */
export const isComment = (line: string) => /^\s*#(?:[\s#]|$)/.test(line)

const isId = (word: string, isLabel: (word: string) => boolean) => !/^-?\d+$/.test(word) && isLabel(word)

/** Where the first of the headings stands; -1 where none does. */
function columnOf(cells: readonly string[], headings: readonly string[]): number {
  const plain = cells.map((cell) => cell.toLowerCase().replaceAll(/[^a-z]/g, ''))
  return plain.indexOf(headings.find((heading) => plain.includes(heading)) ?? 'none of them')
}

/** Of a cell with more than the label, as Kaggle's with its boxes, the first word. */
function columns(delimiter: string, name: number, label: number): ReadLine {
  return (line) => {
    const cells = cellsOf(line, delimiter)
    return [cells[name] ?? '', firstWord(cells[label] ?? '')[0]]
  }
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
