import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const docs = path.join(import.meta.dirname, '../../docs/method')
const [BEGIN, END] = ['<!-- measured -->', '<!-- /measured -->']

/**
 * Puts what was measured on another machine on record: docs/method/gpu.md and gpu.csv.
 * @param folder where `run` left its report
 */
export function record(folder: string): void {
  const file = path.join(docs, 'gpu.md')
  writeFileSync(file, withMeasured(readFileSync(file, 'utf8'), readFileSync(path.join(folder, 'gpu.md'), 'utf8')))
  copyFileSync(path.join(folder, 'gpu.csv'), path.join(docs, 'gpu.csv'))
}

/** A document with what lies between its marks replaced. @throws Error where it has no marks */
export function withMeasured(document: string, report: string): string {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error(`docs/method/gpu.md has lost its marks ${BEGIN} and ${END}.`)
  return `${document.slice(0, begin + BEGIN.length)}\n\n${report.trim()}\n\n${document.slice(end)}`
}
