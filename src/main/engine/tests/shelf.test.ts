import { cpSync, readdirSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Engine } from '../../../shared/contract.ts'
import { evaluate, finishedSweep, newEngine, sampleRun } from '../../../testing/engine.ts'
import { makeFolder, temporaryFolder } from '../../../testing/folders.ts'
import { indexSample } from '../../../testing/home.ts'
import { sampleDataset, sampleModel } from '../../../testing/sample.ts'
import { openEngine } from '../engine.ts'
import { findResources } from '../../resources.ts'

const IMAGES = 6

/** A home with the sample, two runs of two models on it (1 and 2), and a sweep (5) of two runs (3 and 4) of the second. */
const { folder: home, remove } = makeFolder()
beforeAll(async () => {
  await indexSample(home)
  const engine = openEngine({ home, resources: findResources() })
  await evaluate(engine, sampleRun(227, { limit: IMAGES, name: 'large' }))
  await evaluate(engine, sampleRun(99, { limit: IMAGES, name: 'small' }))
  const sizes = [112, 128].map((resize) => ({ resize, crop: 99 }))
  const { recipe = {} } = sampleRun(99)
  const settings = { dataset: 'sample', asIndexed: true, recipe, limit: IMAGES, threads: 1 }
  await finishedSweep(engine, { ...settings, models: [{ file: sampleModel(99), sizes }], name: 'sizes' })
  await engine.close()
})
afterAll(remove)

function copied(): { engine: Engine; folder: string } {
  const folder = temporaryFolder()
  cpSync(home, folder, { recursive: true })
  return { engine: newEngine(folder), folder }
}

const idsOf = async (engine: Engine) => (await engine.call('runs.list', {})).map(({ run }) => run)
const called = (things: { kind: string; id: number }[]) => things.map(({ kind, id }) => `${kind} ${id}`)

function rowsOf(folder: string, table: string): number {
  const db = new Sqlite(path.join(folder, 'acuity.db'), { readonly: true })
  try {
    return Number(db.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get())
  } finally {
    db.close()
  }
}

it('things are renamed, their ids stay, and a name that is taken is refused with what has it', async () => {
  const { engine } = copied()
  const told: string[] = []
  engine.on('changed', ({ what }) => told.push(what))
  const renamed = await engine.call('library.rename', { kind: 'run', which: 'small', name: '  tiny ' })
  expect(renamed).toEqual({ kind: 'run', id: 2, name: 'tiny', before: 'small' })
  expect(told).toEqual(['runs'])
  expect(await engine.call('runs.get', { run: 'tiny' })).toMatchObject({ run: 2 })
  await expect(engine.call('runs.get', { run: 'small' })).rejects.toMatchObject({ code: 'not-found' })

  await expect(engine.call('library.rename', { kind: 'run', which: 1, name: 'tiny' })).rejects.toMatchObject({
    code: 'already-exists',
    message: 'Run 2 is called tiny already.',
  })
  await expect(engine.call('library.rename', { kind: 'run', which: 1, name: '7' })).rejects.toMatchObject({
    code: 'invalid-input',
  })
  // Names are told apart within a kind.
  await engine.call('library.rename', { kind: 'sweep', which: 'sizes', name: 'tiny' })
  await engine.call('library.rename', { kind: 'dataset', which: 'sample', name: 'tiny' })
  await engine.call('library.rename', { kind: 'run', which: 'tiny', name: 'tiny' })
  expect(await engine.call('runs.get', { run: 3 })).toMatchObject({ sweep: 5, dataset: 'tiny' })
})

it('a model that a person named keeps the name, also where its file is added again, and its runs say it', async () => {
  const { engine } = copied()
  const named = { kind: 'model', which: 2, name: 'nearsighted' } as const
  await engine.call('library.rename', named)
  await engine.call('models.add', { file: sampleModel(99) })
  const models = await engine.call('models.list', {})
  expect(models.map(({ model, name }) => [model, name])).toContainEqual([2, 'nearsighted'])
  const runs = await engine.call('runs.list', {})
  expect(runs.map(({ model }) => model === 'nearsighted')).toEqual([false, true, true, true])
  await expect(engine.call('library.rename', { ...named, which: 1 })).rejects.toMatchObject({
    message: 'Model 2 is called nearsighted already.',
  })
})

it('what is archived or pinned says since when, and what it changed is told, to be undone', async () => {
  const { engine } = copied()
  const archive = (which: (string | number)[], archived: boolean) =>
    engine.call('library.archive', { kind: 'run', which, archived })
  expect(await archive([1], true)).toEqual({ ids: [1] })
  expect(await archive(['large', 'small', 1], true)).toEqual({ ids: [2] })
  const isArchived = async () => (await engine.call('runs.list', {})).map(({ archivedAt }) => archivedAt !== null)
  expect(await isArchived()).toEqual([true, true, false, false])
  expect(await archive([2], false)).toEqual({ ids: [2] })
  // A sweep takes its runs along, and gives them back.
  await engine.call('library.archive', { kind: 'sweep', which: [5], archived: true })
  expect(await isArchived()).toEqual([true, false, true, true])
  expect(await engine.call('sweeps.get', { sweep: 5 })).toMatchObject({ archivedAt: expect.any(String) as string })

  expect(await engine.call('library.pin', { kind: 'run', which: [1, 3], pinned: true })).toEqual({ ids: [1, 3] })
  const runs = await engine.call('runs.list', {})
  expect(runs.flatMap(({ run, pinnedAt }) => (pinnedAt === null ? [] : [run]))).toEqual([1, 3])
  expect(runs.every(({ startedAt, createdAt }) => (startedAt ?? '') >= createdAt)).toBe(true)
})

it('runs have tags and notes, and what an edit replaced is put back as it was', async () => {
  const { engine } = copied()
  const written = async () =>
    (await engine.call('runs.list', {})).slice(0, 3).map(({ note, tags }) => [note, ...tags].join('|'))
  await engine.call('runs.annotate', { runs: ['large'], add: ['paper', 'b'], note: 'for table 2' })
  const { replaced } = await engine.call('runs.annotate', { runs: [1, 2, 2], add: ['b'], remove: ['paper'] })
  expect(await written()).toEqual(['for table 2|b', '|b', ''])
  expect(replaced).toEqual([
    { run: 1, note: 'for table 2', tags: ['b', 'paper'] },
    { run: 2, note: '', tags: [] },
  ])
  const one = await Promise.all([1, 2, 3, 4].map((run) => engine.call('runs.get', { run })))
  expect(await engine.call('runs.list', {})).toEqual(one)
  await engine.call('runs.putAnnotations', { annotations: replaced })
  expect(await written()).toEqual(['for table 2|b|paper', '', ''])
})

it('images are tagged together, and what that replaced is put back', async () => {
  const { engine } = copied()
  await engine.call('annotations.set', { image: 1, tags: ['dark'], note: 'a note' })
  const { replaced } = await engine.call('annotations.edit', { images: [1, 2, 3], add: ['dark', 'small'] })
  expect(replaced.map(({ image }) => image)).toEqual([1, 2, 3])
  expect(await engine.call('annotations.get', { image: 1 })).toEqual({ note: 'a note', tags: ['dark', 'small'] })
  expect((await engine.call('annotations.edit', { images: [2], add: ['dark'] })).replaced).toEqual([])
  await engine.call('annotations.put', { annotations: replaced })
  expect(await engine.call('annotations.get', { image: 1 })).toEqual({ note: 'a note', tags: ['dark'] })
  expect(await engine.call('annotations.get', { image: 3 })).toEqual({ note: '', tags: [] })
  await expect(engine.call('annotations.edit', { images: [2, 9999], add: ['x'] })).rejects.toMatchObject({
    code: 'not-found',
  })
  expect(await engine.call('annotations.get', { image: 2 })).toEqual({ note: '', tags: [] })
})

it('a run that is deleted is nowhere, and comes back as it was', async () => {
  const { engine } = copied()
  const before = await engine.call('runs.get', { run: 1 })
  const { deletion, things } = await engine.call('library.delete', { kind: 'run', which: ['large'] })
  expect(things).toEqual([{ kind: 'run', id: 1, name: 'large' }])
  expect(await idsOf(engine)).toEqual([2, 3, 4])
  const gone = { code: 'not-found' }
  for (const run of [1, 'large']) {
    await expect(engine.call('runs.get', { run })).rejects.toMatchObject(gone)
    await expect(engine.call('runs.compare', { runs: [2, run] })).rejects.toMatchObject(gone)
    await expect(engine.call('reports.render', { run, as: 'summary', format: 'csv' })).rejects.toMatchObject(gone)
    await expect(engine.call('results.flips', { first: 2, second: run })).rejects.toMatchObject(gone)
  }
  for (const method of ['results.classes', 'results.confusions', 'results.calibration'] as const)
    await expect(engine.call(method, { run: 1 })).rejects.toMatchObject(gone)
  await expect(engine.call('results.skipped', { run: 1, after: '', count: 1 })).rejects.toMatchObject(gone)
  await expect(engine.call('results.rows', { run: 1, images: [1] })).rejects.toMatchObject(gone)
  const answers = await engine.call('results.imageInRuns', { image: 1 })
  expect(answers.map(({ run }) => run)).toEqual([2, 3, 4])

  // Its name is free, and it does not take it from the one that has it now.
  await engine.call('library.rename', { kind: 'run', which: 2, name: 'large' })
  const restored = await engine.call('library.restore', { deletion })
  expect(restored).toMatchObject({ deletion, renamed: [{ kind: 'run', id: 1, name: 'large (2)' }] })
  expect(await engine.call('runs.get', { run: 1 })).toEqual({ ...before, name: 'large (2)' })
  await expect(engine.call('library.restore', { deletion })).rejects.toMatchObject(gone)
  await expect(engine.call('library.restore', {})).rejects.toMatchObject(gone)
})

it('a sweep goes with the last of its runs, and comes back with them', async () => {
  const { engine } = copied()
  await engine.call('library.delete', { kind: 'run', which: [3] })
  expect(await engine.call('sweeps.get', { sweep: 5 })).toMatchObject({ runs: [{ run: 4 }] })
  const second = await engine.call('library.delete', { kind: 'run', which: [4] })
  expect(called(second.things)).toEqual(['sweep 5', 'run 4'])
  expect(await engine.call('sweeps.list', {})).toEqual([])
  expect((await engine.call('library.deletions', {})).map(({ things }) => called(things))).toEqual([
    ['sweep 5', 'run 4'],
    ['run 3'],
  ])
  // The first one's sweep is still away.
  const { deletion = 0 } = (await engine.call('library.deletions', {}))[1] ?? {}
  await engine.call('library.restore', { deletion })
  expect(await engine.call('runs.get', { run: 3 })).toMatchObject({ sweep: null })
  await engine.call('library.restore', {})
  expect(await engine.call('sweeps.list', {})).toMatchObject([{ sweep: 5, runs: [{ run: 3 }, { run: 4 }] }])
})

it('a dataset goes with its runs and notes, which is said first; its name and its folder are free', async () => {
  const { engine } = copied()
  await engine.call('annotations.edit', { images: [1, 2], add: ['dark'] })
  const one = await engine.call('library.delete', { kind: 'run', which: [1] })
  const weight = await engine.call('library.weighDeletion', { kind: 'dataset', which: ['sample'] })
  expect(called(weight.things)).toEqual(['dataset 1', 'sweep 5', 'run 2', 'run 3', 'run 4'])
  expect(weight).toMatchObject({ answers: 3 * IMAGES, annotated: 2, atWork: [] })
  const [dataset] = await engine.call('datasets.list', {})
  expect(weight.images).toBe(dataset?.images)
  expect(weight.cacheBytes).toBeGreaterThan(0)

  const { deletion } = await engine.call('library.delete', { kind: 'dataset', which: ['sample'] })
  for (const list of ['datasets.list', 'runs.list', 'sweeps.list'] as const)
    expect(await engine.call(list, {})).toEqual([])
  expect(await engine.call('library.restore', { deletion })).toMatchObject({ renamed: [] })
  expect(await idsOf(engine)).toEqual([2, 3, 4])

  const again = await engine.call('library.delete', { kind: 'dataset', which: [1] })
  // Deleted before its dataset, it has none.
  await expect(engine.call('library.restore', { deletion: one.deletion })).rejects.toMatchObject({
    code: 'invalid-input',
    message: 'The run large needs its dataset sample, which was deleted later: bring that back first.',
  })
  expect(await idsOf(engine)).toEqual([])
  const indexed = await engine.call('datasets.index', { folder: sampleDataset, name: 'sample' })
  expect(indexed).toMatchObject({ name: 'sample', sameImagesAs: [], movedFrom: null })
  expect(indexed.dataset).not.toBe(1)
  expect(await engine.call('library.restore', { deletion: again.deletion })).toMatchObject({
    renamed: [{ kind: 'dataset', id: 1, name: 'sample (2)' }],
  })
})

it('a model goes with its runs; added again, it is there, and its runs come back with the deletion', async () => {
  const { engine } = copied()
  const { things } = await engine.call('library.delete', { kind: 'model', which: [1] })
  expect(called(things)).toEqual(['model 1', 'run 1'])
  await engine.call('models.add', { file: sampleModel(227) })
  expect((await engine.call('models.list', {})).map(({ model }) => model).toSorted()).toEqual([1, 2])
  expect(await idsOf(engine)).toEqual([2, 3, 4])
  expect(called((await engine.call('library.restore', {})).things)).toEqual(['run 1'])
  expect(await idsOf(engine)).toEqual([1, 2, 3, 4])
})

it('what is at work is not deleted, and nothing with it', async () => {
  const { engine } = copied()
  await engine.call('queue.pause', {})
  const { run } = await engine.call('runs.start', sampleRun(99, { limit: IMAGES, name: 'waits' }))
  const all = { kind: 'run' as const, which: [1, run] }
  expect(called((await engine.call('library.weighDeletion', all)).atWork)).toEqual([`run ${run}`])
  await expect(engine.call('library.delete', all)).rejects.toMatchObject({
    code: 'busy',
    message: `Run ${run} (waits) goes on or waits for its turn: cancel that first. Nothing was deleted.`,
  })
  expect(await idsOf(engine)).toEqual([1, 2, 3, 4, run])
  await engine.call('runs.cancel', { run })
  await engine.call('library.delete', all)
  expect(await idsOf(engine)).toEqual([2, 3, 4])
})

it('what is removed for good leaves no row, and no part of the cache that nothing else uses', async () => {
  const { engine, folder } = copied()
  await engine.call('annotations.edit', { images: [1, 2], add: ['dark'] })
  await engine.call('runs.annotate', { runs: [2], add: ['paper'], note: 'n' })
  await engine.call('library.delete', { kind: 'run', which: [1] })
  await engine.call('library.delete', { kind: 'dataset', which: [1] })
  const purged = await engine.call('library.purge', {})
  expect(purged).toMatchObject({ things: 6, answers: 4 * IMAGES })
  expect(purged.cacheBytes).toBeGreaterThan(0)
  const tables = ['runs', 'predictions', 'packed_answers', 'run_tags', 'run_notes', 'sweeps', 'sweep_runs', 'datasets']
  for (const table of [...tables, 'images', 'classes', 'image_tags', 'skips', 'deletions'])
    expect([table, rowsOf(folder, table)]).toEqual([table, 0])
  expect(rowsOf(folder, 'models')).toBe(2)
  expect(readdirSync(path.join(folder, 'cache', 'crops')).filter((name) => name.endsWith('.crops'))).toEqual([])
  await expect(engine.call('library.restore', {})).rejects.toMatchObject({ code: 'not-found' })
  expect(await engine.call('engine.diagnose', { integrity: true })).toMatchObject({ database: { problems: [] } })
})

it('an image’s tags stay where another dataset has the image', async () => {
  const { engine, folder } = copied()
  await engine.call('annotations.edit', { images: [1], add: ['dark'] })
  const root = path.join(temporaryFolder(), 'copy')
  cpSync(sampleDataset, root, { recursive: true })
  await engine.call('datasets.index', { folder: root, name: 'copy' })
  const which = { kind: 'dataset' as const, which: ['sample'] }
  expect(await engine.call('library.weighDeletion', which)).toMatchObject({ annotated: 0, cacheBytes: 0 })
  await engine.call('library.delete', which)
  expect(await engine.call('library.purge', {})).toMatchObject({ cacheBytes: 0 })
  expect(rowsOf(folder, 'image_tags')).toBe(1)
  expect(await engine.call('annotations.tags', {})).toEqual([{ tag: 'dark', images: 1, datasets: ['copy'] }])
})

it('an engine that begins a day later removes what was deleted, and none before', async () => {
  const { engine, folder } = copied()
  await engine.call('library.delete', { kind: 'run', which: [1] })
  await engine.close()
  const early = newEngine(folder)
  expect(await early.call('library.deletions', {})).toHaveLength(1)
  await early.close()
  const db = new Sqlite(path.join(folder, 'acuity.db'))
  const yesterday = new Date(Date.now() - 25 * 3600_000).toISOString()
  db.prepare('UPDATE deletions SET deleted_at = ?').run(yesterday)
  db.close()
  const late = newEngine(folder)
  await expect.poll(() => rowsOf(folder, 'deletions')).toBe(0)
  expect(rowsOf(folder, 'runs')).toBe(3)
  expect(rowsOf(folder, 'predictions')).toBe(3 * IMAGES)
  await expect(late.call('library.restore', {})).rejects.toMatchObject({ code: 'not-found' })
})
