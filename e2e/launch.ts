import path from 'node:path'
import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test'
import { electronExecutable, sandboxSwitches } from '../tools/electron/index.ts'

const repository = path.join(import.meta.dirname, '..')

/** The app as it was started, and its window's page. */
export interface Started {
  app: ElectronApplication
  page: Page
}

/** Starts the real app, as it was built, on a home folder. */
export async function launch(home: string): Promise<Started> {
  const app = await _electron.launch({
    executablePath: electronExecutable(),
    args: [...sandboxSwitches(), repository],
    // Left alone, Playwright would turn the sandbox off for everyone.
    chromiumSandbox: sandboxSwitches().length === 0,
    env: { ...definedEnvironment(), ACUITY_HOME: home },
  })
  return { app, page: await app.firstWindow() }
}

/** Gives the page in the window a size, in CSS pixels. */
export async function resize({ app, page }: Started, width: number, height: number): Promise<void> {
  await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(...size), [
    width,
    height,
  ] as const)
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight]), { intervals: [20] }).toEqual([width, height])
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])))
}
