import { closeSync, openSync, renameSync, rmSync, statSync } from 'node:fs'

/** Of one file, and how many there are. */
export const MOST_BYTES = 1_000_000
export const FILES = 3

/** Who rotates is done in a moment: a mark this old is left by a process that died at it. */
const LEFT_MS = 10_000

/** What the nth file before `acuity.log` is called: `acuity.1.log`. */
export const earlier = (file: string, n: number) => (n === 0 ? file : file.replace(/\.log$/, `.${n}.log`))

/**
 * Begins a new file where the log has more than so many bytes: the others move up by one, and the last is gone. Of several
 * processes that find it full, one does; those that find it at it go on appending.
 * @throws Error of the operating system
 */
export function rotate(file: string, bytes: number): void {
  if (sizeOf(file) <= bytes) return
  const mark = `${file}.rotating`
  if (!take(mark)) return
  try {
    // Another process may have been faster.
    if (sizeOf(file) <= bytes) return
    for (let n = FILES - 1; n > 0; n--)
      if (sizeOf(earlier(file, n - 1)) > 0) renameSync(earlier(file, n - 1), earlier(file, n))
  } finally {
    rmSync(mark, { force: true })
  }
}

/** @returns false where another process has it */
function take(mark: string): boolean {
  try {
    closeSync(openSync(mark, 'wx', 0o600))
    return true
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    const left = statSync(mark, { throwIfNoEntry: false })
    if (left && Date.now() - left.mtimeMs > LEFT_MS) rmSync(mark, { force: true })
    return false
  }
}

const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0
