import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test as base, type ElectronApplication, type Page } from '@playwright/test'
import { patient } from '../src/testing/patience.ts'
import { needsVirtualDisplay } from '../tools/electron/provision.ts'
import { openScreen } from '../tools/electron/screen.ts'
import { launch, type Started } from './launch.ts'
import { evaluateSample, sweepSample } from './steps/sample-runs.ts'

export { expect } from '@playwright/test'
export type { Started } from './launch.ts'

interface Fixtures {
  /** Puts into a new home what tests find in it: nothing. */
  fill: (home: string) => void
  /** A home folder of the test's own; the command line can be pointed at it as well. */
  home: string
  /** Starts the real app on that home. It may be closed and started again; the last one is closed at the end. */
  start: () => Promise<Started>
  started: Started
  page: Page
}

interface WorkerFixtures {
  /** The screen: one for this worker alone, in memory, where the machine has none. */
  display: string | undefined
  /** A home in which both of the sample's networks were evaluated, to be copied. */
  sampleRuns: string
  /** A home in which both were evaluated at four sizes, as one sweep, to be copied. */
  sampleSweep: string
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures wanted from this very pattern.
  fill: async ({}, use) => use(() => undefined),
  home: async ({ fill }, use) =>
    inFolder('acuity-e2e-', async (folder) => {
      fill(folder)
      await use(folder)
    }),
  start: async ({ home }, use) => {
    const apps: ElectronApplication[] = []
    await use(async () => {
      const started = await launch(home)
      apps.push(started.app)
      return started
    })
    for (const app of apps) await app.close()
  },
  started: async ({ start }, use) => use(await start()),
  page: async ({ started }, use) => use(started.page),
  display: [
    // eslint-disable-next-line no-empty-pattern -- as above
    async ({}, use) => {
      const close = needsVirtualDisplay() ? await openScreen() : undefined
      await use(process.env['DISPLAY'])
      close?.()
    },
    { scope: 'worker', auto: true },
  ],
  sampleRuns: [
    // eslint-disable-next-line no-empty-pattern -- as above
    async ({}, use) =>
      inFolder('acuity-sample-runs-', async (folder) => {
        await evaluateSample(folder)
        await use(folder)
      }),
    { scope: 'worker', timeout: patient(60_000) },
  ],
  sampleSweep: [
    // eslint-disable-next-line no-empty-pattern -- as above
    async ({}, use) =>
      inFolder('acuity-sample-sweep-', async (folder) => {
        await sweepSample(folder)
        await use(folder)
      }),
    { scope: 'worker', timeout: patient(60_000) },
  ],
})

/** A test whose home has both of the sample's networks evaluated: run 1 is of 227 pixels, run 2 of 99. */
export const testOfRuns = test.extend({
  fill: async ({ sampleRuns }, use) => use((home) => cpSync(sampleRuns, home, { recursive: true })),
})

/** A test whose home has the sample's sweep: 9, of runs 1 to 4 with the network of 227 pixels and 5 to 8 with that of 99. */
export const testOfSweep = test.extend({
  fill: async ({ sampleSweep }, use) => use((home) => cpSync(sampleSweep, home, { recursive: true })),
})

/**
 * The tests of a file that leave both their home and the window as they are, in one window: opening it takes longer than
 * most of them. Each finds the page loaded anew.
 */
export function inOneWindow(of: typeof test): typeof test {
  let home: string | undefined
  let opened: Started | undefined
  of.afterAll(async () => {
    await opened?.app.close()
    if (home !== undefined) rmSync(home, { recursive: true, force: true })
  })
  return of.extend({
    home: async ({ fill }, use) => {
      if (home === undefined) fill((home = mkdtempSync(path.join(os.tmpdir(), 'acuity-e2e-'))))
      await use(home)
    },
    started: async ({ home: folder }, use) => {
      if (opened) {
        await opened.page.emulateMedia({ colorScheme: null })
        await opened.page.goto('acuity://app/#/')
        await opened.page.reload()
      }
      await use((opened ??= await launch(folder)))
    },
  })
}

async function inFolder(prefix: string, use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), prefix))
  try {
    await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
