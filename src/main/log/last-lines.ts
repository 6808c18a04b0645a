import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { earlier } from './rotate.ts'

const MOST_BYTES = 64 * 1024

/** The log's last lines, also of the file before where it has only begun; fewer where they cannot be read. */
export function lastLines(file: string, count: number): string[] {
  const lines = linesAtEnd(file)
  return (lines.length < count ? [...linesAtEnd(earlier(file, 1)), ...lines] : lines).slice(-count)
}

function linesAtEnd(file: string): string[] {
  try {
    const descriptor = openSync(file, 'r')
    try {
      const { size } = fstatSync(descriptor)
      const from = Math.max(0, size - MOST_BYTES)
      const bytes = Buffer.alloc(size - from)
      const lines = bytes
        .subarray(0, readSync(descriptor, bytes, 0, bytes.length, from))
        .toString()
        .split('\n')
      // The first may be the end of one.
      return (from > 0 ? lines.slice(1) : lines).filter(Boolean)
    } finally {
      closeSync(descriptor)
    }
  } catch {
    return []
  }
}
