import { cpSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Engine, Input } from '../../shared/contract.ts'
import type { RunProgress } from '../../shared/run.ts'
import { evaluate, newEngine, sampleEngine, sampleRun } from '../../testing/engine.ts'
import { temporaryFolder, writeFiles } from '../../testing/folders.ts'
import { refused } from '../../testing/remedies.ts'
import { sampleDataset, sampleModel } from '../../testing/sample.ts'
import { timeInFull } from '../../testing/timing.ts'

async function predictions(engine: Engine, run: number) {
  const { text } = await engine.call('reports.render', { run, as: 'images', format: 'csv' })
  return text
}

describe('a run', () => {
  it('accounts for every image, and says what it ran', async () => {
    const engine = await sampleEngine()
    timeInFull()
    const summary = await evaluate(engine, sampleRun(99, { name: 'mine', asIndexed: false, threads: 2 }))
    expect(summary).toMatchObject({
      name: 'mine',
      status: 'done',
      model: 'sample_net_99',
      provider: 'cpu',
      outputKind: 'logits',
      classOffset: 0,
      images: { indexed: 240, evaluated: 240, skipped: 0, skippedBy: [] },
    })
    expect(summary.top1).toBe(summary.top1Correct / 240)
    expect(summary.speed.session?.repetitions).toBeGreaterThanOrEqual(30)
    expect(summary.speed.pipeline?.images).toBe(240)
    expect(summary.peakRssBytes).toBeGreaterThan(50e6)
  })

  it('gives the same answers with one worker and two, at any batch', async () => {
    const engine = await sampleEngine()
    const [first, ...others] = await Promise.all(
      [
        { threads: 1, batch: 1 },
        { threads: 2, batch: 7 },
        { threads: 2, batch: 64 },
      ].map(async (how) => table(await predictions(engine, (await evaluate(engine, sampleRun(99, how))).run))),
    )
    for (const other of others) {
      expect(other.map(({ answers }) => answers)).toEqual(first?.map(({ answers }) => answers))
      other.forEach(({ p }, i) => p.forEach((value, k) => expect(value).toBeCloseTo(first?.[i]?.p[k] ?? NaN, 5)))
    }
  })

  it('takes the first images in order of their path', async () => {
    const engine = await sampleEngine()
    const { run, images } = await evaluate(engine, sampleRun(99, { limit: 25 }))
    expect(images).toMatchObject({ indexed: 25, evaluated: 25 })
    const files = table(await predictions(engine, run)).map(({ answers }) => answers[0])
    expect(files).toEqual(files.toSorted())
    expect(new Set(files.map((file) => file?.split('/')[0])).size).toBe(2)
  })

  it('records what it could not read, goes on, and names each file', async () => {
    const folder = temporaryFolder()
    const good = readFileSync(path.join(sampleDataset, firstSampleFile))
    const wnid = firstSampleFile.split('/')[0] ?? ''
    writeFiles(folder, {
      'classes.txt': readFileSync(path.join(sampleDataset, 'classes.txt')),
      [`${wnid}/a.JPEG`]: good,
      [`${wnid}/changed.JPEG`]: good,
      // As a copy is whose end was lost and marked all the same: Pillow reads it, and so is it read here.
      [`${wnid}/damaged.JPEG`]: Buffer.concat([good.subarray(0, good.length / 2), Buffer.of(0xff, 0xd9)]),
      [`${wnid}/empty.JPEG`]: '',
      [`${wnid}/empty.txt`]: '',
      [`${wnid}/gone.JPEG`]: good,
    })
    const engine = newEngine()
    await engine.call('datasets.index', { folder, name: 'sample' })
    rmSync(path.join(folder, wnid, 'gone.JPEG'))
    writeFileSync(path.join(folder, wnid, 'changed.JPEG'), good.subarray(0, 1000))
    const { run, images, status, cropCache, warnings } = await evaluate(engine, sampleRun(99))
    expect(status).toBe('done')
    expect(images).toEqual({
      indexed: 5,
      evaluated: 2,
      unanswered: 0,
      damaged: 1,
      skipped: 3,
      skippedBy: [
        { reason: 'empty-file', images: 1 },
        { reason: 'file-changed', images: 1 },
        { reason: 'file-missing', images: 1 },
      ],
    })

    const names = ['changed', 'empty', 'gone'].map((name) => `${wnid}/${name}.JPEG`)
    const skipped = await engine.call('results.skipped', { run, count: 2 })
    const more = await engine.call('results.skipped', { run, count: 2, after: skipped.at(-1)?.path })
    expect([...skipped, ...more].map(({ path }) => path)).toEqual(names)
    expect(skipped[1]).toMatchObject({ path: names[1], reason: 'empty-file', detail: 'the file has no bytes' })
    const { text } = await engine.call('reports.render', { run, as: 'skipped', format: 'csv' })
    expect(text.split('\r\n')[0]).toBe('file,reason,detail')
    expect(text).toContain(`\r\n${names[1]},empty-file,the file has no bytes\r\n`)
    const damaged = await engine.call('reports.render', { run, as: 'damaged', format: 'csv' })
    expect(damaged.text).toMatch(/^file,detail\r\n.*\/damaged\.JPEG,Corrupt JPEG data: premature end/)
    expect(warnings).toContainEqual(
      expect.stringMatching(/^1 of 2 evaluated images is damaged, .*damaged\.JPEG for one/),
    )
    const { text: ofAllRuns } = await engine.call('datasets.render', {
      dataset: 'sample',
      as: 'damaged',
      format: 'csv',
    })
    expect(ofAllRuns).toBe(damaged.text)
    // Out of the cache nobody would see it.
    expect(cropCache).toMatchObject({ appended: 1 })
    const ofDataset = { dataset: 'sample', as: 'faults' } as const
    const faults = await engine.call('datasets.render', { ...ofDataset, format: 'csv' })
    expect(faults.text).toBe(
      'file,reason,detail,counted\r\n' +
        `${names[1]},empty-file,the file has no bytes,1\r\n${wnid}/empty.txt,empty-file,the file has no bytes,0\r\n`,
    )
    const { text: told } = await engine.call('datasets.render', { ...ofDataset, format: 'md' })
    expect(told).toContain(
      'Runs on sample skip 1 of 5 images; 1 name without an image is not counted. Its layout is class-folders, ',
    )
    const uncounted = { dataset: 1, counted: false, count: 9 }
    expect((await engine.call('datasets.skipped', uncounted)).map(({ path }) => path)).toEqual([`${wnid}/empty.txt`])
  })

  it('fails where it evaluated nothing, with the reasons', async () => {
    const folder = temporaryFolder()
    const wnid = firstSampleFile.split('/')[0] ?? ''
    writeFiles(folder, {
      'classes.txt': readFileSync(path.join(sampleDataset, 'classes.txt')),
      [`${wnid}/a.JPEG`]: readFileSync(path.join(sampleDataset, firstSampleFile)),
      [`${wnid}/b.JPEG`]: readFileSync(path.join(sampleDataset, firstSampleFile)),
    })
    const engine = newEngine()
    await engine.call('datasets.index', { folder, name: 'sample' })
    const fill = (file: string, size: number) => writeFileSync(path.join(folder, wnid, file), Buffer.alloc(size))
    fill('a.JPEG', 10)
    rmSync(path.join(folder, wnid, 'b.JPEG'))
    const { status, error, images, top1 } = await evaluate(engine, sampleRun(99))
    expect({ status, images, top1 }).toMatchObject({
      status: 'failed',
      images: { evaluated: 0, skipped: 2 },
      top1: null,
    })
    expect(error).toMatchObject({ code: 'nothing-evaluated' })
    expect(error?.message).toMatch(
      /evaluated none of its 2 images: 1 file-changed, 1 file-missing\. The first .*a\.JPEG: /,
    )
  })

  it('is cancelled with everything committed, and resumed to the same answers', async () => {
    const engine = await sampleEngine()
    const whole = await evaluate(engine, sampleRun(227))

    const unsubscribe = engine.on('run.progress', ({ run, evaluated }: RunProgress) => {
      if (evaluated > 0) void engine.call('runs.cancel', { run })
    })
    const stopped = await evaluate(engine, sampleRun(227, { batch: 1, threads: 1 }))
    unsubscribe()
    expect(stopped.status).toBe('interrupted')
    expect(stopped.images.evaluated).toBeGreaterThan(0)
    expect(stopped.images.evaluated).toBeLessThan(240)

    await engine.call('runs.resume', { run: stopped.run })
    const resumed = await engine.call('runs.wait', { run: stopped.run })
    expect(resumed).toMatchObject({ status: 'done', images: { evaluated: 240 }, top1: whole.top1, top5: whole.top5 })
    expect(resumed.speed.pipeline?.images).toBe(240)
    await expect(engine.call('runs.resume', { run: stopped.run })).rejects.toThrow(/nothing is left to resume/)
  })

  it('fails when the folder is gone, and is resumed when it is back', async () => {
    const folder = temporaryFolder()
    cpSync(sampleDataset, path.join(folder, 'here'), { recursive: true })
    const engine = newEngine()
    await engine.call('datasets.index', { folder: path.join(folder, 'here'), name: 'sample' })
    renameSync(path.join(folder, 'here'), path.join(folder, 'away'))
    const failed = await evaluate(engine, sampleRun(99, { limit: 20 }))
    expect(failed).toMatchObject({ status: 'failed', images: { evaluated: 0, skipped: 0 } })
    expect(failed.error).toMatchObject({ code: 'file-unreadable' })
    expect(failed.error?.message).toMatch(/is gone: bring it back and resume the run/)
    expect(failed.speed.decode).toBeNull()

    renameSync(path.join(folder, 'away'), path.join(folder, 'here'))
    await engine.call('runs.resume', { run: failed.run })
    const resumed = await engine.call('runs.wait', { run: failed.run })
    expect(resumed).toMatchObject({ status: 'done', error: null, images: { evaluated: 20 } })
  })

  it('keeps the name and place of its model when the same content turns up elsewhere', async () => {
    const engine = await sampleEngine()
    const first = await evaluate(engine, sampleRun(99, { limit: 2 }))
    const copy = path.join(temporaryFolder(), 'copy.onnx')
    cpSync(sampleModel(99), copy)
    expect(await evaluate(engine, sampleRun(99, { limit: 2, model: copy }))).toMatchObject({ model: 'copy' })
    rmSync(copy)
    expect(await engine.call('runs.get', { run: first.run })).toMatchObject({ model: 'sample_net_99' })
    const { run } = await engine.call('runs.again', { run: first.run })
    expect(await engine.call('runs.wait', { run })).toMatchObject({ status: 'done', model: 'sample_net_99' })
  })

  it('is compared image by image with one made before the files were touched', async () => {
    const folder = temporaryFolder()
    cpSync(sampleDataset, folder, { recursive: true })
    const engine = newEngine()
    await engine.call('datasets.index', { folder, name: 'sample' })
    const a = await evaluate(engine, sampleRun(99, { sample: 20 }))
    for (const file of readdirSync(path.join(folder, 'x00000101')))
      utimesSync(path.join(folder, 'x00000101', file), 1e9, 1e9)
    expect(await engine.call('datasets.index', { folder, name: 'sample' })).toMatchObject({ unchanged: 240 })
    const b = await evaluate(engine, sampleRun(227, { sample: 20 }))
    const { rows, warnings } = await engine.call('runs.compare', { runs: [a.run, b.run] })
    expect(rows[1]?.paired?.images).toBe(20)
    expect(warnings).toEqual([])
    const { rows: short, warnings: said } = await engine.call('runs.compare', {
      runs: [a.run, (await evaluate(engine, sampleRun(99, { sample: 5 }))).run],
    })
    expect(short[1]?.paired).toMatchObject({ images: 5, onlyBaseline: 0, onlyThis: 0, p: 1 })
    expect(said[0]).toMatch(/5 evaluated images against 20, 5 of them the same/)
  })

  it('can be made again as it was recorded', async () => {
    const engine = await sampleEngine()
    const first = await evaluate(engine, sampleRun(227, { batch: 5, limit: 30 }))
    const { run } = await engine.call('runs.again', { run: first.run, name: 'second' })
    const second = await engine.call('runs.wait', { run })
    expect(second).toMatchObject({ name: 'second', batch: 5, limit: 30, recipe: first.recipe, top1: first.top1 })
  })
})

describe('requests are refused, with what to do', () => {
  it.each<[string, Partial<Input<'runs.start'>>, RegExp | Error]>([
    [
      'an unknown dataset',
      { dataset: 'none' },
      refused(/no dataset none/, { do: 'choose-another', what: 'dataset' }, { do: 'index-folder' }),
    ],
    ['a missing model', { model: 'none.onnx' }, /none\.onnx/],
    [
      'a crop that does not fit',
      { recipe: { crop: 300 } },
      refused(/crop of 300/, { do: 'set', values: { resize: 300 } }, { do: 'change', option: 'crop', to: 'less' }),
    ],
    ['a class offset that leaves no class', { classOffset: 50 }, /none of its 12 outputs/],
    ['a bad option', { batch: 0 }, /^batch: /],
  ])('%s', async (_what, more, message) => {
    const engine = await sampleEngine()
    await expect(engine.call('runs.start', sampleRun(99, more))).rejects.toThrow(message)
    expect(await engine.call('runs.list', {})).toEqual([])
  })

  it('a resume with another file in the model place', async () => {
    const engine = await sampleEngine()
    const model = path.join(temporaryFolder(), 'net.onnx')
    writeFileSync(model, readFileSync(sampleModel(99)))
    const first = await evaluate(engine, sampleRun(99, { model, limit: 1 }))
    writeFileSync(model, readFileSync(sampleModel(227)))
    const { run } = await engine.call('runs.again', { run: first.run })
    expect(await engine.call('runs.wait', { run })).toMatchObject({
      status: 'failed',
      error: {
        code: 'model-invalid',
        message: expect.stringContaining('is not the model that the run was made with') as string,
      },
    })
  })
})

const firstSampleFile = readFileSync(path.join(sampleDataset, 'classes.txt'), 'utf8')
  .slice(0, 100)
  .replace(/^(\S+)[^]*$/, '$1/$1_0001.JPEG')

/** The images report as its answers (file, label, rank, classes) and its probabilities. */
function table(csv: string) {
  return csv
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(','))
    .map((cells) => ({ answers: cells.slice(0, 9), p: cells.slice(9).map(Number) }))
}
