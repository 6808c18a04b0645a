import { closeSync, openSync } from 'node:fs'
import path from 'node:path'
import { makeFolders } from './make-folders.ts'

/** The modes of what is nobody else's business: a home holds the names of files, and what people wrote of them. */
export const PRIVATE = { folder: 0o700, file: 0o600 } as const

/**
 * Makes a file of no bytes that is private, and the folders that it lies in, where there is none. What SQLite keeps beside
 * a database has the database's mode.
 * @throws Error of the operating system
 */
export function makePrivate(file: string): void {
  makeFolders(path.dirname(file), PRIVATE.folder)
  closeSync(openSync(file, 'a', PRIVATE.file))
}
