import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../../../shared/contract.ts'
import { readBmp } from '../../../testing/bmp.ts'
import { newEngine } from '../../../testing/engine.ts'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { jpeg } from '../../../testing/images.ts'
import { hasSharedData, sharedData } from '../../../testing/shared-data.ts'
import { findResources } from '../../resources.ts'
import { createDecoder, shrink } from '../image/index.ts'
import { openEngine } from '../index.ts'

/** An engine with one dataset of these files, each an image whose id is its position in order of the paths. */
async function indexed(files: Record<string, string | Uint8Array>): Promise<{ engine: Engine; root: string }> {
  const root = temporaryFolder()
  writeFiles(root, files)
  const engine = newEngine()
  await engine.call('datasets.index', { folder: root, name: 'pictures' })
  return { engine, root }
}

const draw = async (engine: Engine, image: number, side: number) =>
  readBmp((await engine.call('images.picture', { image, side })).bmp)

describe('a picture', () => {
  it('has the pixels of the decoder, never enlarged', async () => {
    const file = jpeg(41, 30)
    const { engine } = await indexed({ 'n01440764/a.JPEG': file })
    const { width, height, data } = createDecoder().decode(file)
    expect(await draw(engine, 1, 2048)).toEqual({ width, height, data: new Uint8Array(data) })
    expect(await draw(engine, 1, 41)).toMatchObject({ width: 41, height: 30 })
  })

  it('has its longer side as asked for', async () => {
    const [wide, tall] = [jpeg(400, 300), jpeg(30, 600)]
    const { engine } = await indexed({ 'n01440764/a.JPEG': wide, 'n01440764/b.JPEG': tall })
    expect(await draw(engine, 1, 192)).toEqual(shrink(createDecoder().decode(wide), 192))
    expect(await draw(engine, 1, 192)).toMatchObject({ width: 192, height: 144 })
    expect(await draw(engine, 2, 16)).toMatchObject({ width: 1, height: 16 })
  })

  it('is drawn for each of many that are asked for at once', async () => {
    const files = Array.from({ length: 30 }, (_, i) => [
      `n01440764/${String(i).padStart(2, '0')}.JPEG`,
      jpeg(20 + i, 40),
    ])
    const { engine } = await indexed(Object.fromEntries(files) as Record<string, Uint8Array>)
    const finished: number[] = []
    const pictures = await Promise.all(
      files.map(async (_, i) => {
        const picture = await draw(engine, i + 1, 100)
        finished.push(i)
        return picture
      }),
    )
    expect(pictures.map(({ width }) => width)).toEqual(files.map((_, i) => 20 + i))
    // What was asked for last comes first, but for the two that were begun at once.
    expect(finished).toEqual([0, 1, ...Array.from({ length: 28 }, (_, i) => 29 - i)])
  })

  it.skipIf(!hasSharedData)(
    'shows what the evaluation sees, whatever the file says besides (needs ../shared/data)',
    async () => {
      const names = ['cmyk.JPEG', 'exif6.JPEG', 'gray.JPEG', 'png-inside.JPEG']
      const file = (name: string) => readFileSync(path.join(sharedData, 'fixtures', name))
      const { engine } = await indexed(Object.fromEntries(names.map((name) => [`n01440764/${name}`, file(name)])))
      const decoder = createDecoder()
      for (const [i, name] of names.entries()) {
        const { width, height, data } = decoder.decode(file(name))
        expect(await draw(engine, i + 1, 2048)).toEqual({ width, height, data: new Uint8Array(data) })
      }
    },
  )
})

describe('a thumbnail', () => {
  /** Mean absolute difference of the samples. */
  const difference = (a: Uint8Array, b: Uint8Array) =>
    a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / a.length

  it('is the picture, compressed', async () => {
    const file = jpeg(400, 300)
    const { engine } = await indexed({ 'n01440764/a.JPEG': file })
    const { type, bytes } = await engine.call('images.thumbnail', { image: 1, side: 192 })
    expect(type).toBe('image/jpeg')
    const [shown, exact] = [createDecoder().decode(bytes), shrink(createDecoder().decode(file), 192)]
    expect([shown.width, shown.height]).toEqual([192, 144])
    expect(difference(shown.data, exact.data)).toBeLessThan(8)
  })

  it('is drawn once: from then on it needs neither the file nor the engine that drew it', async () => {
    const home = temporaryFolder()
    const root = temporaryFolder()
    writeFiles(root, { 'n01440764/a.JPEG': jpeg(400, 300), 'n01440764/b.JPEG': jpeg(300, 400) })
    const first = openEngine({ home, resources: findResources() })
    await first.call('datasets.index', { folder: root, name: 'pictures' })
    const drawn = await first.call('images.thumbnail', { image: 1, side: 192 })
    await first.close()
    rmSync(path.join(root, 'n01440764/a.JPEG'))

    const engine = newEngine(home)
    expect(await engine.call('images.thumbnail', { image: 1, side: 192 })).toEqual(drawn)
    await expect(engine.call('images.thumbnail', { image: 1, side: 384 })).rejects.toMatchObject({ code: 'not-found' })
    await engine.call('images.thumbnail', { image: 2, side: 192 })
    expect((await engine.call('cache.list', {})).thumbnails).toMatchObject({ images: 2 })
    expect((await engine.call('cache.clear', {})).files).toBe(1)
    expect((await engine.call('cache.list', {})).thumbnails).toMatchObject({ images: 0 })
  })

  it('is drawn anew where the file has changed and was indexed again', async () => {
    const { engine, root } = await indexed({ 'n01440764/a.JPEG': jpeg(400, 300) })
    const before = await engine.call('images.thumbnail', { image: 1, side: 192 })
    writeFileSync(path.join(root, 'n01440764/a.JPEG'), jpeg(300, 400, 7))
    await engine.call('datasets.reindex', { dataset: 1 })
    const after = await engine.call('images.thumbnail', { image: 2, side: 192 })
    expect(createDecoder().decode(after.bytes)).toMatchObject({ width: 144, height: 192 })
    expect(await engine.call('images.thumbnail', { image: 1, side: 192 })).toEqual(before)
  })
})

describe('an image that cannot be shown is named, with the reason', () => {
  it.each<[string, (file: string) => void, string, RegExp]>([
    ['missing', (file) => rmSync(file), 'not-found', /is gone: bring it back/],
    [
      'changed',
      (file) => writeFileSync(file, jpeg(50, 50)),
      'file-unreadable',
      /bytes when indexed, .*index the folder again/,
    ],
    ['damaged', (file) => writeFileSync(file, Buffer.alloc(jpeg().byteLength)), 'file-unreadable', /cannot be shown/],
    ['gone with its folder', (file) => rmSync(path.dirname(file), { recursive: true }), 'file-unreadable', /is gone/],
  ])('%s', async (_what, damage, code, message) => {
    const { engine, root } = await indexed({ 'n01440764/a.JPEG': jpeg(), 'n01443537/b.JPEG': jpeg() })
    damage(path.join(root, 'n01440764/a.JPEG'))
    const request = engine.call('images.picture', { image: 1, side: 64 })
    await expect(request).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string })
    await expect(request).rejects.toThrow(path.join(root, 'n01440764'))
    expect(await draw(engine, 2, 64)).toMatchObject({ width: 40 })
  })

  it('unknown', async () => {
    const { engine } = await indexed({ 'n01440764/a.JPEG': jpeg() })
    await expect(engine.call('images.picture', { image: 7, side: 64 })).rejects.toMatchObject({ code: 'not-found' })
    await expect(engine.call('images.picture', { image: 1, side: 5000 })).rejects.toMatchObject({
      code: 'invalid-input',
    })
  })
})

it('an image is located, as long as it is there', async () => {
  const { engine, root } = await indexed({ 'n01440764/a.JPEG': jpeg() })
  const file = path.join(root, 'n01440764/a.JPEG')
  expect(await engine.call('images.locate', { image: 1 })).toEqual({ file })
  renameSync(file, `${file}.away`)
  await expect(engine.call('images.locate', { image: 1 })).rejects.toMatchObject({ code: 'not-found' })
  await expect(engine.call('images.locate', { image: 2 })).rejects.toMatchObject({ code: 'not-found' })
})

it('an engine that closes draws what is in work, and gives up on the rest', async () => {
  const files = Array.from({ length: 20 }, (_, i) => [`n01440764/${i}.JPEG`, jpeg(400, 400, i)])
  const { engine } = await indexed(Object.fromEntries(files) as Record<string, Uint8Array>)
  const asked = files.map((_, i) => engine.call('images.picture', { image: i + 1, side: 100 }))
  const results = Promise.allSettled(asked)
  await engine.close()
  const outcomes = (await results).map((result) =>
    result.status === 'fulfilled' ? 'drawn' : (result.reason as { code: string }).code,
  )
  expect(outcomes.filter((outcome) => outcome === 'drawn').length).toBeGreaterThanOrEqual(2)
  expect(new Set(outcomes)).toEqual(new Set(['drawn', 'cancelled']))
})
