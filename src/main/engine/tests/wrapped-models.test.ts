import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { Engine, Input } from '../../../shared/contract.ts'
import { evaluate, sampleEngine, sampleRun } from '../../../testing/engine.ts'
import { temporaryFolder } from '../../../testing/folders.ts'

const RUN: Partial<Input<'runs.start'>> = { limit: 60, threads: 1, batch: 20, cache: false }

/** The one wrapped model of a home. */
function keptFile(home: string): string {
  const folder = path.join(home, 'cache', 'models')
  const names = readdirSync(folder)
  expect(names).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.onnx$/)])
  return path.join(folder, names[0] ?? '')
}

/** Every answer to every image; a run that did not end as it should has none. */
async function answers(engine: Engine): Promise<string> {
  const { run, status, error } = await evaluate(engine, sampleRun(99, RUN))
  expect({ status, error }).toEqual({ status: 'done', error: null })
  return (await engine.call('reports.render', { run, as: 'images', format: 'csv' })).text
}

it('answers the same whatever became of a wrapped model, and makes it anew', async () => {
  const home = temporaryFolder()
  const engine = await sampleEngine(home)
  const clean = await answers(engine)
  const file = keptFile(home)
  const content = readFileSync(file)
  const inverted = content.map((byte, at) => (at >= 100_000 && at < 100_400 ? ~byte : byte))
  const flipped = content.map((byte, at) => (at === 80_003 ? byte ^ 0x40 : byte))
  for (const damaged of [flipped, inverted, content.subarray(0, 200_000)]) {
    writeFileSync(file, damaged)
    expect(await answers(engine)).toBe(clean)
    expect(readFileSync(keptFile(home)).equals(content)).toBe(true)
  }
  expect(readdirSync(path.join(home, 'cache'))).toEqual(['models'])
})

it('counts and clears wrapped models, also while runs load and use them', async () => {
  const home = temporaryFolder()
  const engine = await sampleEngine(home)
  const clean = await answers(engine)
  const folder = path.join(home, 'cache', 'models')
  const bytes = readFileSync(keptFile(home)).length
  const { wrappedModels } = await engine.call('cache.list', {})
  expect(wrappedModels).toEqual({ folder, models: 1, bytes, limitBytes: 10 * 2 ** 30 })

  const over = new AbortController()
  const again = answers(engine).finally(() => over.abort())
  let cleared = 0
  while (!over.signal.aborted) {
    cleared += (await engine.call('cache.clear', {})).files
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  expect(await again).toBe(clean)
  expect(cleared).toBeGreaterThanOrEqual(2)
  expect((await engine.call('cache.list', {})).wrappedModels).toMatchObject({ models: 0, bytes: 0 })
})
