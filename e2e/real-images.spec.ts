import path from 'node:path'
import { hasSharedData, sharedData } from '../src/testing/shared-data.ts'
import { choosing } from './dialogs.ts'
import { expect, test } from './fixtures.ts'
import { checkClasses } from './steps/check-classes.ts'
import { checkErrors } from './steps/check-errors.ts'
import { checkImage } from './steps/check-image.ts'
import { checkOverview } from './steps/check-overview.ts'
import { exportErrors } from './steps/export-report.ts'
import { watchRun } from './steps/watch-run.ts'

test.skip(!hasSharedData, 'the 500 real images and mobilenet_v1_0.25_128 are not here')

test('500 real images: 278 misclassified, as independent programs count them', async ({ started, home }) => {
  const { app, page } = started
  await choosing(app, path.join(sharedData, 'imagenet-sample/val'))
  await page.getByRole('button', { name: 'Choose folder…' }).click()
  await expect(page.getByRole('link', { name: /^imagenet-sample-val/ })).toContainText('500 images')
  await choosing(app, path.join(sharedData, 'models/mobilenet_v1_0.25_128.onnx'))
  await page.getByRole('button', { name: 'Add model' }).click()
  await expect(page.getByRole('heading', { name: 'mobilenet_v1_0.25_128' })).toBeVisible()
  await page.getByRole('link', { name: 'Evaluate…', exact: true }).click()

  // What was detected leads to the recipe that this family of networks was trained for.
  const form = page.getByRole('form', { name: 'New run' })
  await expect(form.getByRole('radio', { name: /^inception/ })).toBeChecked()
  for (const [label, value] of Object.entries({ Resize: '146', Crop: '128' }))
    await expect(form.getByRole('textbox', { name: label, exact: true })).toHaveValue(value)
  await expect(form).toContainText('mean 127.5,127.5,127.5, std 127.5,127.5,127.5')
  await form.getByRole('button', { name: 'Start run' }).click()

  const run = await watchRun(page)
  const summary = await checkOverview(page, home, run)
  expect(summary).toMatchObject({ images: { evaluated: 500 }, recipe: { fit: 'shortest' } })
  await checkClasses(page, home, run)
  const errors = await checkErrors(page, home, run)
  expect(errors).toHaveLength(278)
  await checkImage(page, home, run, errors)
  await exportErrors(started, home, run)
})
