import { expect, it, vi } from 'vitest'
import { SeenState } from '../../shared/critical.ts'
import { sampleEngine, sampleRun, windowDoor } from '../../testing/engine.ts'
import { patient } from '../../testing/patience.ts'
import { sampleModel } from '../../testing/sample.ts'
import { SeenList } from './seen-list.svelte.ts'

const until = <T>(condition: () => T) => vi.waitUntil(condition, patient(10_000))

it('tells what each image needs, and leads to the run that shows it', async () => {
  const engine = await sampleEngine()
  const { recipe = {} } = sampleRun(99)
  const shared = { dataset: 'sample', asIndexed: true, limit: 24, threads: 1, recipe }
  const sizes = [110, 128, 200].map((resize) => ({ resize, crop: 99 }))
  const { sweep } = await engine.call('sweeps.start', { ...shared, models: [{ file: sampleModel(99) }], sizes })
  const { runs } = await engine.call('sweeps.get', { sweep })
  for (const { run } of runs) await engine.call('runs.wait', { run })

  const address = { sweep, line: 0, groups: [], label: null, tag: '' }
  const list = new SeenList(windowDoor(engine), address)
  list.ids.follow(24)
  const images = await until(() => list.ids.value)
  list.want(images)
  await until(() => images.every((image) => list.row(image)))
  const needs = await engine.call('sweeps.seenImages', address)
  expect(list.sizes).toEqual(['110/99', '128/99', '200/99'])
  expect(images).toEqual([...needs.images])
  for (const [at, image] of images.entries()) {
    const state = SeenState.options[needs.states[at] ?? -1]
    const from = needs.from[at] ?? -1
    expect(list.row(image)?.seen).toEqual({ state, from: from === -1 ? null : from })
    const shown = state === 'critical' ? from - 1 : 0
    expect(list.routeOf(image)).toMatchObject({ view: 'image', image, seen: address, run: needs.runs[shown] })
  }
  expect(new Set(needs.states).size).toBeGreaterThan(1)
})
