import { z } from 'zod'
import { readText } from '../files/index.ts'
import type { Cell } from './cells.ts'
import type { ImportFile } from './import-file.ts'
import { isMlperfLog, readMlperfLog } from './read-mlperf.ts'
import { TableReader, type ReadAnswers, type Told } from './read-table.ts'

/** A whole number, a fraction, a word, or none: as CSV has it. */
const Scalar = z.union([z.string(), z.number().transform(String), z.null().transform(() => '')])
const JsonCell = z.union([Scalar, z.array(Scalar)])
const Row = z.record(z.string(), JsonCell)
/** pandas' `orient="split"`. */
const Split = z.object({ columns: z.array(z.string()), data: z.array(z.array(JsonCell)) })

/**
 * Reads what timm's inference.py writes with `--results-format json` (images by their names), `json-split` (columns and rows), and
 * rows as objects, in a list or one a line; and MLPerf's accuracy log. Such files are read whole, of 64 MiB at most.
 * @throws AcuityError `import-invalid` with the entry, `file-unreadable`
 */
export async function readJsonAnswers(file: ImportFile, told: Told): Promise<ReadAnswers> {
  const text = await readText(file.path, 'file to be imported')
  const value = parsed(text) ?? linesIn(text, file)
  if (isMlperfLog(value)) return readMlperfLog(value, file, told)
  const { headings, rows } = tableIn(value, file)
  const table = new TableReader(headings, file, told)
  for (const [i, row] of rows.entries()) table.add(row, `entry ${i + 1}`)
  return table.finish()
}

function tableIn(value: object, file: ImportFile): { headings: string[]; rows: Cell[][] } {
  const split = Split.safeParse(value)
  if (split.success) return { headings: split.data.columns, rows: split.data.data }
  // A file of one line is that row.
  const list: unknown[] | null = Array.isArray(value) ? value : Row.safeParse(value).success ? [value] : null
  const entries: [name: string | null, row: unknown][] = list ? list.map((row) => [null, row]) : Object.entries(value)
  const rows = entries.map(([name, row], i) => {
    const found = Row.safeParse(row)
    if (found.success) return name === null ? found.data : { filename: name, ...found.data }
    throw file.invalid(`entry ${i + 1}`, 'it is no object of what was answered for an image')
  })
  // An entry may lack what others have, also the first.
  const headings = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  if (headings.length === 0) throw file.invalid('', 'it has no entry')
  return { headings, rows: rows.map((row) => headings.map((heading) => row[heading] ?? '')) }
}

function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

function linesIn(text: string, file: ImportFile): unknown[] {
  return text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return []
    const value = parsed(line)
    if (value === null) throw file.invalid(`line ${i + 1}`, 'as JSON, it is damaged')
    return [value]
  })
}
