import { spawn } from 'node:child_process'
import { cpSync, renameSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Engine, EventPayload } from '../../../shared/contract.ts'
import { evaluate, newEngine, sampleEngine, sampleRun } from '../../../testing/engine.ts'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { jpeg } from '../../../testing/images.ts'
import { sampleDataset, sampleModel } from '../../../testing/sample.ts'

describe('a run of a model that is known', () => {
  const copiedModel = () => {
    const file = path.join(temporaryFolder(), 'net.onnx')
    cpSync(sampleModel(99), file)
    return file
  }

  it('is started by its id', async () => {
    const engine = await sampleEngine()
    const file = copiedModel()
    const { model } = await engine.call('models.add', { file })
    expect(await evaluate(engine, sampleRun(99, { model, limit: 5 }))).toMatchObject({ model: 'net', modelFile: file })
  })

  it('is refused where there is none, or its file is gone or another', async () => {
    const engine = await sampleEngine()
    const file = copiedModel()
    const { model } = await engine.call('models.add', { file })
    const start = (id: number) => engine.call('runs.start', sampleRun(99, { model: id }))
    await expect(start(model + 1)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(/no model/) as string,
    })
    cpSync(sampleModel(227), file)
    const recipe = sampleRun(227).recipe
    const changed = engine.call('runs.start', sampleRun(99, { model, recipe }))
    await expect(changed).rejects.toMatchObject({ code: 'model-invalid' })
    await expect(changed).rejects.toThrow(`${file} is not the model any more that was added`)
    rmSync(file)
    await expect(start(model)).rejects.toThrow(`The model net is gone from ${file}`)
    expect(await engine.call('runs.list', {})).toEqual([])
  })

  it('fails where the model was moved since, and is resumed once that is known where it is now', async () => {
    const engine = await sampleEngine()
    const file = copiedModel()
    const first = await evaluate(engine, sampleRun(99, { model: file, limit: 5 }))
    const moved = `${file}.onnx`
    renameSync(file, moved)
    const { run } = await engine.call('runs.again', { run: first.run })
    const failed = await engine.call('runs.wait', { run })
    expect(failed).toMatchObject({
      status: 'failed',
      error: { code: 'not-found', details: { remedies: [{ do: 'add-model-again' }] } },
    })
    const { sha256 } = await engine.call('models.add', { file: moved })
    expect(sha256).toBe(failed.modelSha256)
    await engine.call('runs.resume', { run })
    expect(await engine.call('runs.wait', { run })).toMatchObject({ status: 'done', error: null })
  })
})

describe('a dataset that is indexed again', () => {
  it('keeps its name, its labels and its classes', async () => {
    const [folder, lists] = [temporaryFolder(), temporaryFolder()]
    writeFiles(folder, { 'one.JPEG': jpeg(), 'two.JPEG': jpeg() })
    writeFiles(lists, { 'labels.txt': 'one.JPEG 0\ntwo.JPEG 1\n', 'classes.txt': 'ant ant\nbee bee\n' })
    const engine = newEngine()
    const files = { labels: path.join(lists, 'labels.txt'), classes: path.join(lists, 'classes.txt') }
    // Under two names, so that the folder alone would not say which is meant.
    await engine.call('datasets.index', { folder, name: 'other', ...files })
    const first = await engine.call('datasets.index', { folder, name: 'mine', ...files })
    writeFiles(folder, { 'three.JPEG': jpeg() })
    writeFiles(lists, { 'labels.txt': 'one.JPEG 0\ntwo.JPEG 1\nthree.JPEG 1\n' })
    const changed: string[] = []
    engine.on('changed', ({ what }) => changed.push(what))
    const again = await engine.call('datasets.reindex', { dataset: first.dataset })
    expect(again).toMatchObject({
      dataset: first.dataset,
      name: 'mine',
      labelsFile: files.labels,
      classesFile: files.classes,
      images: 3,
      added: 1,
      unchanged: 2,
      classes: 2,
      faults: [],
    })
    expect(changed).toEqual(['datasets'])
  })

  it('must be known', async () => {
    await expect(newEngine().call('datasets.reindex', { dataset: 1 })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('the bundled sample', () => {
  it('is added once, however often it is asked for', async () => {
    const engine = newEngine()
    const first = await engine.call('sample.add', {})
    expect(first.dataset).toMatchObject({ images: 240, added: 240, classes: 12 })
    expect(first.models.map(({ name }) => name)).toEqual(['sample_net_227', 'sample_net_99', 'sample_net_any'])
    const again = await engine.call('sample.add', {})
    expect(again).toMatchObject({
      dataset: { dataset: first.dataset.dataset, added: 0, unchanged: 240 },
      models: first.models,
    })
    expect(await engine.call('datasets.list', {})).toHaveLength(1)
    expect(await engine.call('models.list', {})).toHaveLength(3)
  })

  it('goes by the name, or one of the names, that someone has given it', async () => {
    const engine = await sampleEngine()
    await engine.call('datasets.index', { folder: sampleDataset, name: 'once more' })
    expect((await engine.call('sample.add', {})).dataset).toMatchObject({ name: 'sample', unchanged: 240 })
  })
})

describe('two engines on one home', () => {
  const heard = (engine: Engine) => {
    const all: EventPayload<'changed'>['what'][] = []
    engine.on('changed', ({ what }) => all.push(what))
    return all
  }
  const seconds = (n: number) => new Promise((resolve) => setTimeout(resolve, n * 1000))

  it('the one that watches hears of what the other writes, and does not hear itself', async () => {
    const home = temporaryFolder()
    const window = newEngine(home, { watch: true })
    const command = newEngine(home)
    const [byWindow, byCommand] = [heard(window), heard(command)]
    await command.call('models.add', { file: sampleModel(99) })
    await seconds(2.2)
    expect(byWindow).toEqual(['datasets', 'models', 'runs', 'annotations'])
    expect(await window.call('models.list', {})).toHaveLength(1)

    byWindow.length = 0
    byCommand.length = 0
    await window.call('models.add', { file: sampleModel(227) })
    await seconds(2.2)
    expect(byWindow).toEqual(['models'])
    expect(byCommand).toEqual([])
  })

  it('the one that watches hears that a process has died, which commits nothing', async () => {
    const home = temporaryFolder()
    const window = newEngine(home, { watch: true })
    const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'])
    const raw = new Sqlite(path.join(home, 'acuity.db'))
    const lock = raw.prepare("INSERT INTO locks (name, owner, host, pid, beat_ms) VALUES ('run:1', 'another', ?, ?, ?)")
    lock.run(os.hostname(), child.pid, Date.now())
    raw.close()
    await seconds(2.2)
    const byWindow = heard(window)
    child.kill('SIGKILL')
    await seconds(2.2)
    expect(byWindow).toContain('runs')
  })
})
