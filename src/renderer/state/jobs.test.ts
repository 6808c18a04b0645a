import { expect, it, vi } from 'vitest'
import type { Engine } from '../../shared/contract.ts'
import { newEngine, sampleEngine, sampleRun, windowDoor } from '../../testing/engine.ts'
import { temporaryFolder, writeFiles } from '../../testing/folders.ts'
import { jpeg } from '../../testing/images.ts'
import { patient } from '../../testing/patience.ts'
import { sampleDataset } from '../../testing/sample.ts'
import { Intake } from './intake.svelte.ts'
import { Jobs } from './jobs.svelte.ts'
import { Library } from './library.svelte.ts'
import { Notices } from './notices.svelte.ts'

const until = <T>(condition: () => T) => vi.waitUntil(condition, { timeout: patient(30_000), interval: 5 })

/** An engine as a page is connected to it, and the state that listens to it. */
function opened(engine: Engine) {
  const line = { ...windowDoor(engine), onConnect: (listener: () => void) => listener() }
  const library = new Library(line)
  const router = { route: { view: 'home' } as const, go: () => undefined }
  return { line, library, jobs: new Jobs(line), intake: new Intake(line, library, router, new Notices()) }
}

function manyImages(): string {
  const folder = temporaryFolder()
  const image = jpeg(16, 16)
  writeFiles(folder, Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`n01440764/${i}.JPEG`, image])))
  return folder
}

it('shows what is being indexed until nothing is any more, whatever else changes', async () => {
  const engine = newEngine()
  const { line, jobs } = opened(engine)
  let changes = 0
  line.on('changed', () => changes++)
  const indexing = engine.call('datasets.index', { folder: manyImages(), name: 'many' })
  await until(() => jobs.indexing)
  await engine.call('datasets.index', { folder: sampleDataset, name: 'sample' })
  await until(() => changes > 0)
  expect(jobs.indexing).not.toBeNull()
  await indexing
  await until(() => jobs.indexing === null)
})

it('can cancel what a page before it began, and then something else', async () => {
  const engine = newEngine()
  const { intake, jobs } = opened(engine)
  const folder = manyImages()
  for (let time = 0; time < 2; time++) {
    const cancelled = expect(engine.call('datasets.index', { folder, name: 'many' })).rejects.toThrow(/cancelled/)
    await until(() => jobs.indexing)
    expect(intake.cancelling).toBe(false)
    const asked = intake.cancel()
    expect(intake.cancelling).toBe(true)
    await Promise.all([asked, cancelled])
    await until(() => !intake.cancelling && jobs.indexing === null)
  }
})

it('has the last figures of a run before its progress is forgotten', async () => {
  const engine = await sampleEngine()
  const { line, library, jobs } = opened(engine)
  const ends: unknown[] = []
  line.on('run.finished', ({ run }) => {
    ends.push([jobs.runs.has(run), library.run(run)?.status, library.run(run)?.images.evaluated])
  })
  await engine.call('runs.start', sampleRun(99, { limit: 40 }))
  await until(() => ends.length > 0)
  expect(ends).toEqual([[false, 'done', 40]])
})
