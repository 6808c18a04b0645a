import { cpSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import path from 'node:path'
import type { Electron } from './find.ts'
import { sqliteFolder } from './pins.ts'

/** The name of better-sqlite3's binary, and where an assembled runtime carries the one that was built for it. */
export const sqliteBinary = 'better_sqlite3.node'

/**
 * Puts the runtime's own build of better-sqlite3, where it carries one, where that package looks before its prebuilt
 * binaries; Node loads it too. Needed before every use: `npm ci` removes it.
 */
export function placeSqlite({ folder }: Electron, target = path.join(sqliteFolder, 'build', 'Release')): void {
  const source = path.join(folder, sqliteBinary)
  const placed = path.join(target, sqliteBinary)
  if (!existsSync(source)) return
  if (existsSync(placed) && readFileSync(placed).equals(readFileSync(source))) return
  mkdirSync(target, { recursive: true })
  // Never written over: a process that runs has it mapped into its memory.
  const copy = `${placed}.${process.pid}`
  cpSync(source, copy)
  renameSync(copy, placed)
}
