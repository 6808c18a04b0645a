import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { expect } from '@playwright/test'
import { Command } from 'commander'
import { patient } from '../../src/testing/patience.ts'
import { sampleFolder } from '../../src/testing/sample.ts'
import { launch, resize, type Started } from '../launch.ts'
import { onScreen } from '../../tools/electron/on-screen.ts'
import { addLargerSample, startSlowRun } from '../steps/larger-sample.ts'
import { goTo, sweepVisits, visits, type Visit } from '../steps/visits.ts'
import { evaluateSample, sweepSample } from '../steps/sample-runs.ts'
import { fromCallersFolder } from '../../tools/callers-folder.ts'
import { take } from './take.ts'

const kept = path.join(import.meta.dirname, '../../docs/screenshots')
/** Pictures show where files lie: the same folder every time, and one that is quickly read. */
const HOME = '/tmp/acuity'
const [WIDTH, HEIGHT] = [1280, 800]
/** Times that the sample is taken for a run that goes on when its pictures are made, and images evaluated by then: half. */
const [TIMES, EVALUATED] = [10, 1200]

/** Makes a picture of every page, dark and light, of what the bundled sample fills it with. */
await new Command('screenshots')
  .description('make a picture of every page of the window, dark and light, from the bundled sample')
  .option('--out <folder>', 'where to put the pictures', fromCallersFolder, kept)
  .option(
    '--home <folder>',
    'only what is found in this home, of which a copy is looked at; filled where there is none',
    fromCallersFolder,
  )
  .action(({ out, home }: { out: string; home?: string }) => onScreen(() => takeAll(out, home)))
  .parseAsync()

async function takeAll(out: string, filled?: string): Promise<void> {
  mkdirSync(out, { recursive: true })
  if (filled === undefined) {
    await takeFirstAndRunning(out)
    await inWindow(
      (started) => takeEach(started, sweepVisits, out),
      (home) => sweepSample(home, copySample(home)),
    )
  }
  await inWindow(
    (started) => takeEach(started, visits, out),
    (home) => (filled === undefined ? evaluateCopy(home) : copyOf(filled, home)),
  )
}

async function takeEach(started: Started, wanted: readonly Visit[], out: string): Promise<void> {
  for (const visit of wanted) {
    await goTo(started, visit)
    await take(started.page, out, visit.name)
  }
}

async function takeFirstAndRunning(out: string): Promise<void> {
  await inWindow(async (started, home) => {
    await expect(started.page.getByRole('button', { name: 'Add the sample' })).toBeVisible()
    await take(started.page, out, 'first-start')
    await takeRunning(started, home, out)
  })
}

/** The same runs with the same figures each time, so that pictures differ by what draws them alone. */
async function copyOf(filled: string, home: string): Promise<void> {
  if (!existsSync(filled)) {
    await evaluateCopy(home)
    cpSync(home, filled, { recursive: true, preserveTimestamps: true })
  } else cpSync(filled, home, { recursive: true, preserveTimestamps: true })
}

// Declared, as what is begun above needs it before this line is reached.
function evaluateCopy(home: string): Promise<void> {
  return evaluateSample(home, { sample: copySample(home) })
}

/** Pages say where files lie: of the repository's folder that is nobody's business. */
function copySample(home: string): string {
  const copy = path.join(home, 'sample')
  cpSync(sampleFolder, copy, { recursive: true })
  return copy
}

/** A run that goes on while others wait. */
async function takeRunning(started: Started, home: string, out: string): Promise<void> {
  const { page } = started
  await addLargerSample(started, { home, times: TIMES, crop: 227 })
  for (const name of ['baseline', 'repetition 1', 'repetition 2']) {
    await page.goto('acuity://app/#/new-run')
    await startSlowRun(page, name)
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  }
  await page.goto('acuity://app/#/runs/1/overview')
  // What was said on the way is gone with the page.
  await page.reload()
  const progress = page.getByRole('progressbar', { name: 'Run progress' })
  const evaluated = async () => Number(await progress.getAttribute('aria-valuenow'))
  await expect.poll(evaluated, { timeout: patient(60_000) }).toBeGreaterThan(EVALUATED)
  await take(page, out, 'running')
  await expect(progress).toBeVisible()
}

/**
 * Opens the app on a home folder that is gone afterwards.
 * @param prepare fills the home before
 * @throws Error where there is such a folder already: it is not ours to remove
 */
async function inWindow(
  act: (started: Started, home: string) => Promise<void>,
  prepare?: (home: string) => Promise<void>,
): Promise<void> {
  mkdirSync(HOME, { mode: 0o700 })
  try {
    await prepare?.(HOME)
    const started = await launch(HOME)
    try {
      await resize(started, WIDTH, HEIGHT)
      await act(started, HOME)
    } finally {
      await started.app.close()
    }
  } finally {
    rmSync(HOME, { recursive: true, force: true })
  }
}
