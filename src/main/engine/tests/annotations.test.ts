import { appendFileSync, statSync, utimesSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { LABEL_LOOKS_WRONG } from '../../../shared/annotation.ts'
import type { Engine } from '../../../shared/contract.ts'
import { evaluate, newEngine, sampleEngine, sampleRun } from '../../../testing/engine.ts'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { jpeg } from '../../../testing/images.ts'

/** Two images: their ids are 1 and 2. */
async function indexed(engine: Engine): Promise<{ root: string; dataset: number }> {
  const root = temporaryFolder()
  writeFiles(root, { 'n01440764/a.JPEG': jpeg(), 'n01440764/b.JPEG': jpeg(50, 50) })
  const { dataset } = await engine.call('datasets.index', { folder: root, name: 'two' })
  return { root, dataset }
}

it('a note and tags are kept, told of, and taken away again', async () => {
  const home = temporaryFolder()
  const engine = newEngine(home)
  const { dataset } = await indexed(engine)
  const told: string[] = []
  engine.on('changed', ({ what }) => told.push(what))
  expect(await engine.call('annotations.get', { image: 1 })).toEqual({ note: '', tags: [] })

  await engine.call('annotations.set', { image: 1, tags: [LABEL_LOOKS_WRONG, ' blurred ', 'blurred'] })
  const written = await engine.call('annotations.set', { image: 1, note: 'a goldfish\nbehind glass' })
  expect(written).toEqual({ note: 'a goldfish\nbehind glass', tags: ['blurred', LABEL_LOOKS_WRONG] })
  expect(told).toEqual(['annotations', 'annotations'])

  const other = newEngine(home)
  expect(await other.call('annotations.get', { image: 1 })).toEqual(written)
  await other.call('annotations.set', { image: 2, tags: ['blurred'] })
  expect(await engine.call('annotations.list', { dataset })).toEqual([
    { image: 1, path: 'n01440764/a.JPEG', label: 0, ...written },
    { image: 2, path: 'n01440764/b.JPEG', label: 0, note: '', tags: ['blurred'] },
  ])
  expect(await engine.call('annotations.tags', {})).toEqual([
    { tag: 'blurred', images: 2, datasets: ['two'] },
    { tag: LABEL_LOOKS_WRONG, images: 1, datasets: ['two'] },
  ])

  await engine.call('annotations.set', { image: 1, note: ' \n', tags: [] })
  expect((await engine.call('annotations.list', { dataset })).map(({ image }) => image)).toEqual([2])
})

it('what cannot be kept is refused, and changes nothing', async () => {
  const engine = newEngine()
  await indexed(engine)
  await engine.call('annotations.set', { image: 1, note: 'kept', tags: ['kept'] })
  for (const change of [
    { note: 'x'.repeat(10_001) },
    { tags: ['one, two'] },
    { tags: [' '] },
    { tags: ['x'.repeat(51)] },
    { tags: ['two\nlines'] },
  ])
    await expect(engine.call('annotations.set', { image: 1, ...change })).rejects.toMatchObject({
      code: 'invalid-input',
    })
  await expect(engine.call('annotations.set', { image: 7, note: '' })).rejects.toMatchObject({ code: 'not-found' })
  await expect(engine.call('annotations.list', { dataset: 7 })).rejects.toMatchObject({ code: 'not-found' })
  expect(await engine.call('annotations.get', { image: 1 })).toEqual({ note: 'kept', tags: ['kept'] })
})

it('a file that was only touched keeps what was written of it; of another size it is another image', async () => {
  const engine = newEngine()
  const { root, dataset } = await indexed(engine)
  const file = path.join(root, 'n01440764/a.JPEG')
  await engine.call('annotations.set', { image: 1, note: 'of the old file', tags: ['old'] })

  utimesSync(file, new Date(), new Date(statSync(file).mtimeMs + 60_000))
  expect(await engine.call('datasets.reindex', { dataset })).toMatchObject({ unchanged: 2 })
  const [touched] = await engine.call('annotations.list', { dataset })
  expect(touched).toMatchObject({ path: 'n01440764/a.JPEG', note: 'of the old file', tags: ['old'] })
  expect(touched?.image).toBe(1)

  appendFileSync(file, 'more')
  await engine.call('datasets.reindex', { dataset })
  expect(await engine.call('annotations.list', { dataset })).toEqual([])
  // A run that saw the old file still has it.
  expect(await engine.call('annotations.get', { image: 1 })).toMatchObject({ note: 'of the old file' })
})

it('errors can be narrowed by a tag, and annotations are reported', async () => {
  const engine = await sampleEngine()
  const { run } = await evaluate(engine, sampleRun(99, { limit: 60 }))
  const { images } = await engine.call('results.errors', { run })
  const [first = 0, second = 0] = images
  await engine.call('annotations.set', { image: first, tags: ['small'], note: '=SUM(A1)' })
  await engine.call('annotations.set', { image: second, tags: ['small', 'dark'] })
  expect((await engine.call('results.errors', { run, tag: 'small' })).images).toEqual([first, second])
  expect((await engine.call('results.errors', { run, tag: 'dark' })).images).toEqual([second])
  expect((await engine.call('results.errors', { run, tag: 'none' })).images).toEqual([])

  expect(await engine.call('annotations.tagsOf', { images: images.slice(0, 10) })).toEqual([
    { image: first, tags: ['small'] },
    { image: second, tags: ['dark', 'small'] },
  ])
  const report = { run, as: 'images', format: 'csv' } as const
  const chosen = (await engine.call('reports.render', { ...report, images: [second, first] })).text.trim().split('\r\n')
  const every = (await engine.call('reports.render', report)).text.trim().split('\r\n')
  expect(chosen[0]).toBe(`${every[0]},tags`)
  expect(chosen.slice(1).map((row) => row.replace(/,("dark, small"|small)$/, ''))).toEqual(
    chosen.slice(1).flatMap((row) => every.filter((each) => row.startsWith(each))),
  )
  expect(chosen.map((row) => row.endsWith(',"dark, small"'))).toEqual([false, true, false])
  await expect(engine.call('reports.render', { ...report, as: 'errors', images: [first] })).rejects.toMatchObject({
    code: 'invalid-input',
  })

  const rows = await engine.call('results.rows', { run, images: [first, second] })
  const { text } = await engine.call('reports.render', { run, as: 'annotations', format: 'csv' })
  const [head, ...lines] = text.trim().split('\r\n')
  expect(head).toBe('file,label_wnid,tags,note')
  expect(lines).toHaveLength(2)
  const line = (image: number) =>
    lines.find((each) => each.startsWith(rows.find((row) => row.image === image)?.path ?? '-'))
  expect(line(first)).toMatch(/,x\d{8},small,'=SUM\(A1\)$/)
  expect(line(second)).toMatch(/,x\d{8},"dark, small",$/)
})
