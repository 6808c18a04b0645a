import path from 'node:path'
import type { Page } from '@playwright/test'
import { hasSharedData, sharedData } from '../src/testing/shared-data.ts'
import { expect, test } from './fixtures.ts'
import { checkCell, checkCells, openFirstFlip } from './steps/check-flips.ts'
import { checkPixels } from './steps/check-pixels.ts'
import { drop } from './steps/drop.ts'
import { referenceFlips } from './steps/reference-flips.ts'
import { watchRun } from './steps/watch-run.ts'

test.skip(!hasSharedData, 'SqueezeNet and the 500 real images are not here')

const images = path.join(sharedData, 'imagenet-sample/val')
const models = path.join(sharedData, 'models')
const files = ['squeezenet_v1.0_deploy.prototxt', 'squeezenet_v1.0.caffemodel'].map((name) => path.join(models, name))

test('SqueezeNet at crops of 128: the accuracies, and the images won by a larger crop, of an independent program', async ({
  page,
  home,
}) => {
  await drop(page, [images])
  await expect(page.getByRole('link', { name: /^imagenet-sample-val/ })).toContainText('500 images')
  await drop(page, files)
  await expect(page.getByRole('heading', { name: 'squeezenet_v1.0', exact: true })).toBeVisible()
  await evaluate(page, 99, { 'Top-1': '31.0%', 'Top-5': '55.2%' })
  await evaluate(page, 111, { 'Top-1': '34.0%', 'Top-5': '62.0%' })

  await page.goto('acuity://app/#/compare/1,2')
  const rows = page.getByRole('table', { name: 'Comparison' }).getByRole('row')
  await expect(rows).toHaveCount(3)
  const cells = (row: number) => rows.nth(row).getByRole('cell')
  await expect(cells(1)).toHaveText(['128×128', '99×99', /^31\.0%/, /^55\.2%/, /^\d+ fps/])
  await expect(cells(2)).toHaveText([
    '128×128',
    '111×111',
    /^34\.0% \(\+3\.0\)/,
    /^62\.0% \(\+6\.8\)/,
    /^\d+ fps \([\d.]+x speedup\)/,
  ])

  // From the table to the very images that the larger crop wins, and to what both crops of one of them saw.
  await page.getByRole('table', { name: 'Paired tests' }).getByRole('link', { name: '128/99' }).click()
  const flips = referenceFlips(
    'squeezenet_v1.0_squash128_crop99_cv2linear',
    'squeezenet_v1.0_squash128_crop111_cv2linear',
  )
  await checkCells(page, flips)
  await checkCell(page, 'gained', flips.gained)
  const file = await openFirstFlip(page)
  await checkPixels(page, home, path.join(images, file), [1, 2])
})

/** Runs the network that was added on images of 128 pixels, and waits for what is known of it. */
async function evaluate(page: Page, crop: number, accuracies: Record<string, string>): Promise<void> {
  await page.goto('acuity://app/#/new-run')
  const form = page.getByRole('form', { name: 'New run' })
  await expect(form.getByRole('radio', { name: /^caffe/ })).toBeChecked()
  await form.getByRole('textbox', { name: 'Resize' }).fill('128')
  await form.getByRole('textbox', { name: 'Crop', exact: true }).fill(String(crop))
  await form.getByRole('button', { name: 'Start run' }).click()
  await watchRun(page)
  for (const [label, accuracy] of Object.entries(accuracies))
    await expect(page.getByRole('group', { name: label, exact: true })).toContainText(accuracy)
}
