import path from 'node:path'
import { expect, test, type Locator } from '@playwright/test'
import { resize, type Started } from '../launch.ts'
import { violations } from './axe.ts'

/** Where pictures go that show a person how a page looked in a test. */
export const lookOf = (name: string): string => path.join(test.info().project.outputDir, 'looks', `${name}.png`)

/**
 * In each theme, at the sizes that windows have: nothing is wider than the window, and axe finds nothing.
 * @param show brings the page to what is to be looked at, perhaps one thing after another, and asks for each
 */
export async function inBothThemes(
  started: Started,
  show: (look: (name?: string) => Promise<void>) => Promise<void>,
  name: string,
): Promise<void> {
  const { page } = started
  for (const [colorScheme, width, height] of [
    ['light', 1280, 800],
    ['dark', 1024, 700],
  ] as const) {
    await page.emulateMedia({ colorScheme })
    await resize(started, width, height)
    await show(async (part) => {
      await page.screenshot({ path: lookOf([name, colorScheme, part].filter(Boolean).join('-')) })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      expect(await violations(page)).toEqual([])
    })
  }
}

/**
 * In the colours of a person's system, where axe finds nothing either.
 * @param check is told the colour of the text
 */
export async function inForcedColours(
  { page }: Started,
  check: (text: string) => Promise<void>,
  name: string,
): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' })
  await check(await page.evaluate(() => getComputedStyle(document.body).color))
  await page.screenshot({ path: lookOf(`${name}-forced`) })
  expect(await violations(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
}

/** In what a window of 1280×800 has room for at 200%: all of these can be scrolled to, and nothing is cut off at the side. */
export async function atTwiceTheSize(started: Started, within: readonly Locator[], name: string): Promise<void> {
  const { app, page } = started
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setMinimumSize(200, 200))
  await resize(started, 640, 400)
  for (const each of within) {
    await each.scrollIntoViewIfNeeded()
    await expect(each).toBeInViewport({ ratio: 0.5 })
  }
  const main = page.getByRole('main')
  expect(await main.evaluate(({ clientWidth, scrollWidth }) => scrollWidth - clientWidth)).toBe(0)
  await page.screenshot({ path: lookOf(`${name}-zoomed`) })
}
