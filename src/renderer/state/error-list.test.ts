import { expect, it, vi } from 'vitest'
import type { Engine } from '../../shared/contract.ts'
import { evaluate, newEngine, sampleRun, windowDoor } from '../../testing/engine.ts'
import { temporaryFolder, writeFiles } from '../../testing/folders.ts'
import { jpeg } from '../../testing/images.ts'
import { patient } from '../../testing/patience.ts'
import { noFilter } from '../lib/error-filter.ts'
import { ErrorList } from './error-list.svelte.ts'

const all = noFilter
/** The network's twelve outputs are the first twelve classes: an image of another class is misclassified for sure. */
const OUT_OF_REACH = 12

/** Runs on a folder with as many images, all of them misclassified; every other one is of class 12 and of class 13. */
async function misclassify(engine: Engine, count: number): Promise<number> {
  const folder = temporaryFolder()
  const names = Array.from({ length: count }, (_, i) => `${i}.JPEG`)
  writeFiles(folder, {
    ...Object.fromEntries(names.map((name) => [name, jpeg(16, 16)])),
    'val.txt': names.map((name, i) => `${name} ${OUT_OF_REACH + (i % 2)}\n`).join(''),
  })
  await engine.call('datasets.index', { folder, name: 'sample' })
  return (await evaluate(engine, sampleRun(99, { batch: 64 }))).run
}

const until = <T>(condition: () => T) => vi.waitUntil(condition, patient(10_000))

/** A list as a view holds it, and its images. */
async function opened(engine: Engine, run: number, filter = all) {
  const list = new ErrorList(windowDoor(engine), run, filter)
  list.ids.follow(0)
  const images = await until(() => list.ids.value)
  const at = (...positions: number[]) => positions.map((position) => images[position] ?? -1)
  const has = (position: number) => list.row(images[position] ?? -1) !== undefined
  const present = (...positions: number[]) => until(() => positions.every(has))
  return { list, images, at, has, present }
}

it('holds what passes its filter, and knows the neighbours there', async () => {
  const engine = newEngine()
  const run = await misclassify(engine, 6)
  const { list, images, at } = await opened(engine, run, { ...noFilter, label: OUT_OF_REACH + 1 })
  expect(images).toHaveLength(3)
  const [first, second, third] = at(0, 1, 2)
  expect(list.neighbours(first ?? 0)).toEqual({ position: 1, previous: null, next: second })
  expect(list.neighbours(second ?? 0)).toEqual({ position: 2, previous: first, next: third })
  expect(list.neighbours(third ?? 0)).toEqual({ position: 3, previous: second, next: null })
  const { images: others } = await engine.call('results.errors', { run })
  const other = others.find((image) => !images.includes(image)) ?? 0
  expect(list.neighbours(other)).toEqual({ position: null, previous: null, next: null })
})

it('has the rows fetched that are wanted last, not what was scrolled past', async () => {
  const engine = newEngine()
  const run = await misclassify(engine, 6)
  const { list, images, at, has, present } = await opened(engine, run)
  list.want(at(0, 1))
  list.want(at(2, 3))
  list.want(at(4, 5))
  await present(0, 1, 4, 5)
  expect([has(2), has(3)]).toEqual([false, false])
  const [asked] = await engine.call('results.rows', { run, images: [...images] })
  expect(list.row(images[0] ?? 0)).toEqual(asked)
  list.want(at(2))
  await present(2)
})

it('says why rows are missing, until they can be fetched', async () => {
  const engine = newEngine()
  const list = new ErrorList(windowDoor(engine), 1, all)
  list.want([1])
  expect(await until(() => list.failure)).toMatch(/no run 1/)
  expect(await misclassify(engine, 1)).toBe(1)
  list.want([1])
  await until(() => list.row(1))
  await until(() => list.failure === null)
})

it('has a newer wish fetched although the one before it failed', async () => {
  const engine = newEngine()
  const run = await misclassify(engine, 2)
  const { list, at, present } = await opened(engine, run)
  const noId = 0.5
  list.want([noId])
  list.want(at(1))
  await present(1)
  expect(list.failure).toBeNull()
})

it('keeps some thousand rows: the oldest go, but none that is wanted', async () => {
  const engine = newEngine()
  const run = await misclassify(engine, 5100)
  const { list, images, has, present } = await opened(engine, run)
  list.want(images.slice(0, 5000))
  await present(0, 4999)
  list.want(images.slice(5000, 5100))
  await present(5099)
  expect([0, 99, 100, 4999].map(has)).toEqual([false, false, true, true])
  list.want(images)
  await present(...images.keys())
})
