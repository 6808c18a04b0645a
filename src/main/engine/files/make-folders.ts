import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'

/**
 * Makes a folder, and those that it lies in, where there is none. Node's own way to do so never ends in a file system that
 * says of a folder which is there that a new one in it has no place, as /proc does.
 * @throws Error of the operating system
 */
export function makeFolders(folder: string, mode: number): void {
  const missing: string[] = []
  for (let at = path.resolve(folder); !existsSync(at) && path.dirname(at) !== at; at = path.dirname(at))
    missing.push(at)
  for (const each of missing.toReversed())
    try {
      mkdirSync(each, { mode })
    } catch (error) {
      // Another process was quicker.
      if (!existsSync(each)) throw error
    }
}
