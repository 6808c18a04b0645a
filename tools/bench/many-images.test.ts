import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../src/testing/folders.ts'
import { findData } from './data.ts'
import { makeManyImages, originalName } from './many-images.ts'

it('gives each image several names in its class, which lead back to it', async () => {
  const data = findData(true)
  const scratch = temporaryFolder()
  const target = path.join(scratch, 'many')
  const some = { ...data, files: [data.files[0] ?? '', data.files.at(-1) ?? ''] }
  await makeManyImages(some, scratch, target, 3)

  const names = readdirSync(target, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.JPEG'))
  expect(names).toHaveLength(6)
  expect(new Set(names.map(originalName))).toEqual(new Set(some.files))
  for (const name of names) {
    const original = readFileSync(path.join(data.folder, originalName(name)))
    expect(readFileSync(path.join(target, name)).equals(original)).toBe(true)
  }
})

it('leaves the folders alone that it made before', async () => {
  const data = findData(true)
  const scratch = temporaryFolder()
  const [file = ''] = data.files
  const make = (name: string) => makeManyImages({ ...data, files: [file] }, scratch, path.join(scratch, name), 1)
  const changed = () => statSync(path.join(scratch, 'first', path.dirname(file), `0_${path.basename(file)}`)).mtimeMs
  await make('first')
  const before = changed()
  await new Promise((resolve) => setTimeout(resolve, 20))
  await make('second')
  expect(changed()).toBe(before)
})
