import { expect, it, vi } from 'vitest'
import type { Engine } from '../../shared/contract.ts'
import { evaluate, sampleEngine, sampleRun, windowDoor } from '../../testing/engine.ts'
import { patient } from '../../testing/patience.ts'
import { noSelection, swapped } from '../lib/flips.ts'
import { FlipList } from './flip-list.svelte.ts'

const until = <T>(condition: () => T) => vi.waitUntil(condition, patient(30_000))

async function opened(engine: Engine, address: FlipList['address']) {
  const list = new FlipList(windowDoor(engine), address)
  list.ids.follow(0)
  const images = await until(() => list.ids.value)
  list.want(images)
  await until(() => images.every((image) => list.row(image)))
  return { run: list.run, images, rows: images.map((image) => list.row(image)) }
}

it('lists the images by the run that is wrong, with the answers in the order of the address', async () => {
  const engine = await sampleEngine()
  const first = (await evaluate(engine, sampleRun(227, { limit: 48 }))).run
  const second = (await evaluate(engine, sampleRun(99, { limit: 48 }))).run
  const address = { first, second, ...noSelection, order: 'confidence-lost' } as const
  const lost = await opened(engine, address)
  expect(lost.run).toBe(second)
  expect(lost.rows.length).toBeGreaterThan(0)
  for (const row of lost.rows) expect([row?.first.rank === 0, row?.second.rank === 0]).toEqual([true, false])

  const gained = await opened(engine, swapped(address))
  expect([gained.run, gained.images]).toEqual([second, lost.images])
  for (const row of gained.rows) expect([row?.first.rank === 0, row?.second.rank === 0]).toEqual([false, true])
})
