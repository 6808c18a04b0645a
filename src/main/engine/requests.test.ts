import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../../shared/contract.ts'
import { evaluate, newEngine, sampleEngine, sampleRun, windowDoor } from '../../testing/engine.ts'
import { temporaryFolder } from '../../testing/folders.ts'
import { connect } from '../../testing/port.ts'
import { sampleDataset, sampleModel } from '../../testing/sample.ts'
import { serveEngine } from './index.ts'

const sample = { folder: sampleDataset, name: 'sample' }
const endless = { model: sampleModel(99), batches: [1], repetitions: 100_000, seconds: 600 }
const cancelled = (message: RegExp) => ({ code: 'cancelled', message: expect.stringMatching(message) as string })

const measuring = (engine: Engine) =>
  new Promise((resolve) => engine.on('bench.progress', ({ at }) => at.includes('batch') && resolve(at)))

/** The same engine in this process, and over a port. */
const doors: [string, (engine: Engine) => Engine][] = [
  ['in this process', (engine) => engine],
  ['over a port', (engine) => connect((port) => serveEngine(engine, port)).door],
]

describe.each(doors)('a request %s', (_where, doorTo) => {
  it('is cancelled by its signal: indexing', async () => {
    const door = doorTo(newEngine())
    const stop = new AbortController()
    const indexing = door.call('datasets.index', sample, { signal: stop.signal })
    stop.abort()
    await expect(indexing).rejects.toMatchObject(cancelled(/^Indexing .*val was cancelled; what was found so far/))
    expect(await door.call('datasets.index', sample)).toMatchObject({ images: 240 })
  })

  it('is cancelled by its signal: a benchmark, in the midst of it', async () => {
    const door = doorTo(newEngine())
    const stop = new AbortController()
    const begun = measuring(door)
    const bench = door.call('bench.model', endless, { signal: stop.signal })
    const ended = expect(bench).rejects.toMatchObject(cancelled(/^The benchmark was cancelled\.$/))
    await begun
    stop.abort()
    await ended
  })

  it('is cancelled by its signal: a report, of which no part is left', async () => {
    const door = doorTo(await sampleEngine())
    const { run } = await evaluate(door, sampleRun(99, { limit: 40 }))
    const folder = temporaryFolder()
    const report = { run, as: 'images', format: 'csv', file: path.join(folder, 'images.csv') } as const
    const stop = new AbortController()
    const saving = door.call('reports.save', report, { signal: stop.signal })
    stop.abort()
    await expect(saving).rejects.toMatchObject(cancelled(/^Writing .*images\.csv was cancelled\.$/))
    expect(readdirSync(folder)).toEqual([])
    await door.call('reports.save', report)
    expect(existsSync(report.file)).toBe(true)
  })

  it('is cancelled where its signal had aborted before', async () => {
    const door = doorTo(newEngine())
    const signal = AbortSignal.abort()
    await expect(door.call('datasets.index', sample, { signal })).rejects.toMatchObject(cancelled(/^Indexing/))
    // What has nothing to cancel is answered all the same.
    expect(await door.call('datasets.list', {}, { signal })).toMatchObject([])
  })

  it('stays answered when its signal aborts too late', async () => {
    const door = doorTo(newEngine())
    const stop = new AbortController()
    const indexed = await door.call('datasets.index', sample, { signal: stop.signal })
    stop.abort()
    expect(await door.call('datasets.list', {})).toMatchObject([{ dataset: indexed.dataset, images: 240 }])
  })

  it('is cancelled by its method, whoever asked it, and others go on', async () => {
    const engine = newEngine()
    const door = doorTo(engine)
    const begun = measuring(engine)
    const bench = engine.call('bench.model', endless)
    const ended = expect(bench).rejects.toMatchObject({ code: 'cancelled' })
    await begun
    const indexing = engine.call('datasets.index', sample)
    expect(await door.call('requests.cancel', { methods: ['bench.model', 'bench.founding'] })).toEqual({})
    await ended
    expect(await indexing).toMatchObject({ images: 240 })
    expect(await door.call('requests.cancel', { methods: ['bench.model'] })).toEqual({})
  })
})

describe('two doors to one engine', () => {
  it('cancel only their own by id; an id that is of none, or answered, is nothing', async () => {
    const engine = newEngine()
    const one = connect((port) => serveEngine(engine, port))
    const other = connect((port) => serveEngine(engine, port))
    const indexing = one.door.call('datasets.index', sample)
    // The first request of each has the id 0.
    await setImmediate()
    for (const id of [0, 1, 17]) other.near.postMessage({ cancel: id })
    expect(await other.door.call('datasets.list', {})).toHaveLength(0)
    other.near.postMessage({ cancel: 0 })
    expect(await indexing).toMatchObject({ images: 240 })
    expect(await other.door.call('datasets.list', {})).toHaveLength(1)
  })

  it('let a page cancel what was asked for it, and nothing that it could not have asked for', async () => {
    const engine = newEngine()
    const page = windowDoor(engine)
    const indexing = engine.call('datasets.index', sample)
    const ended = expect(indexing).rejects.toMatchObject({ code: 'cancelled' })
    const begun = measuring(engine)
    const bench = engine.call('bench.model', endless)
    const measured = expect(bench).rejects.toMatchObject({ code: 'cancelled' })
    await page.call('requests.cancel', { methods: ['datasets.index', 'sample.add'] })
    await ended
    await begun
    await expect(page.call('requests.cancel', { methods: ['bench.model'] })).rejects.toMatchObject({
      code: 'invalid-input',
    })
    await engine.call('requests.cancel', { methods: ['bench.model'] })
    await measured
  })
})

it('an engine that is closed ends what it was asked', async () => {
  const engine = newEngine()
  const indexing = engine.call('datasets.index', sample)
  const ended = expect(indexing).rejects.toMatchObject(cancelled(/^Indexing/))
  await engine.close()
  await ended
})
