import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder, writeFiles } from '../../src/testing/folders.ts'
import { placeSqlite } from './place-sqlite.ts'

it('puts the runtime’s own better-sqlite3 in place, and again when it is gone or another', () => {
  const folder = temporaryFolder()
  const electron = { folder, executable: path.join(folder, 'electron') }
  const target = path.join(folder, 'build', 'Release')
  placeSqlite(electron, target)
  expect(existsSync(target)).toBe(false)

  writeFiles(folder, { 'better_sqlite3.node': 'for Node-API 9' })
  const placed = path.join(target, 'better_sqlite3.node')
  placeSqlite(electron, target)
  expect(readFileSync(placed, 'utf8')).toBe('for Node-API 9')
  const { ino } = statSync(placed)
  placeSqlite(electron, target)
  expect(statSync(placed).ino).toBe(ino)

  writeFiles(target, { 'better_sqlite3.node': 'of an older version' })
  placeSqlite(electron, target)
  expect(readFileSync(placed, 'utf8')).toBe('for Node-API 9')
  rmSync(target, { recursive: true })
  placeSqlite(electron, target)
  expect(readdirSync(target)).toEqual(['better_sqlite3.node'])
})
