import { createHash, randomBytes } from 'node:crypto'
import { lstat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { isRunning, thisProcess } from './process-identity.ts'

/** Nothing that passes is kept for longer, whoever made it. */
const DAY_MS = 24 * 3600_000

/** Where this process's number means what it does here, in eight letters. */
const ownSpace = createHash('sha256')
  .update(thisProcess.space ?? os.hostname())
  .digest('hex')
  .slice(0, 8)

/** What a name says of the process that made it: its space, number and beginning. */
const MARK = /\.([0-9a-f]{8})-(\d{1,10})-(\d{0,16})-[0-9a-f]{16}(?:\.|$)/

/**
 * A name for what this process makes and soon removes. Nobody can guess it, and who finds it left can tell whether its
 * process is gone.
 */
export function passingName(prefix: string, suffix = ''): string {
  const { pid, started } = thisProcess
  return `${prefix}.${ownSpace}-${pid}-${started ?? ''}-${randomBytes(8).toString('hex')}${suffix}`
}

/** Whether a name is one that {@link passingName} makes, here or in another process. */
export function isPassingName(name: string, prefix: string): boolean {
  return name.startsWith(prefix) && MARK.exec(name.slice(prefix.length))?.index === 0
}

/**
 * Whether a file or folder was left by a process that is gone: one that can be asked after and is not there, or any that
 * has not touched it for a day.
 */
export async function isLeftOver(file: string): Promise<boolean> {
  const [, space, pid, started] = MARK.exec(path.basename(file)) ?? []
  if (space === ownSpace) return !isRunning({ pid: Number(pid), started: started ? Number(started) : null })
  const found = await lstat(file).catch(() => null)
  return found !== null && Date.now() - found.mtimeMs > DAY_MS
}
