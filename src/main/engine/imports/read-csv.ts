import { recordsOf } from '../files/index.ts'
import { cellsOf } from '../dataset/index.ts'
import type { ImportFile } from './import-file.ts'
import { TableReader, type ReadAnswers, type Told } from './read-table.ts'

const DELIMITERS = [',', ';', '\t']

/**
 * Reads a table in CSV, or with semicolons or tabs, record by record: what is kept does not grow with the number of classes.
 * @throws AcuityError `import-invalid` with the line
 */
export async function readCsv(file: ImportFile, told: Told, signal: AbortSignal): Promise<ReadAnswers> {
  const tooLong = (line: number) =>
    file.invalid(
      `line ${line}`,
      'it goes on for millions of characters: a quote is opened there and never closed, or it is no CSV',
    )
  let table: TableReader | null = null
  let delimiter = ','
  for await (const records of recordsOf(file.path, tooLong, signal, (bytes) => file.hash(bytes)))
    for (const { text, line } of records) {
      if (text.trim() === '') continue
      if (table) {
        table.add(cellsOf(text, delimiter), `line ${line}`)
        continue
      }
      if (text.includes('\0') || text.includes('\ufffd')) throw file.invalid('', 'it is no text in UTF-8')
      delimiter = DELIMITERS.toSorted((a, b) => text.split(b).length - text.split(a).length)[0] ?? ','
      table = new TableReader(cellsOf(text, delimiter), file, told)
    }
  if (!table) throw file.invalid('', 'it is empty')
  return table.finish()
}
