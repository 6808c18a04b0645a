import { realpathSync, rmSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { openImage } from '../image/index.ts'
import { openSource, recogniseSource, type Images } from './index.ts'

describe('a folder of files', () => {
  let root: string
  let imageAt: Images
  beforeEach(() => {
    root = realpathSync(temporaryFolder())
    writeFiles(root, { 'n01440764/a.JPEG': 'abc' })
    imageAt = openSource({ kind: 'folder', root })
  })

  it('is what any path is taken for', async () => {
    expect(await recogniseSource(root)).toEqual({ kind: 'folder', root })
    expect(await recogniseSource('/nowhere')).toEqual({ kind: 'folder', root: '/nowhere' })
  })

  it('tells size and time of an image without opening it, and its bytes', () => {
    const image = imageAt('n01440764/a.JPEG')
    expect(image.stat()).toMatchObject({ size: 3 })
    const opened = openImage(image)
    const bytes = new Uint8Array(5)
    expect([opened.size, opened.read(bytes, 1), opened.currentMtimeMs()]).toEqual([3, 2, opened.mtimeMs])
    opened.close()
    expect(String.fromCharCode(...bytes.subarray(0, 2))).toBe('bc')
  })

  it('says where an image lies, also of one that is not there', () => {
    const image = imageAt('n01440764/b.JPEG')
    expect(image.file).toBe(path.join(root, 'n01440764', 'b.JPEG'))
    expect([image.stat(), image.lost()]).toEqual([null, null])
    rmSync(path.join(root, 'n01440764'), { recursive: true })
    expect(image.lost()).toBe(`The folder ${path.join(root, 'n01440764')}`)
  })

  it.skipIf(path.sep !== '/')('may be the root of the file system', () => {
    expect(openSource({ kind: 'folder', root: '/' })('a/b.JPEG').name).toBe('/a/b.JPEG')
  })
})

it('a kind that a later version wrote is said', () => {
  expect(() => openSource({ kind: 'cards', root: '/a' })).toThrow(/does not read datasets of kind cards/)
})
