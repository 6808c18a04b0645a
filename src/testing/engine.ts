import { readFileSync } from 'node:fs'
import type { MessagePort } from 'node:worker_threads'
import { onTestFinished } from 'vitest'
import type { Engine, Input } from '../shared/contract.ts'
import { Recipe } from '../shared/recipe.ts'
import type { EvaluatedRun } from '../shared/run.ts'
import type { SweepSummary } from '../shared/sweep.ts'
import { windowContract } from '../shared/window-contract.ts'
import { openEngine, serveEngine } from '../main/engine/index.ts'
import { findResources } from '../main/resources.ts'
import { temporaryFolder } from './folders.ts'
import { indexSample } from './home.ts'
import { channel, connect } from './port.ts'
import { sampleModel, sampleRecipe } from './sample.ts'

/** An engine that is closed when the test is over. */
export function newEngine(home = temporaryFolder(), { watch = false } = {}): Engine {
  const engine = openEngine({ home, resources: findResources(), watch })
  onTestFinished(() => engine.close())
  return engine
}

/** One that has indexed the bundled sample, as `sample`. */
export async function sampleEngine(home = temporaryFolder()): Promise<Engine> {
  await indexSample(home)
  return newEngine(home)
}

/** What a window's page has of an engine: a door over a port, to what the window's contract holds and nothing else. */
export function windowDoor(engine: Engine): Engine {
  return connect((port) => serveEngine(engine, port, windowContract)).door
}

/** The port itself, as the main process hands it over to the page. */
export function serveWindow(engine: Engine): MessagePort {
  const { near, far } = channel()
  serveEngine(engine, far, windowContract)
  return near
}

/**
 * How to start a run of a bundled network, by its own recipe, on a dataset called `sample`. Most tests are after what a run
 * answers: one that looks at its folder first, and has a thread on each core, takes twice the time.
 */
export const sampleRun = (crop: 227 | 99, more: Partial<Input<'runs.start'>> = {}): Input<'runs.start'> => ({
  dataset: 'sample',
  asIndexed: true,
  threads: 1,
  model: sampleModel(crop),
  recipe: Recipe.parse(JSON.parse(readFileSync(sampleRecipe(crop), 'utf8'))),
  ...more,
})

export async function evaluate(engine: Engine, input: Input<'runs.start'>): Promise<EvaluatedRun> {
  const { run } = await engine.call('runs.start', input)
  return engine.call('runs.wait', { run })
}

/** A sweep when all of its runs have ended, and what was left out of it. */
export async function finishedSweep(engine: Engine, input: Input<'sweeps.start'>) {
  const started = await engine.call('sweeps.start', input)
  return { ...started, ...(await ended(engine, started.sweep)) }
}

/** A sweep when all of its runs have ended. */
export async function ended(engine: Engine, sweep: number): Promise<SweepSummary> {
  const { runs } = await engine.call('sweeps.get', { sweep })
  for (const { run } of runs) await engine.call('runs.wait', { run })
  return engine.call('sweeps.get', { sweep })
}
