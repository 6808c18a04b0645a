import { cpSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Engine, Input } from '../../../shared/contract.ts'
import { evaluate, newEngine, sampleRun } from '../../../testing/engine.ts'
import { temporaryFolder } from '../../../testing/folders.ts'
import { flat, images, inClassFolders } from '../../../testing/layouts.ts'

const index = (engine: Engine, folder: string, name?: string) => engine.call('datasets.index', { folder, name })
const run = (engine: Engine, dataset: string, more: Partial<Input<'runs.start'>> = {}) =>
  evaluate(engine, sampleRun(99, { dataset, ...more }))

describe('an image that was moved', () => {
  const [{ wnid, name } = { wnid: '', name: '' }] = images

  it('within its dataset is the same image: its note, an old run, the same run again', async () => {
    const engine = newEngine()
    const root = inClassFolders()
    const { dataset, fingerprint } = await index(engine, root, 'sample')
    const before = await run(engine, 'sample')
    const stopped = await engine.call('runs.start', sampleRun(99, { limit: 4, batch: 1 }))
    await engine.call('runs.wait', stopped)
    const first =
      (
        await engine.call('results.flipImages', {
          ...{ first: before.run, second: stopped.run, cell: 'both-right', label: null },
        })
      ).images[0] ?? 0
    await engine.call('annotations.set', { image: first, note: 'a note', tags: ['moved'] })
    const [row] = await engine.call('results.rows', { run: before.run, images: [first] })
    mkdirSync(path.join(root, wnid, 'deeper'))
    const at = row?.path ?? ''
    const moved = path.join(path.dirname(at), 'deeper', path.basename(at))
    mkdirSync(path.dirname(path.join(root, moved)), { recursive: true })
    renameSync(path.join(root, at), path.join(root, moved))

    const after = await engine.call('datasets.reindex', { dataset })
    expect(after).toMatchObject({ added: 1, removed: 1, fingerprint })
    expect(await engine.call('annotations.list', { dataset })).toMatchObject([
      { path: moved, note: 'a note', tags: ['moved'] },
    ])
    const again = await engine.call('runs.again', { run: before.run })
    const second = await engine.call('runs.wait', again)
    expect(second).toMatchObject({ images: { evaluated: images.length }, datasetFingerprint: fingerprint })
    expect(second.speed.pipeline?.cached).toBe(images.length)
    expect(await engine.call('results.flips', { first: before.run, second: second.run })).toMatchObject({
      images: images.length,
      cells: { lost: 0, gained: 0, 'different-wrong': 0 },
    })
    // The first images in order of their paths are not what they were.
    await expect(engine.call('runs.again', { run: stopped.run })).rejects.toThrow(/has changed since run/)
    // What an old run shows of it lies where it is now.
    expect(await engine.call('images.locate', { image: first })).toEqual({ file: path.join(root, moved) })
  })

  it('is found by a run that goes on after the index was brought up to date', async () => {
    const home = temporaryFolder()
    const engine = newEngine(home)
    const root = inClassFolders()
    const { dataset } = await index(engine, root, 'sample')
    // Its first word of evaluating: of so few images all may be evaluated by the next.
    const unsubscribe = engine.on('run.progress', ({ run: id, phase }) => {
      if (phase === 'evaluating') void engine.call('runs.cancel', { run: id })
    })
    const stopped = await run(engine, 'sample', { batch: 1 })
    unsubscribe()
    expect(stopped.status).toBe('interrupted')
    const last = images.at(-1) ?? { wnid, name }
    renameSync(path.join(root, last.wnid, last.name), path.join(root, last.wnid, 'a-first.JPEG'))
    await engine.call('datasets.reindex', { dataset })
    await engine.call('runs.resume', { run: stopped.run })
    expect(await engine.call('runs.wait', { run: stopped.run })).toMatchObject({
      status: 'done',
      images: { evaluated: images.length, skipped: 0 },
    })
  })

  it('shows its note in every dataset of the home that has it', async () => {
    const engine = newEngine()
    const { dataset } = await index(engine, inClassFolders(), 'folders')
    await engine.call('annotations.set', { image: 1, note: 'of the image', tags: ['dark'] })
    const other = await index(engine, flat(), 'flat')
    expect(await engine.call('annotations.list', { dataset: other.dataset })).toMatchObject([
      { path: 'image-100.JPEG', note: 'of the image', tags: ['dark'] },
    ])
    const [{ image } = { image: 0 }] = await engine.call('annotations.list', { dataset: other.dataset })
    await engine.call('annotations.set', { image, note: '' })
    expect(await engine.call('annotations.list', { dataset })).toMatchObject([{ image: 1, note: '', tags: ['dark'] }])
    expect(await engine.call('annotations.tags', {})).toEqual([
      { tag: 'dark', images: 1, datasets: ['flat', 'folders'] },
    ])
  })
})

describe('a folder that was moved', () => {
  async function moved(engine: Engine, layout = inClassFolders) {
    const root = inClassFolders()
    const first = await index(engine, root, 'sample')
    await engine.call('annotations.set', { image: 1, note: 'stays' })
    const before = await run(engine, 'sample', { limit: 3 })
    const elsewhere = layout()
    rmSync(root, { recursive: true })
    return { root, first, before, elsewhere }
  }

  it.each([undefined, 'sample'])('is the dataset that it was, by its images; said to be %s', async (name) => {
    const engine = newEngine()
    const { root, first, before, elsewhere } = await moved(engine)
    const found = await index(engine, elsewhere, name)
    expect(found).toMatchObject({
      ...{ dataset: first.dataset, name: 'sample', root: elsewhere, movedFrom: root, sameImagesAs: [] },
      ...{ added: 0, changed: 0, removed: 0, unchanged: images.length, fingerprint: first.fingerprint },
      classesFile: path.join(elsewhere, 'classes.txt'),
    })
    expect(await engine.call('datasets.list', {})).toMatchObject([{ name: 'sample', root: elsewhere }])
    expect(await engine.call('annotations.get', { image: 1 })).toMatchObject({ note: 'stays' })
    const after = await engine.call('runs.wait', await engine.call('runs.again', { run: before.run }))
    expect(after.speed.pipeline?.cached).toBe(3)
  })

  it('is so in another layout as well, with its runs', async () => {
    const engine = newEngine()
    const { root, first, before, elsewhere } = await moved(engine, flat)
    const found = await index(engine, elsewhere)
    expect(found).toMatchObject({
      ...{ dataset: first.dataset, movedFrom: root, labelsFile: path.join(elsewhere, 'val.txt') },
      ...{ fingerprint: first.fingerprint },
    })
    const after = await run(engine, 'sample')
    expect(await engine.call('results.flips', { first: before.run, second: after.run })).toMatchObject({ images: 3 })
    expect(after.speed.pipeline?.cached).toBe(3)
  })

  it('is another one where the images are others, or the first is still there', async () => {
    const engine = newEngine()
    const { root, elsewhere } = await moved(engine)
    const [{ wnid, name } = { wnid: '', name: '' }] = images
    rmSync(path.join(elsewhere, wnid, name))
    await expect(index(engine, elsewhere, 'sample')).rejects.toMatchObject({
      code: 'already-exists',
      message: expect.stringContaining(`of ${root}, which is gone; the images here are others.`) as string,
    })
    expect(await index(engine, elsewhere)).toMatchObject({ movedFrom: null, sameImagesAs: [] })
    const copy = temporaryFolder()
    cpSync(elsewhere, copy, { recursive: true })
    const [{ name: other } = { name: '' }] = (await engine.call('datasets.list', {})).filter(
      (each) => each.root === elsewhere,
    )
    expect(await index(engine, copy, 'a copy')).toMatchObject({ movedFrom: null, sameImagesAs: [other] })
    expect(await engine.call('datasets.list', {})).toHaveLength(3)
  })
})
