import path from 'node:path'
import type { Page } from '@playwright/test'
import { EvaluatedRun } from '../src/shared/run.ts'
import { acuity } from '../src/testing/command.ts'
import { writeFiles } from '../src/testing/folders.ts'
import { sampleDataset } from '../src/testing/sample.ts'
import { csvReport } from './command-line.ts'
import { cancelling, choosing } from './dialogs.ts'
import { expect, test } from './fixtures.ts'
import { writeCaffeNet } from './steps/caffe-net.ts'
import { checkOverview } from './steps/check-overview.ts'
import { drop } from './steps/drop.ts'
import { exportReport } from './steps/export-report.ts'
import { watchRun } from './steps/watch-run.ts'

const RECIPE = 'squash 128, crop 99 (floor), opencv-linear, BGR, mean image mean.binaryproto, std 1,1,1'
const library = (page: Page) => page.getByRole('navigation', { name: 'Library' })
const fact = (page: Page, term: string) =>
  page.locator('dl > div').filter({ has: page.getByText(term, { exact: true }) })

test('a network, its weights and its mean image are dropped at once, and evaluated as the command line does', async ({
  started,
  home,
}) => {
  const { app, page } = started
  const { file, weights, mean } = writeCaffeNet(path.join(home, 'net'))
  await page.getByRole('button', { name: 'Add the sample' }).click()
  await expect(library(page).getByRole('link', { name: /^sample_net_227/ })).toBeVisible()
  await drop(page, [mean, file, weights])

  await expect(page.getByRole('heading', { name: 'tiny_net' })).toBeVisible()
  await expect(fact(page, 'Network')).toContainText(file)
  await expect(fact(page, 'Weights')).toContainText(weights)
  await expect(fact(page, 'Mean image')).toContainText('mean.binaryproto')
  await expect(page.getByText('mean.binaryproto was added with it.')).toBeVisible()
  await expect(page.getByText(RECIPE)).toBeVisible()
  await page.getByRole('link', { name: 'Evaluate…', exact: true }).click()

  const form = page.getByRole('form', { name: 'New run' })
  const meanImage = form.getByRole('group', { name: 'Mean image' })
  const useSuggestion = form.getByRole('button', { name: 'Use the suggestion' })
  await expect(meanImage).toContainText('mean.binaryproto')
  await expect(form.getByRole('group', { name: 'Mean', exact: true })).toBeHidden()
  await form.getByRole('button', { name: 'Remove mean image' }).click()
  await expect(form.getByRole('textbox', { name: 'Mean B' })).toHaveValue('104')
  await expect(form).toContainText('mean 104,117,123')
  await useSuggestion.click()
  await expect(meanImage).toBeVisible()
  await form.getByRole('button', { name: 'Remove mean image' }).click()
  await choosing(app, mean)
  await form.getByRole('button', { name: 'use a mean image…' }).click()
  await expect(meanImage).toContainText('mean.binaryproto')
  await expect(useSuggestion).toBeHidden()
  await expect(form).toContainText(RECIPE)
  await form.getByText('More settings').click()
  await form.getByRole('textbox', { name: 'Only the first images' }).fill('120')
  await form.getByRole('button', { name: 'Start run' }).click()

  const run = await watchRun(page)
  const summary = await checkOverview(page, home, run)
  for (const [term, value] of Object.entries({ Weights: weights, 'Mean image': 'mean.binaryproto' }))
    await expect(fact(page, term)).toContainText(value)

  // In a home of its own, where nothing is known of the network yet.
  const elsewhere = path.join(home, 'elsewhere')
  const files = ['--model', file, '--weights', weights, '--mean-file', mean]
  const printed = await acuity(elsewhere, [
    'evaluate',
    '--dataset',
    sampleDataset,
    ...files,
    '--limit',
    '120',
    '--json',
  ])
  const { recipe, images, top1, top5 } = EvaluatedRun.parse(JSON.parse(printed.stdout))
  expect(summary).toMatchObject({ recipe, images, top1, top5 })
  expect(await exportReport(started, home, 'Images')).toBe(await csvReport(elsewhere, 1, 'images'))
})

test('a network asks for its weights, chosen or dropped, and is not added without them', async ({ started, home }) => {
  const { app, page } = started
  const { file, weights } = writeCaffeNet(home)
  const refusal = page.getByText('deploy.prototxt was not added: a Caffe network needs its weights (.caffemodel).')
  await choosing(app, file, null)
  await page.getByRole('button', { name: 'Add model' }).click()
  await expect(refusal).toHaveCount(1)
  await drop(page, [file])
  await expect(refusal).toHaveCount(2)
  await expect(library(page).getByText('No model yet')).toBeVisible()

  await choosing(app, file, weights)
  await page.getByRole('button', { name: 'Add model' }).click()
  await expect(page.getByRole('heading', { name: 'tiny_net' })).toBeVisible()
  await expect(fact(page, 'Weights')).toContainText(weights)
  await expect(fact(page, 'Mean image')).toHaveCount(0)
})

test('each of two networks asks for its own weights by its name', async ({ started: { app, page }, home }) => {
  const networks = ['vgg.prototxt', 'vgg_f.prototxt']
  writeFiles(home, Object.fromEntries(networks.map((name) => [name, ''])))
  const asked = await cancelling(app)
  await drop(
    page,
    networks.map((name) => path.join(home, name)),
  )
  for (const name of networks) await expect(page.getByText(`${name} was not added`)).toBeVisible()
  expect(await asked.jsonValue()).toEqual(networks.map((name) => `Choose Caffe weights for ${name}`))
})

test('what is missing, or cannot be converted, is said', async ({ page, home }) => {
  const { weights, mean } = writeCaffeNet(home)
  await drop(page, [weights, mean])
  for (const what of ['tiny_net.caffemodel is the weights of a Caffe network', 'mean.binaryproto is a mean image'])
    await expect(
      page.getByRole('alert').filter({ hasText: `${what}. Drop it together with its network (.prototxt).` }),
    ).toBeVisible()

  const network = [
    'input: "data" input_shape { dim: 1 dim: 3 dim: 99 dim: 99 }',
    'layer { name: "up" type: "Deconvolution" bottom: "data" top: "up" }',
  ]
  writeFiles(home, { 'strange.prototxt': network.join('\n') })
  await drop(page, [path.join(home, 'strange.prototxt'), weights])
  await expect(
    page.getByRole('alert').filter({ hasText: 'strange.prototxt:2: layer "up" (Deconvolution)' }),
  ).toBeVisible()
  await expect(library(page).getByText('No model yet')).toBeVisible()
})
