import { createInterface } from 'node:readline'
import { stripVTControlCharacters } from 'node:util'
import { withoutControls } from '../../shared/text.ts'
import { perMinute, type Log } from '../log/index.ts'

/** So many of the last lines are kept; a native library's stack fits. */
const KEPT = 40
const MOST_A_MINUTE = 60

/**
 * Reads what a process writes to stderr: passes it on to our own, writes it into the log, and keeps the last lines.
 * @returns the last lines as they are at any time
 */
export function followStderr(stream: NodeJS.ReadableStream, log: Log): () => string[] {
  const lines: string[] = []
  const write = perMinute(MOST_A_MINUTE, (line) => log.write('warn', `engine's stderr: ${line}`))
  // Where nobody reads our own any more, what is read here goes on all the same: the engine would wait at a full pipe.
  if (process.stderr.listenerCount('error') === 0) process.stderr.on('error', () => undefined)
  createInterface({ input: stream }).on('line', (written) => {
    process.stderr.write(`${written}\n`)
    // Without the colours that are meant for a terminal.
    const line = withoutControls(stripVTControlCharacters(written))
    if (line.trim() === '') return
    lines.push(line)
    if (lines.length > KEPT) lines.shift()
    write(line)
  })
  return () => [...lines]
}
