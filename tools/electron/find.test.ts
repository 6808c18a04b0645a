import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder, writeFiles } from '../../src/testing/folders.ts'
import { fetchElectron } from './fetch.ts'
import { findElectron, type SearchedFolders } from './find.ts'
import { writeManifest } from './manifest.ts'
import { ProvisionError } from './provision-error.ts'

/** Three folders that all hold an Electron; a test takes away what it wants missing. */
function searchedFolders(): Required<SearchedFolders> & { override: string } {
  const folder = temporaryFolder()
  const [override, pkg, assembled] = ['override', 'package', 'assembled'].map((name) => path.join(folder, name))
  if (!override || !pkg || !assembled) throw new Error('three names make three folders')
  addElectron(override)
  addElectron(path.join(pkg, 'dist'))
  writeFiles(pkg, { 'path.txt': 'electron' })
  addElectron(assembled)
  writeManifest(assembled)
  return { override, package: pkg, assembled }
}

function addElectron(folder: string): void {
  writeFiles(folder, { electron: 'binary' })
  chmodSync(path.join(folder, 'electron'), 0o755)
}

it('finds the override first, then the package’s own binary, then the assembled runtime', () => {
  const where = searchedFolders()
  expect(findElectron(where)).toEqual({ folder: where.override, executable: path.join(where.override, 'electron') })
  const without = { ...where, override: undefined }
  expect(findElectron(without)).toMatchObject({ folder: path.join(where.package, 'dist') })
  rmSync(path.join(where.package, 'path.txt'))
  expect(findElectron(without)).toMatchObject({ folder: where.assembled })
  rmSync(where.assembled, { recursive: true })
  expect(findElectron(without)).toEqual({ missing: 'its binary is missing' })
})

it('refuses an override that holds no Electron, whatever else there is', () => {
  const where = searchedFolders()
  rmSync(path.join(where.override, 'electron'))
  expect(() => findElectron(where)).toThrow(ProvisionError)
  expect(() => findElectron(where)).toThrow(where.override)
})

it('does not use an assembled runtime that is damaged, and says so', () => {
  const where = { ...searchedFolders(), override: undefined }
  rmSync(where.package, { recursive: true })
  writeFileSync(path.join(where.assembled, 'electron'), 'bin')
  const damage = `the assembled runtime ${where.assembled} is damaged (electron has changed)`
  expect(findElectron(where)).toEqual({ missing: `its binary is missing, and ${damage}` })
})

it('fetches only where nothing is there, and reports why it could not', () => {
  const where = { ...searchedFolders(), override: undefined }
  rmSync(path.join(where.package, 'dist'), { recursive: true })
  writeFiles(where.package, { 'install.js': `console.error('Error: no way out\\n    at here'); process.exit(1)` })
  expect(fetchElectron(where)).toMatchObject({ folder: where.assembled })
  rmSync(where.assembled, { recursive: true })
  expect(fetchElectron(where)).toEqual({
    missing: 'its binary is missing, and could not be fetched (Error: no way out)',
  })
})

it('takes what the package’s installer fetches', () => {
  const where = { ...searchedFolders(), override: undefined }
  const dist = path.join(where.package, 'dist')
  const fetched = path.join(where.package, 'fetched')
  addElectron(fetched)
  rmSync(where.assembled, { recursive: true })
  rmSync(dist, { recursive: true })
  const rename = `require('fs').renameSync(${JSON.stringify(fetched)}, ${JSON.stringify(dist)})`
  writeFiles(where.package, { 'install.js': rename })
  expect(fetchElectron(where)).toEqual({ folder: dist, executable: path.join(dist, 'electron') })
})
