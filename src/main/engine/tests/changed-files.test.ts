import { cpSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Engine, EventPayload, Input } from '../../../shared/contract.ts'
import { evaluate, newEngine, sampleRun } from '../../../testing/engine.ts'
import { temporaryFolder } from '../../../testing/folders.ts'
import { sampleDataset } from '../../../testing/sample.ts'
import { advised, refused } from '../../../testing/remedies.ts'
import { openDatabase } from '../db/index.ts'

/** Two classes of the sample are enough. */
const folders = readdirSync(sampleDataset)
  .filter((name) => !name.includes('.'))
  .toSorted()
  .slice(0, 2)
const files = folders.flatMap((folder) =>
  readdirSync(path.join(sampleDataset, folder))
    .toSorted()
    .map((file) => `${folder}/${file}`),
)
const last = files.at(-1) ?? ''

async function copiedSample(home = temporaryFolder()) {
  const folder = temporaryFolder()
  for (const part of [...folders, 'classes.txt'])
    cpSync(path.join(sampleDataset, part), path.join(folder, part), { recursive: true, preserveTimestamps: true })
  const engine = newEngine(home)
  const { dataset } = await engine.call('datasets.index', { folder, name: 'sample' })
  const at = (file: string) => path.join(folder, file)
  return { engine, folder, dataset, at, home }
}

/** Another image in a file's place, of its very size: what follows an image's end is of no account. */
function replace(file: string, by: string): void {
  const { size, mtimeMs } = statSync(file)
  const picture = readFileSync(by)
  expect(picture.length).toBeLessThanOrEqual(size)
  writeFileSync(file, Buffer.concat([picture, Buffer.alloc(size - picture.length)]))
  utimesSync(file, new Date(), new Date(mtimeMs + 60_000))
}

/** A file, and a smaller one of another class. */
function pair(at: (file: string) => string): [file: string, smaller: string] {
  const size = (file: string) => statSync(at(file)).size
  const [large = ''] = files.slice(0, 20).toSorted((a, b) => size(b) - size(a))
  const smaller = files.slice(20).find((file) => size(file) < size(large) - 100)
  return [large, smaller ?? '']
}

const touch = (at: (file: string) => string) => {
  for (const file of files) utimesSync(at(file), new Date(), new Date(statSync(at(file)).mtimeMs + 60_000))
}

/** What a run answered for a file: everything but its name and label. */
async function answer(engine: Engine, run: number, file: string): Promise<string | undefined> {
  const { text } = await engine.call('reports.render', { run, as: 'images', format: 'csv' })
  const line = text.split('\r\n').find((each) => each.startsWith(`${file},`))
  return line?.split(',').slice(4, 9).join()
}

const start = async (engine: Engine, more: Partial<Input<'runs.start'>> = {}) => {
  const { run, index } = await engine.call('runs.start', sampleRun(99, { asIndexed: false, ...more }))
  return { ...(await engine.call('runs.wait', { run })), index }
}

describe('a file replaced by another of its size', () => {
  it.each([true, false])(
    'is evaluated as what it is now, by a run that looks again first (cache: %s)',
    async (cache) => {
      const { engine, at } = await copiedSample()
      const [large, smaller] = pair(at)
      const before = await start(engine, { cache })
      expect(before.index).toMatchObject({ added: 0, changed: 0, removed: 0, unchanged: 40 })
      replace(at(large), at(smaller))
      const after = await start(engine, { cache })
      expect(after.index).toMatchObject({ changed: 1, unchanged: 39, images: 40 })
      expect(after.images).toMatchObject({ indexed: 40, evaluated: 40, skipped: 0 })
      expect(await answer(engine, after.run, large)).toBe(await answer(engine, before.run, smaller))
      // And it is another image: nothing pairs it with what lay there before.
      expect((await engine.call('results.flips', { first: before.run, second: after.run })).images).toBe(39)
      await expect(engine.call('runs.again', { run: before.run })).rejects.toThrow(/has changed since run/)
    },
  )

  it('is skipped as changed where the dataset is taken as it was indexed, cached or not', async () => {
    const { engine, at } = await copiedSample()
    const [large, smaller] = pair(at)
    await start(engine)
    replace(at(large), at(smaller))
    for (const cache of [true, false]) {
      const run = await start(engine, { asIndexed: true, cache })
      expect(run.index).toBeNull()
      expect(run.images).toMatchObject({ evaluated: 39, skippedBy: [{ reason: 'file-changed', images: 1 }] })
    }
  })

  it.each([true, false])('while the run goes on is skipped as changed (cached: %s)', async (cache) => {
    const { engine, at } = await copiedSample()
    if (cache) await start(engine)
    const [large, smaller] = pair(at)
    const slow = sampleRun(99, { asIndexed: false, cache, batch: 1 })
    let replaced = false
    engine.on('run.progress', ({ phase }: EventPayload<'run.progress'>) => {
      // The index was brought up to date long ago, and no file has been read yet.
      if (phase === 'measuring' && !replaced) replace(at(large), at(smaller))
      replaced ||= phase === 'measuring'
    })
    const run = await evaluate(engine, slow)
    expect(run.images).toMatchObject({ evaluated: 39, skippedBy: [{ reason: 'file-changed', images: 1 }] })
  })
})

describe('files that were only touched', () => {
  it('are the same dataset, the same images and the same cached pixels', async () => {
    const { engine, at } = await copiedSample()
    const before = await start(engine)
    touch(at)
    const after = await start(engine)
    expect(after.index).toMatchObject({ unchanged: 40, changed: 0, fingerprint: before.datasetFingerprint })
    expect(after).toMatchObject({ cropCache: { appended: 0 }, speed: { pipeline: { cached: 40 } } })
    const again = await engine.call('runs.again', { run: before.run })
    expect(await engine.call('runs.wait', again)).toMatchObject({ images: { evaluated: 40 } })
    const asIndexed = await start(engine, { asIndexed: true, cache: false })
    expect(asIndexed).toMatchObject({ images: { evaluated: 40, skipped: 0 }, top1: before.top1 })
    expect((await engine.call('results.flips', { first: before.run, second: after.run })).images).toBe(40)
  })

  it('keep no interrupted run from going on', async () => {
    const { engine, at } = await copiedSample()
    // Its first word of evaluating: of so few images all may be evaluated by the next.
    const unsubscribe = engine.on('run.progress', ({ run, phase }: EventPayload<'run.progress'>) => {
      if (phase === 'evaluating') void engine.call('runs.cancel', { run })
    })
    const stopped = await start(engine, { batch: 1 })
    unsubscribe()
    expect(stopped.status).toBe('interrupted')
    touch(at)
    // Another run has had the index brought up to date meanwhile.
    await start(engine, { limit: 1 })
    await engine.call('runs.resume', { run: stopped.run })
    expect(await engine.call('runs.wait', { run: stopped.run })).toMatchObject({
      status: 'done',
      images: { evaluated: 40, skipped: 0 },
    })
  })

  it('are read whole before cached pixels are taken for theirs: a byte amid the file may be another', async () => {
    const { engine, at } = await copiedSample()
    // Between what indexing reads of a file, its first 16 KiB and its last KiB.
    const file = files.find((each) => statSync(at(each)).size > 18_500) ?? ''
    await start(engine)
    const { mtimeMs } = statSync(at(file))
    const content = readFileSync(at(file))
    content.fill(0x55, 16_500, 17_000)
    writeFileSync(at(file), content)
    utimesSync(at(file), new Date(), new Date(mtimeMs + 60_000))
    const warm = await start(engine)
    // Such bytes are no JPEG's: it is damaged, and not kept.
    const damaged = { cropCache: { appended: 0 }, images: { damaged: 1 } }
    expect(warm).toMatchObject({ speed: { pipeline: { cached: 39 } }, ...damaged })
    const cold = await start(engine, { cache: false })
    expect(await answer(engine, warm.run, file)).toBe(await answer(engine, cold.run, file))
  })
})

describe('a folder that is gone', () => {
  it('ends a run before it begins, and leaves the dataset as it was', async () => {
    const { engine, folder } = await copiedSample()
    const [before] = await engine.call('datasets.list', {})
    renameSync(folder, `${folder}-away`)
    try {
      await expect(engine.call('runs.start', sampleRun(99, { asIndexed: false }))).rejects.toThrow(
        `The folder of sample is gone: ${folder}`,
      )
      expect(await engine.call('datasets.list', {})).toEqual([before])
      expect(await engine.call('runs.list', {})).toEqual([])
    } finally {
      renameSync(`${folder}-away`, folder)
    }
  })
})

describe('a folder that is empty, or has a list beside its classes that is none of theirs', () => {
  it('leaves the dataset as it was, or warns of it with every run', async () => {
    const { engine, at } = await copiedSample()
    writeFileSync(at('val.txt'), 'ILSVRC2012_val_00000001.JPEG 65\n')
    const run = await start(engine, { sample: 2 })
    expect(run.index?.warnings).toEqual([
      advised(/^val\.txt is left out/, { do: 'set', values: { labels: at('val.txt') } }),
    ])
    expect(run.warnings).toEqual(run.index?.warnings)
    const [before] = await engine.call('datasets.list', {})
    for (const folder of folders) rmSync(at(folder), { recursive: true })
    await expect(engine.call('runs.start', sampleRun(99, { asIndexed: false }))).rejects.toMatchObject({
      code: 'labels-invalid',
    })
    rmSync(at('val.txt'))
    await expect(engine.call('runs.start', sampleRun(99, { asIndexed: false }))).rejects.toMatchObject({
      code: 'dataset-invalid',
    })
    expect(await engine.call('datasets.list', {})).toEqual([before])
  })
})

describe('a folder that somebody else is indexing', () => {
  it('is waited for, and that is said', async () => {
    const { engine, home, folder } = await copiedSample()
    const other = openDatabase(path.join(home, 'acuity.db'))
    const lock = other.locks.take(`index:${folder}`, 'The folder')
    const waits = new Promise<void>((resolve) => {
      engine.on('index.progress', ({ waiting }: EventPayload<'index.progress'>) => (waiting ? resolve() : undefined))
    })
    const run = start(engine, { limit: 2 })
    await waits
    lock.release()
    expect(await run).toMatchObject({ status: 'done', images: { evaluated: 2 } })
    other.close()
    rmSync(path.join(folder, last))
    const both = await Promise.all([start(engine, { limit: 1 }), start(engine, { limit: 1 })])
    expect(both.map(({ status }) => status)).toEqual(['done', 'done'])
    expect(both.map(({ index }) => index?.removed).toSorted()).toEqual([0, 1])
  })
})

it('refuses to refuse links that were followed where the files are taken as they were indexed', async () => {
  const { engine } = await copiedSample()
  const asIndexed = (follow: boolean) => engine.call('runs.start', sampleRun(99, { limit: 1, follow }))
  await expect(asIndexed(false)).rejects.toThrow(
    refused(/indexed with links .* followed\./, { do: 'refresh' }, { do: 'treat-links', follow: true }),
  )
  await expect(asIndexed(true)).resolves.toMatchObject({ index: null })
})
