import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder, writeFiles } from '../../src/testing/folders.ts'
import { findDamage, writeManifest } from './manifest.ts'

function runtime(): string {
  const folder = temporaryFolder()
  writeFiles(folder, { electron: 'binary', 'locales/de.pak': 'words' })
  writeManifest(folder)
  return folder
}

it('finds nothing wrong with a folder that is as it was', () => {
  expect(findDamage(runtime())).toBeNull()
})

it('names the file that has changed, is missing, or does not belong', () => {
  const changed = runtime()
  writeFileSync(path.join(changed, 'locales/de.pak'), 'Words')
  expect(findDamage(changed)).toBe('locales/de.pak has changed')

  const missing = runtime()
  rmSync(path.join(missing, 'locales/de.pak'))
  expect(findDamage(missing)).toBe('locales/de.pak is missing')

  const strange = runtime()
  writeFiles(strange, { 'resources/app/main.js': '' })
  expect(findDamage(strange)).toBe('resources/app/main.js does not belong there')
})

it('takes a folder without a readable manifest for damaged', () => {
  const folder = runtime()
  writeFileSync(path.join(folder, 'manifest.json'), '{"files": [')
  expect(findDamage(folder)).toBe('manifest.json cannot be read')
  rmSync(path.join(folder, 'manifest.json'))
  expect(findDamage(folder)).toBe('manifest.json cannot be read')
})
