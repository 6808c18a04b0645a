import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../../testing/folders.ts'
import { readText, writeWhole } from './index.ts'

it('reads text without its byte order mark', async () => {
  const file = path.join(temporaryFolder(), 'list.txt')
  writeFileSync(file, '\uFEFFtench')
  expect(await readText(file, 'list')).toBe('tench')
})

it('refuses what is no text file, saying what it was meant to be', async () => {
  const folder = temporaryFolder()
  const large = path.join(folder, 'large.txt')
  writeFileSync(large, '')
  truncateSync(large, 65 * 1024 * 1024)
  await expect(readText(large, 'class list')).rejects.toThrow(/class list .*large\.txt: its 68157440 bytes/)
  await expect(readText(folder, 'class list')).rejects.toThrow(/not a regular file/)
  await expect(readText(path.join(folder, 'none'), 'class list')).rejects.toMatchObject({ code: 'file-unreadable' })
})

it('writes a file whole or not at all', async () => {
  const folder = temporaryFolder()
  const file = path.join(folder, 'deep', 'out.csv')
  await writeWhole(file, ['a,', 'b\r\n'])
  expect(readFileSync(file, 'utf8')).toBe('a,b\r\n')

  const breaks = (function* () {
    yield 'half of it'
    throw new Error('the source broke')
  })()
  await expect(writeWhole(file, breaks)).rejects.toThrow('the source broke')
  expect(readFileSync(file, 'utf8')).toBe('a,b\r\n')
  expect(readdirSync(path.dirname(file))).toEqual(['out.csv'])
  await expect(writeWhole(path.join(file, 'below-a-file'), ['x'])).rejects.toMatchObject({ code: 'file-unwritable' })
})
