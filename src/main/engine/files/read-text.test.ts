import { truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../../testing/folders.ts'
import { readText } from './index.ts'

it('reads text without its byte order mark, which says how it is encoded', async () => {
  const file = path.join(temporaryFolder(), 'list.txt')
  const utf16 = Buffer.from('\uFEFFHecht, Ä', 'utf16le')
  for (const bytes of [Buffer.from('\uFEFFHecht, Ä'), utf16, Buffer.from(utf16).swap16()]) {
    writeFileSync(file, bytes)
    expect(await readText(file, 'list')).toBe('Hecht, Ä')
  }
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
