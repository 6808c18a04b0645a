import path from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { finished, startAcuity } from '../src/testing/command.ts'
import { patient } from '../src/testing/patience.ts'
import { expect, test } from './fixtures.ts'
import { makeLargerSample } from './steps/larger-sample.ts'
import { SWEEP_CROPS, sweepOf } from './steps/sample-runs.ts'
import { chart, figures, library, point, rowOf } from './steps/sweep-page.ts'

/** Where something is on the page, whatever of it is in view. */
async function placeOf(page: Page, what: Locator): Promise<number> {
  const [box, scrolled] = [await what.boundingBox(), await page.locator('.view').evaluate(({ scrollTop }) => scrollTop)]
  return (box?.y ?? NaN) + scrolled
}

test('it grows while the sweep goes on: points come to where their sizes are, and nothing else moves', async ({
  started: { page },
  home,
}) => {
  const folder = path.join(home, 'larger')
  makeLargerSample(folder, 8)
  const ended = finished(startAcuity(home, ['sweep', ...sweepOf(folder), '--threads', '1', '--name', 'growing']))
  await library(page)
    .getByRole('link', { name: /growing/ })
    .click({ timeout: patient(60_000) })
  const progress = page.getByRole('progressbar', { name: 'Sweep progress' })
  await expect(progress).toBeVisible()
  // Every size has its place before there is a value.
  await expect(chart(page)).toBeVisible()
  const sizes = chart(page).getByText(/^\d+$/)
  await expect(sizes).toHaveText(SWEEP_CROPS.toReversed().map(String))
  const before = await Promise.all([chart(page), figures(page)].map((what) => placeOf(page, what)))
  await expect(chart(page).getByRole('link')).toHaveCount(8, { timeout: patient(60_000) })
  await expect(page.getByText(/that all its runs evaluated so far/).first()).toBeVisible()

  await point(page, 1).focus()
  const across = await sizes.evaluateAll((ticks) => ticks.map((tick) => tick.getAttribute('x')))
  expect(await progress.isVisible()).toBe(true)
  expect((await ended).code).toBe(0)
  await expect(progress).toBeHidden()
  await expect(page.getByText(/^15\u202F360 answers in .* from files to the predictions of all runs$/)).toBeVisible()
  await expect(page.getByText(/on 1\u202F920 images that all its runs evaluated, /)).toHaveCount(2)
  await expect(rowOf(page, 'sample_net_227', 227)).toContainText('92.5%')
  expect(await Promise.all([chart(page), figures(page)].map((what) => placeOf(page, what)))).toEqual(before)
  expect(await sizes.evaluateAll((ticks) => ticks.map((tick) => tick.getAttribute('x')))).toEqual(across)
  await expect(point(page, 1)).toBeFocused()
})
