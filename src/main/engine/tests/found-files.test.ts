import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { newEngine, windowDoor } from '../../../testing/engine.ts'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { images } from '../../../testing/layouts.ts'

const [one, two, three] = ['n01440764', 'n01443537', 'n01484850'] as const
const bytes = (at: number) => readFileSync(images[at]?.file ?? '')
const csv = async (engine: ReturnType<typeof newEngine>, as: 'disagreements' | 'duplicates') =>
  (await engine.call('datasets.render', { dataset: 'val', as, format: 'csv' })).text.trim().split('\r\n')

it('labels that a folder, a list or a name contradicts are listed, each with what says so, and gone with it', async () => {
  const engine = newEngine()
  const around = temporaryFolder()
  const folder = path.join(around, 'val')
  const list = path.join(folder, 'val.txt')
  writeFiles(folder, {
    [`${one}/a.JPEG`]: bytes(0),
    [`${one}/b.JPEG`]: bytes(1),
    [`${two}/c.JPEG`]: bytes(2),
    'val.txt': `${one}/a.JPEG ${two}\n${one}/b.JPEG ${one}\n${two}/c.JPEG ${three}\n`,
  })
  const { dataset, warnings } = await engine.call('datasets.index', { folder, name: 'val' })
  expect(warnings).toMatchObject([{ remedies: [{ do: 'set' }, { do: 'list-disagreements' }] }])
  const door = windowDoor(engine)
  const found = (from: number, count: number) => door.call('datasets.disagreements', { dataset, from, count })
  const [a, c] = [
    { path: `${one}/a.JPEG`, label: { wnid: one }, source: list, says: two },
    { path: `${two}/c.JPEG`, label: { wnid: two }, source: list, says: three },
  ]
  expect(await found(0, 500)).toMatchObject({ total: 2, files: [a, c] })
  expect(await found(1, 1)).toMatchObject({ total: 2, files: [c] })
  expect(await csv(engine, 'disagreements')).toEqual([
    'file,label_wnid,source,source_label_wnid',
    `${one}/a.JPEG,${one},${list},${two}`,
    `${two}/c.JPEG,${two},${list},${three}`,
  ])

  await engine.call('datasets.reindex', { dataset, layout: 'list' })
  expect(await found(0, 500)).toMatchObject({
    files: [
      { label: { wnid: two }, source: 'folder', says: one },
      { label: { wnid: three }, source: 'folder', says: two },
    ],
  })
  rmSync(list)
  expect(await engine.call('datasets.reindex', { dataset, layout: 'auto' })).toMatchObject({ warnings: [] })
  expect(await found(0, 500)).toEqual({ total: 0, files: [] })
})

it('all names of an image are listed together, those first of which one has another label', async () => {
  const engine = newEngine()
  const folder = path.join(temporaryFolder(), 'val')
  writeFiles(folder, {
    [`${one}/a.JPEG`]: bytes(0),
    [`${one}/b.JPEG`]: bytes(0),
    [`${one}/x.JPEG`]: bytes(1),
    [`${one}/y.JPEG`]: bytes(1),
    [`${two}/z.JPEG`]: bytes(1),
  })
  const { dataset } = await engine.call('datasets.index', { folder, name: 'val' })
  const { files, ...counts } = await windowDoor(engine).call('datasets.duplicates', { dataset, count: 500 })
  expect(counts).toEqual({ total: 3, conflicts: 1 })
  expect(files.map((file) => [file.path, file.sameAs, file.label?.index === file.sameAsLabel?.index])).toEqual([
    [`${two}/z.JPEG`, `${one}/x.JPEG`, false],
    [`${one}/y.JPEG`, `${one}/x.JPEG`, true],
    [`${one}/b.JPEG`, `${one}/a.JPEG`, true],
  ])
  expect((await csv(engine, 'duplicates'))[2]).toBe(`${one}/y.JPEG,${one},${one}/x.JPEG,${one},0`)
})
