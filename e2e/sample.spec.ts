import { z } from 'zod'
import { acuity } from '../src/testing/command.ts'
import { patient } from '../src/testing/patience.ts'
import { expect, test } from './fixtures.ts'
import { checkClasses } from './steps/check-classes.ts'
import { checkErrors } from './steps/check-errors.ts'
import { checkImage } from './steps/check-image.ts'
import { checkOverview } from './steps/check-overview.ts'
import { copyTables } from './steps/copy-tables.ts'
import { exportErrors } from './steps/export-report.ts'
import { watchRun } from './steps/watch-run.ts'

test('the whole path on the bundled sample, every figure as the command line gives it', async ({ start, home }) => {
  const started = await start()
  const { page } = started
  await page.getByRole('button', { name: 'Add the sample' }).click()
  const library = page.getByRole('navigation', { name: 'Library' })
  await expect(library.getByRole('link', { name: /^sample-val/ })).toContainText('240 images')
  await expect(library.getByRole('link', { name: /^sample_net_227/ })).toBeVisible()

  await library.getByRole('link', { name: /^sample_net_99/ }).click()
  await expect(page.getByRole('heading', { name: 'sample_net_99' })).toBeVisible()
  await expect(page.getByText('99×99').first()).toBeVisible()
  await page.getByRole('link', { name: 'Evaluate…', exact: true }).click()

  const form = page.getByRole('form', { name: 'New run' })
  await expect(form.getByRole('combobox', { name: 'Model' })).toContainText('sample_net_99')
  await expect(form.getByRole('textbox', { name: 'Crop', exact: true })).toHaveValue('99')
  await form.getByRole('button', { name: 'Start run' }).click()

  const run = await watchRun(page)
  const summary = await checkOverview(page, home, run)
  expect(summary.images).toMatchObject({ indexed: 240, evaluated: 240, skipped: 0 })
  expect(summary.top1Correct).toBe(180)
  await checkClasses(page, home, run)
  await copyTables(started, home, run)
  const errors = await checkErrors(page, home, run)
  expect(errors).toHaveLength(60)
  await checkImage(page, home, run, errors)
  await exportErrors(started, home, run)

  await page.reload()
  await expect(page.getByRole('grid', { name: 'Misclassified images' })).toBeVisible()
  await started.app.close()

  const { page: next } = await start()
  await next
    .getByRole('link', { name: /sample_net_99 128\/99/ })
    .first()
    .click()
  await checkOverview(next, home, run)
})

test('the sample leads on to a sweep of it, which says what it costs to see less', async ({ page, home }) => {
  const primary = page.getByRole('main').locator('.primary')
  await expect(primary).toHaveText(['Add the sample'])
  await page.getByRole('button', { name: 'Add the sample' }).click()
  await expect(primary).toHaveText(['Sweep sample_net_any at 224, 160, 128, 99'])
  await expect(page.getByRole('link', { name: 'Evaluate it once' })).toHaveAttribute('href', /#\/new-run\?dataset=\d/)
  await page.screenshot({ path: 'out/e2e/looks/next-sweep.png' })

  await page.getByRole('link', { name: 'Sweep sample_net_any at 224, 160, 128, 99' }).click()
  const form = page.getByRole('form', { name: 'New sweep' })
  await expect(form.getByRole('textbox', { name: 'Sizes' })).toHaveValue('224, 160, 128, 99')
  await expect(form.getByRole('checkbox', { name: /sample_net_any/ })).toBeChecked()
  await expect(form.getByRole('checkbox', { name: /sample_net_\d/, checked: true })).toHaveCount(0)
  await form.getByRole('button', { name: 'Start sweep' }).click()
  await expect(page).toHaveURL(/#\/sweeps\/\d+$/)
  await expect(page.getByText('4 of 4 runs done').first()).toBeVisible({ timeout: patient(90_000) })

  const sweep = /\d+$/.exec(page.url())?.[0] ?? ''
  const { code, stdout, stderr } = await acuity(home, ['report', sweep, '--as', 'sweep', '--format', 'json'])
  expect(code, stderr).toBe(0)
  const runs = z.array(z.object({ crop: z.int(), top1: z.number() })).parse(JSON.parse(stdout))
  expect(runs.map(({ crop }) => crop)).toEqual([224, 160, 128, 99])
  const lost = ((runs[0]?.top1 ?? NaN) - (runs[3]?.top1 ?? NaN)) * 100
  await expect(page.getByText(`Seeing 99 instead of 224 costs ${lost.toFixed(1)} points of top-1`)).toBeVisible()

  // What is to be done next is done.
  await page.goto('acuity://app/#/')
  await expect(primary).toHaveText(['New sweep'])
})
