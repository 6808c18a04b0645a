import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../testing/folders.ts'
import { saveBytes } from './save-bytes.ts'

it('writes a file, or says why it cannot', async () => {
  const folder = temporaryFolder()
  const file = path.join(folder, 'chart.png')
  expect(await saveBytes(file, Uint8Array.of(1, 2, 3))).toEqual({ file, bytes: 3 })
  expect([...readFileSync(file)]).toEqual([1, 2, 3])
  await expect(saveBytes(folder, Uint8Array.of(1))).rejects.toMatchObject({ code: 'file-unwritable' })
})
