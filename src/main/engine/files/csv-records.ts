import { createReadStream } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'
import type { Stop } from './lines.ts'

/** A record's text, without its end, and the line that it begins in, the first being 1. */
export interface CsvRecord {
  readonly text: string
  readonly line: number
}

/** A record with the scores of 20,000 classes fits several times over. */
const MOST_CHARACTERS = 4 * 1024 * 1024

/**
 * The records of a CSV file, as many at a time as a read of it holds. They end with LF or CR LF outside of quotes, as RFC 4180
 * has it: those between quotes are of the record, as what numpy wraps. Holds no more than a record and a read.
 * @param tooLong what to throw for the record that begins in that line and goes on beyond any sense
 * @param seen is given the file's bytes, all of them in turn
 */
export async function* recordsOf(
  file: string,
  tooLong: (line: number) => Error,
  stop: Stop,
  seen: (bytes: Buffer) => void,
): AsyncGenerator<CsvRecord[]> {
  let [left, line, looked] = ['', 1, 0]
  /** Whether what was looked at of `left` ends between quotes. */
  let isQuoted = false
  const decoder = new StringDecoder('utf8')
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    stop.throwIfAborted()
    const bytes = chunk as Buffer
    seen(bytes)
    const text = left + decoder.write(bytes)
    const records: CsvRecord[] = []
    let start = 0
    let quote = text.indexOf('"', looked)
    for (;;) {
      const end = text.indexOf('\n', looked)
      looked = end < 0 ? text.length : end + 1
      for (; quote >= 0 && quote < looked; quote = text.indexOf('"', quote + 1)) isQuoted = !isQuoted
      if (end < 0) break
      if (isQuoted) continue
      records.push({ text: recordIn(text, start, end), line })
      line += 1 + linesIn(text, start, end)
      start = looked
    }
    left = text.slice(start)
    looked -= start
    if (left.length > MOST_CHARACTERS) throw tooLong(line)
    yield records
  }
  left += decoder.end()
  if (left !== '') yield [{ text: recordIn(left, 0, left.length), line }]
}

/** Without the mark that some programs put before UTF-8. */
function recordIn(text: string, start: number, end: number): string {
  const first = text.charCodeAt(start) === 0xfeff ? start + 1 : start
  return text.slice(first, text[end - 1] === '\r' && end > first ? end - 1 : end)
}

function linesIn(text: string, start: number, end: number): number {
  let lines = 0
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines++
  return lines
}
