import { accessSync, constants } from 'node:fs'
import path from 'node:path'

/** Whether a command of this name can be run. */
export function isOnPath(name: string, search = process.env['PATH'] ?? ''): boolean {
  return search.split(path.delimiter).some((folder) => isExecutable(path.join(folder, name)))
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
