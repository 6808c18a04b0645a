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
