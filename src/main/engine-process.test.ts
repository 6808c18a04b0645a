import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { connectEngine } from '../shared/connect-engine.ts'
import { Recipe } from '../shared/recipe.ts'
import { temporaryFolder } from '../testing/folders.ts'
import { sampleDataset, sampleModel, sampleRecipe } from '../testing/sample.ts'

/** An engine in a process of its own, as the window will have it. */
function forkEngine(home: string) {
  const child: ChildProcess = fork(path.join(import.meta.dirname, 'engine-process.ts'), [home])
  onTestFinished(() => void child.kill('SIGKILL'))
  const engine = connectEngine({
    post: (message) => child.send(message as object),
    onMessage: (listener) => child.on('message', listener),
  })
  child.on('exit', () => engine.disconnected('The engine process has ended.'))
  return { child, engine }
}

// The larger network on one thread: slow enough to be killed in the middle.
const input = {
  dataset: 'sample',
  model: sampleModel(227),
  recipe: Recipe.parse(JSON.parse(readFileSync(sampleRecipe(227), 'utf8'))),
  batch: 1,
  threads: 1,
}

it('does the whole job behind a port', async () => {
  const { child, engine } = forkEngine(temporaryFolder())
  const dataset = await engine.call('datasets.index', { folder: sampleDataset, name: 'sample' })
  expect(dataset).toMatchObject({ images: 240, added: 240 })
  const seen: number[] = []
  engine.on('run.progress', ({ evaluated }) => seen.push(evaluated))
  const { run } = await engine.call('runs.start', { ...input, limit: 40 })
  expect(await engine.call('runs.wait', { run })).toMatchObject({ status: 'done', images: { evaluated: 40 } })
  expect(seen.at(-1)).toBe(40)
  await expect(engine.call('runs.get', { run: 'none' })).rejects.toMatchObject({ code: 'not-found' })
  child.disconnect()
  expect(await once(child, 'exit')).toEqual([0, null])
})

it('loses at most the batches in flight when it is killed, and goes on from there', async () => {
  const home = temporaryFolder()
  const first = forkEngine(home)
  await first.engine.call('datasets.index', { folder: sampleDataset, name: 'sample' })
  const { run } = await first.engine.call('runs.start', input)
  const waiting = first.engine.call('runs.wait', { run })
  const committed = await new Promise<number>((resolve) => {
    first.engine.on('run.progress', ({ evaluated }) => {
      if (evaluated > 20) resolve(evaluated)
    })
  })
  first.child.kill('SIGKILL')
  await expect(waiting).rejects.toThrow('The engine process has ended.')
  await expect(first.engine.call('runs.list', {})).rejects.toThrow('The engine process has ended.')

  const second = forkEngine(home)
  const left = await second.engine.call('runs.get', { run })
  expect(left.status).toBe('interrupted')
  expect(left.images.evaluated).toBeGreaterThanOrEqual(committed)
  expect(left.images.evaluated).toBeLessThan(240)
  await second.engine.call('runs.resume', { run })
  expect(await second.engine.call('runs.wait', { run })).toMatchObject({ status: 'done', images: { evaluated: 240 } })
})
