import { cpSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { evaluate, newEngine, sampleRun } from '../../../testing/engine.ts'
import { temporaryFolder } from '../../../testing/folders.ts'
import { sampleDataset } from '../../../testing/sample.ts'

/** Three of the sample's twelve classes. */
const FOLDERS = ['x00000102', 'x00000301', 'x00000602']

it('answers are looked for among the classes that there are images of, which is said with every figure', async () => {
  const folder = path.join(temporaryFolder(), 'three')
  for (const name of [...FOLDERS, 'classes.txt'])
    cpSync(path.join(sampleDataset, name), path.join(folder, name), { recursive: true })
  const engine = newEngine()
  const { dataset, classesPresent, classes } = await engine.call('datasets.index', { folder })
  expect([classesPresent, classes]).toEqual([3, 12])

  const run = (restrictClasses?: boolean) => evaluate(engine, sampleRun(99, { dataset, restrictClasses }))
  const all = await run()
  const restricted = await run(true)
  const listed = readdirSync(sampleDataset)
    .filter((name) => name.startsWith('x'))
    .toSorted()
  const present = FOLDERS.map((name) => listed.indexOf(name))
  expect(all.restricted).toBeNull()
  expect(restricted.restricted).toEqual({ name: null, classes: present })
  expect(restricted.name).toBe('sample_net_99 128/99 of 3 classes')
  expect(restricted.top5Correct).toBe(restricted.images.evaluated)
  expect(restricted.top1Correct).toBeGreaterThan(all.top1Correct)

  const { images } = await engine.call('results.errors', { run: all.run })
  for (const image of images) {
    const [of, among] = await Promise.all(
      [all, restricted].map(({ run }) => engine.call('results.image', { run, image })),
    )
    const best = of?.predictions.filter(({ index }) => present.includes(index)) ?? []
    expect(among?.predictions.map(({ index }) => index).slice(0, best.length)).toEqual(best.map(({ index }) => index))
    expect(among?.predictions.reduce((sum, { probability }) => sum + (probability ?? 0), 0)).toBeCloseTo(1, 5)
  }

  const again = await engine.call('runs.again', { run: restricted.run })
  expect(await engine.call('runs.get', { run: again.run })).toMatchObject({ restricted: restricted.restricted })
  const told = 'among the 3 classes of the dataset alone'
  const { text } = await engine.call('reports.render', { run: restricted.run, as: 'classes', format: 'table' })
  expect(text).toContain(`Its answers: ${told}.`)
  const compared = await engine.call('runs.compare', { runs: [all.run, restricted.run] })
  expect(compared.warnings.join()).toContain(`answers ${told} against among all classes`)
})
