import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { Engine, Input } from '../../../shared/contract.ts'
import { seen, SeenState } from '../../../shared/critical.ts'
import { benjaminiHochberg, mcnemarExact } from '../../../shared/metrics.ts'
import type { SweepReportKind } from '../../../shared/sweep.ts'
import { ended, evaluate, finishedSweep, sampleEngine, sampleRun, windowDoor } from '../../../testing/engine.ts'
import { temporaryFolder } from '../../../testing/folders.ts'
import { sampleModel } from '../../../testing/sample.ts'
import { buildClassifier } from '../model/testing/tiny-models.ts'

const SIZES = [256, 128, 99].map((resize) => ({ resize, crop: 99 }))
const LIMIT = 120
/** What the sizes are called, the smallest first. */
const NAMES = ['99/99', '128/99', '256/99']

type Row = Record<string, string | number | null>

/** Takes images of any size. */
function network(): string {
  const file = path.join(temporaryFolder(), 'any.onnx')
  writeFileSync(file, buildClassifier({ side: 'S' }))
  return file
}

const shared = { dataset: 'sample', asIndexed: true, preset: 'torchvision', limit: LIMIT, threads: 1 } as const

async function rowsOf(engine: Engine, sweep: number, as: SweepReportKind): Promise<Row[]> {
  const { text } = await engine.call('sweeps.render', { sweep, as, format: 'json' })
  return JSON.parse(text) as Row[]
}

async function images(engine: Engine, run: number): Promise<Row[]> {
  const { text } = await engine.call('reports.render', { run, as: 'images', format: 'json' })
  return JSON.parse(text) as Row[]
}

it('is ordinary runs, of which it tells what each image needs and what each class loses', async () => {
  const engine = await sampleEngine()
  const { recipe = {} } = sampleRun(99)
  const models = [{ file: sampleModel(99) }]
  const sweep = await finishedSweep(engine, { ...shared, recipe, models, sizes: SIZES, name: 'three' })
  expect(sweep).toMatchObject({ name: 'three', refused: [] })
  expect(sweep.runs.map(({ status, recipe: { resize, crop } }) => [status, resize, crop])).toEqual(
    SIZES.map(({ resize, crop }) => ['done', resize, crop]),
  )
  expect(await engine.call('sweeps.list', {})).toEqual([
    {
      ...{ sweep: sweep.sweep, name: 'three', createdAt: sweep.createdAt, dataset: 'sample' },
      ...{ pinnedAt: null, archivedAt: null },
      runs: sweep.runs.map(({ run, name, model, status }) => ({ run, name, model, status })),
    },
  ])
  const alone = await evaluate(engine, sampleRun(99, { limit: LIMIT }))
  const [at256, at128, at99] = await Promise.all(sweep.runs.map(({ run }) => images(engine, run)))
  expect(at128).toEqual(await images(engine, alone.run))

  const bySize = [at99 ?? [], at128 ?? [], at256 ?? []]
  const expected = (at99 ?? []).map(({ file }, i) => {
    const answers = bySize.map((rows) => rows[i] ?? {})
    const { state, from } = seen(answers.map(({ rank }) => rank === 0))
    const critical = from === null ? null : (NAMES[from] ?? null)
    const [small, middle, large] = answers
    return {
      ...{ model: 'sample_net_99', file, state, critical },
      ...{ 'top1_99/99': small?.['top1'], 'top1_128/99': middle?.['top1'], 'top1_256/99': large?.['top1'] },
      'p1_256/99': large?.['p1'],
    }
  })
  const critical = await rowsOf(engine, sweep.sweep, 'critical')
  expect(critical).toHaveLength(LIMIT)
  expect(critical).toMatchObject(expected)
  expect(new Set(critical.map(({ state }) => state)).size).toBeGreaterThan(2)

  const summary = await rowsOf(engine, sweep.sweep, 'critical-summary')
  expect(summary.map(({ state, critical: size }) => [state, size])).toEqual([
    ['always', null],
    ['critical', '128/99'],
    ['critical', '256/99'],
    ['non-monotone', null],
    ['never', null],
  ])
  expect(summary.reduce((sum, row) => sum + Number(row['images']), 0)).toBe(LIMIT)
  for (const { state, critical: size, images: count } of summary)
    expect(count).toBe(
      critical.filter((row) => row['state'] === state && (state !== 'critical' || row['critical'] === size)).length,
    )

  const classes = await rowsOf(engine, sweep.sweep, 'classes-by-loss')
  const losses = [...new Set(at99?.map(({ label }) => label))].map((label) => {
    const right = bySize.map((rows) => rows.map(({ label: of, rank }) => of === label && rank === 0))
    const only = (a: number, b: number) => right[a]?.filter((is, i) => is && !right[b]?.[i]).length ?? 0
    return { label, lost: only(2, 0), gained: only(0, 2), right: right[2]?.filter(Boolean).length ?? 0 }
  })
  const adjusted = benjaminiHochberg(losses.map(({ lost, gained }) => mcnemarExact(lost, gained)))
  for (const [i, { label, lost, gained, right }] of losses.entries()) {
    const row = classes.find(({ index }) => index === label) ?? {}
    const count = Number(row['images'])
    expect(row).toMatchObject({ only_largest_right: lost, only_smallest_right: gained, 'top1_256/99': right / count })
    expect(row['mcnemar_p']).toBeCloseTo(mcnemarExact(lost, gained), 12)
    expect(row['adjusted_p']).toBeCloseTo(adjusted[i] ?? NaN, 12)
    expect(row['loss']).toBeCloseTo((lost - gained) / count, 12)
  }
  const page = windowDoor(engine)
  const [losing] = await page.call('sweeps.classes', { sweep: sweep.sweep })
  expect(losing?.classes.map(({ label, lost, gained }) => ({ label, lost, gained }))).toEqual(
    losses
      .map(({ label, lost, gained }) => ({ label, lost, gained }))
      .toSorted((a, b) => Number(a.label) - Number(b.label)),
  )
  const [line] = await page.call('sweeps.seen', { sweep: sweep.sweep })
  expect(line).toMatchObject({ model: 'sample_net_99', sizes: NAMES, images: LIMIT })
  expect(line?.counts.map(({ images: count }) => count)).toEqual(summary.map((row) => row['images']))
  const all = await page.call('sweeps.seenImages', { sweep: sweep.sweep, line: 0 })
  expect(all.images).toHaveLength(LIMIT)
  const order = ['never', 'non-monotone', 'critical', 'always']
  const states = Array.from(all.states, (state) => order.indexOf(SeenState.options[state] ?? ''))
  expect(states).toEqual(states.toSorted((a, b) => a - b))
  const rows = await page.call('results.rows', { run: sweep.runs[0]?.run ?? 0, images: [...all.images] })
  const stateOf = new Map(critical.map((row) => [row['file'], row['state']]))
  expect(rows.map(({ path: file }) => stateOf.get(file))).toEqual(Array.from(all.states, (at) => SeenState.options[at]))
  const [label] = rows.map((row) => row.label)
  const some = { groups: [{ state: 'critical' as const, size: 1 }], label: label ?? 0 }
  const few = await page.call('sweeps.seenImages', { sweep: sweep.sweep, line: 0, ...some })
  expect(few.images.length).toBe(
    critical.filter((row) => row['label'] === label && row['state'] === 'critical' && row['critical'] === NAMES[1])
      .length,
  )
  expect([...few.from].every((from) => from === 1)).toBe(true)
  const tagged = [...all.images].slice(1, 3)
  await engine.call('annotations.edit', { images: tagged, add: ['dark'] })
  const dark = await page.call('sweeps.seenImages', { sweep: sweep.sweep, line: 0, tag: 'dark' })
  expect([...dark.images]).toEqual(tagged)
  await expect(page.call('sweeps.seenImages', { sweep: sweep.sweep, line: 1 })).rejects.toMatchObject({
    code: 'not-found',
  })

  const ordered = classes.map(({ loss }) => Number(loss))
  expect(ordered).toEqual(ordered.toSorted((a, b) => b - a))
  expect((await rowsOf(engine, sweep.sweep, 'sweep')).map(({ img_size }) => img_size)).toEqual([99, 99, 99])
})

it('names the row that cannot be run before anything is made, or leaves it out where that is wished', async () => {
  const engine = await sampleEngine()
  const any = network()
  const [model, missing] = [{ file: any }, { file: `${any}.gone.onnx` }]
  const sizes = [{ resize: 20, crop: 16 }]
  const start = (input: Partial<Input<'sweeps.start'>>) =>
    engine.call('sweeps.start', { ...shared, models: [model], sizes, ...input })

  await expect(start({ sizes: [...sizes, ...sizes] })).rejects.toThrow('The size 20/16 is named twice.')
  await expect(start({ models: [model, model] })).rejects.toThrow(`The model ${any} is named twice.`)
  await expect(start({ sizes: [] })).rejects.toThrow(`There is no size to run ${any} at.`)
  await expect(start({ sizes: [...sizes, { resize: 8, crop: 16 }] })).rejects.toThrow(
    expect.objectContaining({
      message: `${any} at 8/16: A crop of 16 does not fit into images resized to 8.`,
      // Whoever named the size is not told to state another.
      details: { remedies: [] },
    }) as Error,
  )
  await expect(start({ models: [model, missing] })).rejects.toThrow(`${missing.file} at 20/16: `)
  await expect(start({ models: [missing], keepGoing: true })).rejects.toThrow('No model can be run at any size.')
  await expect(engine.call('sweeps.get', { sweep: 1 })).rejects.toMatchObject({ code: 'not-found' })
  expect(await engine.call('runs.list', {})).toEqual([])

  const limit = 2
  const kept = await finishedSweep(engine, { ...shared, limit, sizes, models: [missing, model], keepGoing: true })
  expect(kept.refused).toMatchObject([{ model: missing.file, size: '20/16', error: { code: 'not-found' } }])
  expect(kept.runs).toMatchObject([{ status: 'done' }])
  expect(kept.name).toBe('sweep of sample')
  await expect(start({ name: 'sweep of sample' })).rejects.toMatchObject({ code: 'already-exists' })
})

it('runs a model at sizes of its own alone, where it states some', async () => {
  const engine = await sampleEngine()
  const recipe = { fit: 'squash' as const }
  const models = [
    { file: sampleModel(227), sizes: [{ resize: 256, crop: 227 }] },
    { file: sampleModel(99) },
    { file: network(), sizes: [20, 24].map((resize) => ({ resize, crop: 16 })) },
  ]
  const sizes = [{ resize: 128, crop: 99 }]
  const sweep = await finishedSweep(engine, { ...shared, limit: 2, recipe, models, sizes })
  expect(sweep.runs.map(({ model, recipe: { resize, crop } }) => [model, resize, crop])).toEqual([
    ['sample_net_227', 256, 227],
    ['sample_net_99', 128, 99],
    ['any', 20, 16],
    ['any', 24, 16],
  ])
  expect(sweep.runs.every(({ status }) => status === 'done')).toBe(true)
})

it('goes on with what is left of it', async () => {
  const engine = await sampleEngine()
  const [dataset, models] = ['sample', [{ file: sampleModel(99) }]]
  const sizes = [128, 120, 110].map((resize) => ({ resize, crop: 99 }))
  const recipe = { fit: 'squash' as const }
  const { sweep } = await engine.call('sweeps.start', { ...shared, dataset, models, sizes, recipe })
  const { runs } = await engine.call('sweeps.get', { sweep })
  for (const { run } of runs.slice(1)) await engine.call('runs.cancel', { run })
  await engine.call('runs.wait', { run: runs[0]?.run ?? 0 })
  const statuses = async () => (await engine.call('sweeps.get', { sweep })).runs.map(({ status }) => status)
  expect(await statuses()).toEqual(['done', 'interrupted', 'interrupted'])
  expect((await engine.call('sweeps.resume', { sweep: `sweep of sample` })).sweep).toBe(sweep)
  for (const { run } of runs) await engine.call('runs.wait', { run })
  expect(await statuses()).toEqual(['done', 'done', 'done'])
  // Sizes that are told apart by what images are resized to are called by both.
  expect(Object.keys((await rowsOf(engine, sweep, 'critical'))[0] ?? {})).toContain('top1_110/99')
})

it('is estimated before it is made: what would run, what would not and why, and what it takes', async () => {
  const engine = await sampleEngine()
  const any = network()
  await finishedSweep(engine, {
    ...shared,
    recipe: { fit: 'squash' },
    limit: 8,
    models: [{ file: any }],
    sizes: [{ resize: 40, crop: 33 }],
  })
  const models = await engine.call('models.list', {})
  const known = models.map(({ model }) => ({ file: model }))
  const sizes = [
    { resize: 40, crop: 33 },
    { resize: 128, crop: 99 },
    { resize: 8, crop: 16 },
  ]
  const request = {
    dataset: 'sample',
    preset: 'torchvision' as const,
    threads: 1,
    limit: 8,
    recipe: { fit: 'squash' as const },
  }
  const estimate = await windowDoor(engine).call('sweeps.estimate', { ...request, models: known, sizes })
  expect(estimate.fitting.map(({ model, size }) => [model, size])).toEqual([
    ['any', '40/33'],
    ['any', '128/99'],
  ])
  expect(estimate.refused).toMatchObject([{ model: 'any', size: '8/16', error: { code: 'recipe-invalid' } }])
  expect(estimate).toMatchObject({ images: 8, resizes: 2 })
  expect(estimate.seconds).toBeGreaterThan(0)
  expect(estimate.memoryBytes).toBeGreaterThan(0)
  // What is there already of one size is not asked for again.
  const both = 8 * 3 * (40 ** 2 + 128 ** 2)
  expect(estimate.cacheBytes).toBeLessThan(both)
  expect(estimate.cacheBytes).toBeGreaterThan(8 * 3 * 127 ** 2)
  expect(await engine.call('sweeps.list', {})).toHaveLength(1)
  const started = await windowDoor(engine).call('sweeps.start', {
    ...request,
    asIndexed: true,
    models: known,
    sizes,
    keepGoing: true,
  })
  expect(started.refused).toHaveLength(1)
  expect((await ended(engine, started.sweep)).runs.map(({ status }) => status)).toEqual(['done', 'done'])
  await expect(
    windowDoor(engine).call('sweeps.estimate', { ...request, models: [{ file: any }], sizes }),
  ).rejects.toMatchObject({ code: 'invalid-input' })
})
