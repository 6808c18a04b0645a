import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test'
import { electronExecutable, sandboxSwitches } from './runtime/index.ts'

export { expect } from '@playwright/test'

const repository = path.join(import.meta.dirname, '..')

/** The app as it was started, and its window's page. */
export interface Started {
  app: ElectronApplication
  page: Page
}

interface Fixtures {
  /** A home folder of the test's own; the command line can be pointed at it as well. */
  home: string
  /** Starts the real app on that home. It may be closed and started again; the last one is closed at the end. */
  start: () => Promise<Started>
  page: Page
}

export const test = base.extend<Fixtures & { started: Started }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures wanted from this very pattern.
  home: async ({}, use) => {
    const home = mkdtempSync(path.join(os.tmpdir(), 'acuity-e2e-'))
    await use(home)
    rmSync(home, { recursive: true, force: true })
  },
  start: async ({ home }, use) => {
    const apps: ElectronApplication[] = []
    await use(async () => {
      const app = await _electron.launch({
        executablePath: electronExecutable(),
        args: [...sandboxSwitches(), repository],
        // Left alone, Playwright would turn the sandbox off for everyone.
        chromiumSandbox: sandboxSwitches().length === 0,
        env: { ...definedEnvironment(), ACUITY_HOME: home },
      })
      apps.push(app)
      return { app, page: await app.firstWindow() }
    })
    for (const app of apps) await app.close()
  },
  started: async ({ start }, use) => use(await start()),
  page: async ({ started }, use) => use(started.page),
})

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])))
}
