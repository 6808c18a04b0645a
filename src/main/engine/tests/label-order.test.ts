import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { messageOfAdvice, remediesOfAdvice } from '../../../shared/advice.ts'
import type { Engine } from '../../../shared/contract.ts'
import type { RunSummary } from '../../../shared/run.ts'
import { evaluate, newEngine, sampleRun } from '../../../testing/engine.ts'
import { makeFolder, temporaryFolder } from '../../../testing/folders.ts'
import { sampleDataset, writeSampleLabels } from '../../../testing/sample.ts'
import { hasSharedData, sharedData } from '../../../testing/shared-data.ts'
import { findResources } from '../../resources.ts'
import { openEngine } from '../index.ts'

const images = path.join(sharedData, 'imagenet-sample/val')
const model = path.join(sharedData, 'models/mobilenet_v1_0.25_128.onnx')
const recipe = { mean: [127.5, 127.5, 127.5], std: [127.5, 127.5, 127.5], resize: 146, crop: 128 } satisfies Parameters<
  typeof evaluate
>[1]['recipe']

/** Wnids in canonical order, and each one's ILSVRC2012_ID. */
const lines = (name: string) => readFileSync(path.join(sharedData, name), 'utf8').trim().split('\n')

describe.skipIf(!hasSharedData)('labels in another order, on 500 real images (needs ../shared/data)', () => {
  let home: ReturnType<typeof makeFolder>
  let engine: Engine
  let right: RunSummary
  let labelled: { file: string; label: number; wnid: string }[]

  beforeAll(async () => {
    home = makeFolder()
    engine = openEngine({ home: home.folder, resources: findResources() })
    await engine.call('datasets.index', { folder: images, name: 'real' })
    right = await run('real')
    const { text } = await engine.call('reports.render', { run: right.run, as: 'images', format: 'csv' })
    const wnids = lines('synset_words.txt').map((line) => line.split(' ', 1)[0] ?? '')
    labelled = text
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(',', 2))
      .map(([file = '', label]) => ({ file, label: Number(label), wnid: wnids[Number(label)] ?? '' }))
  }, 120_000)
  afterAll(async () => {
    await engine.close()
    home.remove()
  })

  const run = (dataset: string) => evaluate(engine, { dataset, asIndexed: true, model, recipe, threads: 1 })

  /** A dataset of the same images by a list that says their labels so, evaluated. */
  async function plant(name: string, label: (right: number, wnid: string) => number): Promise<RunSummary> {
    const labels = path.join(home.folder, `${name}.txt`)
    writeFileSync(labels, labelled.map((each) => `${each.file} ${label(each.label, each.wnid)}\n`).join(''))
    await engine.call('datasets.index', { folder: images, name, labels })
    return run(name)
  }

  const idOf = new Map(
    lines('ilsvrc2012_devkit_order.txt').map((line) => {
      const [wnid = '', id] = line.split(' ')
      return [wnid, Number(id)]
    }),
  )
  const sorted = Array.from({ length: 1000 }, (_, i) => String(i)).toSorted()

  it('says nothing of labels that are right', async () => {
    expect(right).toMatchObject({ top1: 0.444, warnings: [] })
    const test = await engine.call('results.labelOrder', { run: right.run })
    expect(test).toMatchObject({ images: 500, classes: 500, correct: 222, found: [], undecided: null, matched: null })
  })

  it.each([
    ['labels-devkit', (_: number, wnid: string) => idOf.get(wnid) ?? 0],
    ['labels-sorted-digits', (label: number) => sorted.indexOf(String(label))],
    ['labels-minus-1', (label: number) => label + 1],
    ['labels-plus-1', (label: number) => label - 1],
  ] as const)(
    'finds %s, and has it so without evaluating again',
    async (order, label) => {
      const planted = await plant(order, label)
      const test = await engine.call('results.labelOrder', { run: planted.run })
      expect(test.found).toContain(order)
      const found = planted.warnings.find((warning) =>
        remediesOfAdvice(warning).some((each) => each.do === 'adopt-order'),
      )
      expect(messageOfAdvice(found ?? '')).toMatch(/^Top-1 is \d\.\d% as given, and 44\.\d% if the labels are /)
      const adopted = await engine.call('runs.adoptOrder', { run: planted.run, order })
      const summary = await engine.call('runs.wait', { run: adopted.run })
      const { top1Correct, top5Correct } = right
      expect(summary).toMatchObject({
        status: 'done',
        top1Correct,
        top5Correct,
        images: { evaluated: 500, skipped: 0 },
      })
      expect(summary.warnings.flatMap(remediesOfAdvice)).toEqual([])
    },
    60_000,
  )
})

/** Answers that mean other classes: no order that has a name. */
const SCATTERED = [7, 4, 11, 0, 9, 2, 10, 5, 1, 8, 3, 6]

describe('labels in no order that has a name, on the bundled sample', () => {
  it('are matched with the outputs, which a run does that evaluates so', async () => {
    const engine = newEngine()
    const labels = writeSampleLabels(path.join(temporaryFolder(), 'scattered.txt'), (index) => SCATTERED[index] ?? 0)
    await engine.call('datasets.index', { folder: sampleDataset, name: 'sample' })
    const right = await evaluate(engine, sampleRun(99))
    await engine.call('datasets.index', { folder: sampleDataset, name: 'scattered', labels })
    const planted = await evaluate(engine, sampleRun(99, { dataset: 'scattered' }))
    const test = await engine.call('results.labelOrder', { run: planted.run })
    expect(test).toMatchObject({ found: [], matched: { images: 120, beats: true, moved: 12 }, unmatched: null })
    const { run } = await engine.call('runs.adoptOrder', { run: planted.run, order: 'outputs-matched' })
    const adopted = await engine.call('runs.wait', { run })
    const { top1Correct, top5Correct } = right
    expect(adopted).toMatchObject({ status: 'done', top1Correct, top5Correct, speed: planted.speed })
    expect(adopted.outputOrder?.classes).toEqual(SCATTERED)
    const again = await engine.call('runs.again', { run, asIndexed: true })
    const evaluated = await engine.call('runs.wait', again)
    expect(evaluated).toMatchObject({ status: 'done', top1Correct, top5Correct })
    const images = async (of: number) =>
      (await engine.call('reports.render', { run: of, as: 'images', format: 'csv' })).text
    expect(await images(evaluated.run)).toBe(await images(run))
    await expect(engine.call('runs.adoptOrder', { run, order: 'labels-devkit' })).rejects.toThrow('makes no sense')

    // As the form of a run that is duplicated asks for it.
    const outputOrder = adopted.outputOrder ?? undefined
    const duplicate = sampleRun(99, { dataset: 'scattered', outputOrder })
    expect(await evaluate(engine, duplicate)).toMatchObject({ outputOrder, top1Correct, top5Correct })
    const shortened = { order: 'outputs-matched' as const, classes: SCATTERED.slice(1) }
    await expect(engine.call('runs.start', { ...duplicate, outputOrder: shortened })).rejects.toThrow(
      "is of 11 classes, and not of each of the dataset's 12 classes once",
    )
  })
})

it('an order that was asked for stays where the same list is named again, and no longer than that', async () => {
  const engine = newEngine()
  const folder = temporaryFolder()
  const list = (name: string, from: number) => writeSampleLabels(path.join(folder, name), (index) => index + from)
  const [fromOne, fromZero] = [list('from-1.txt', 1), list('from-0.txt', 0)]
  const indexed = (more: { labels?: string; labelOrder?: 'minus-1' }) =>
    engine.call('datasets.index', { folder: sampleDataset, name: 'list', ...more })
  await indexed({ labels: fromOne, labelOrder: 'minus-1' })
  expect(await indexed({})).toMatchObject({ labelOrder: 'minus-1', unchanged: 240 })
  expect(await indexed({ labels: fromOne })).toMatchObject({ labelOrder: 'minus-1', unchanged: 240 })
  expect(await indexed({ labels: fromZero })).toMatchObject({ labelOrder: null, unchanged: 240 })
})
