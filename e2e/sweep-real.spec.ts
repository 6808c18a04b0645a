import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { acuity } from '../src/testing/command.ts'
import { patient } from '../src/testing/patience.ts'
import { hasSharedData, sharedData } from '../src/testing/shared-data.ts'
import { savingAs } from './dialogs.ts'
import { expect, test } from './fixtures.ts'
import { drop } from './steps/drop.ts'
import { rowOf } from './steps/sweep-page.ts'

test.skip(!hasSharedData, 'SqueezeNet and the 500 real images are not here')

const images = path.join(sharedData, 'imagenet-sample/val')
const files = ['squeezenet_v1.0_deploy.prototxt', 'squeezenet_v1.0.caffemodel'].map((name) =>
  path.join(sharedData, 'models', name),
)
/** As an independent program has them: Caffe's own preprocessing, with a mean of 104, 117, 123. */
const ACCURACIES = [
  { crop: 227, top1: '65.4%', top5: '84.6%' },
  { crop: 111, top1: '34.0%', top5: '62.0%' },
  { crop: 99, top1: '31.0%', top5: '55.2%' },
]

const Counts = z.array(z.object({ images: z.int() }))

test('SqueezeNet at three sizes in one pass: the accuracies of an independent program', async ({ started, home }) => {
  const { app, page } = started
  await drop(page, [images])
  await expect(page.getByRole('link', { name: /^imagenet-sample-val/ })).toContainText('500 images')
  await drop(page, files)
  await expect(page.getByRole('heading', { name: 'squeezenet_v1.0', exact: true })).toBeVisible()
  await expect(page.getByText(/mean 104,117,123/)).toBeVisible()
  await page.getByRole('link', { name: 'Sweep…' }).click()
  const form = page.getByRole('form', { name: 'New sweep' })
  await form.getByRole('textbox', { name: 'Sizes' }).fill('256/227, 128/111, 128/99')
  await form.getByRole('button', { name: 'Start sweep' }).click()
  await expect(page).toHaveURL(/#\/sweeps\/\d+$/)
  await expect(page.getByText('3 of 3 runs done').first()).toBeVisible({ timeout: patient(180_000) })
  const address = page.url()

  const shown = (crop: number) => rowOf(page, 'squeezenet_v1.0', crop)
  for (const { crop, top1 } of ACCURACIES) await expect(shown(crop)).toContainText(top1)
  await page.locator('label', { has: page.getByRole('radio', { name: 'Top-5' }) }).click()
  await expect(page.getByRole('columnheader', { name: 'Top-5' })).toBeVisible()
  for (const { crop, top5 } of ACCURACIES) await expect(shown(crop)).toContainText(top5)

  const file = path.join(home, 'sweep.csv')
  await savingAs(app, file)
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: 'Runs' }).click()
  await expect(page.getByText(`Saved ${file}`)).toBeVisible()
  const sweep = /\d+$/.exec(address)?.[0] ?? ''
  const report = async (...as: string[]) => {
    const { code, stdout, stderr } = await acuity(home, ['report', sweep, '--as', ...as])
    expect(code, stderr).toBe(0)
    return stdout
  }
  expect(readFileSync(file, 'utf8')).toBe(await report('sweep', '--format', 'csv'))

  // What size each image needs, by the report and by the bars of the page.
  const needs = Counts.parse(JSON.parse(await report('critical-summary', '--format', 'json'))).map((row) => row.images)
  expect(needs.reduce((sum, each) => sum + each)).toBe(500)
  await page.goto(`${address}/critical`)
  const bars = page.getByRole('group', { name: 'Images by the size that they need' }).getByRole('button')
  await expect(bars).toHaveText(needs.map((each) => new RegExp(`: ${each} images?, `)))

  // A crop of another share of what it is cut from lies where its part of the image is.
  await page.goto('acuity://app/#/runs/1/errors')
  await page.getByRole('gridcell').getByRole('link').first().click()
  const places = page.getByRole('list', { name: 'This image at every size' }).locator('.place')
  await expect(places).toHaveCount(ACCURACIES.length)
  const widths = await places.evaluateAll((elements) =>
    elements.map((element) => element.getBoundingClientRect().width / (element.parentElement?.clientWidth ?? 0)),
  )
  for (const [i, share] of [99 / 128, 111 / 128, 227 / 256].entries())
    expect(widths[i]).toBeCloseTo(share / (227 / 256), 2)
})
