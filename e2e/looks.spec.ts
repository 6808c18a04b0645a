import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { acuity } from '../src/testing/command.ts'
import { sampleDataset, sampleModel, sampleRecipe } from '../src/testing/sample.ts'
import { expect, test, type Started } from './fixtures.ts'
import { writeCaffeNet } from './steps/caffe-net.ts'
import { drag, drop } from './steps/drop.ts'

const sizes = { wide: [1280, 800], narrow: [1024, 700] } as const
const themes = ['light', 'dark'] as const
const pictureOf = (name: string) => path.join(test.info().project.outputDir, 'looks', `${name}.png`)

/** Places in the window, and what must be there before it is looked at. */
const places: Record<string, [address: string, shown: string]> = {
  home: ['#/', 'Recent runs'],
  dataset: ['#/datasets/1', 'sample-val'],
  model: ['#/models/1', 'What was detected'],
  'new-run': ['#/new-run', 'Start run'],
  overview: ['#/runs/1/overview', 'Top-1 by class'],
  classes: ['#/runs/2/classes', 'Most confused with'],
  class: ['#/runs/2/classes/2', 'In other runs'],
  confusions: ['#/runs/2/confusions', '13 confused pairs'],
  errors: ['#/runs/2/errors', '60 misclassified images'],
  image: ['#/runs/2/errors/IMAGE', 'Show in folder'],
  compare: ['#/compare/1,2', 'Paired test'],
  flips: ['#/flips/1/2', 'This is more than chance'],
  'compare-published': ['#/compare/1,2?published=1', 'Published: quoted'],
}

/** Sees to it that the page, as it is, fits the window and can be read by all; keeps a picture of it in each theme and size. */
async function look({ app, page }: Started, name: string): Promise<void> {
  for (const theme of themes)
    for (const [size, [width, height]] of Object.entries(sizes)) {
      await page.emulateMedia({ colorScheme: theme })
      await app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h), [
        width,
        height,
      ] as const)
      await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height])
      await expect.poll(() => picturesMissing(page)).toBe(0)
      await page.screenshot({ path: pictureOf(`${name}-${theme}-${size}`) })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      // The legacy mode opens no second page, which an app of one window has not.
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    }
}

/** Tiles and stages in view whose picture has not arrived. */
function picturesMissing(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      [...document.querySelectorAll('.picture')].filter((place) => {
        const picture = place.querySelector('img')
        return !picture?.complete || picture.naturalWidth === 0
      }).length,
  )
}

test('every view is legible in both themes and sizes', async ({ start, home }) => {
  test.setTimeout(300_000)
  for (const crop of [227, 99] as const) {
    const run = ['--dataset', sampleDataset, '--model', sampleModel(crop), '--recipe', sampleRecipe(crop)]
    expect((await acuity(home, ['evaluate', ...run])).code).toBe(0)
  }
  const started = await start()
  const { page } = started
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  for (const [name, [address, shown]] of Object.entries(places)) {
    const image = address.includes('IMAGE') ? await page.locator('[data-image]').first().getAttribute('data-image') : ''
    await page.goto(`acuity://app/${address.replace('IMAGE', image ?? '')}`)
    await expect(page.getByText(shown).first()).toBeVisible()
    await look(started, name)
  }
  expect(complaints).toEqual([])
})

test('the first start and a run that goes on are legible in both themes and sizes', async ({ started }) => {
  test.setTimeout(300_000)
  const { page } = started
  await expect(page.getByRole('button', { name: 'Add the sample' })).toBeVisible()
  await look(started, 'first-start')

  await page.getByRole('button', { name: 'Add the sample' }).click()
  await expect(page.getByRole('link', { name: /^sample_net_227/ })).toBeVisible()
  await look(started, 'next-step')

  await page.getByRole('link', { name: /^sample_net_227/ }).click()
  await page.getByRole('link', { name: 'Evaluate…', exact: true }).click()
  await page.getByText('More settings').click()
  await page.getByRole('textbox', { name: 'Threads' }).fill('1')
  await page.getByRole('textbox', { name: 'Batch' }).fill('1')
  await look(started, 'new-run-settings')

  await page.getByRole('button', { name: 'Start run' }).click()
  const progress = page.getByRole('progressbar', { name: 'Run progress' })
  // The run takes a second or two: it is looked at as soon as it shows that it goes on.
  const isUnderWay = async () => Number(await progress.getAttribute('aria-valuenow')) > 0
  await expect.poll(isUnderWay, { intervals: [20] }).toBe(true)
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme })
    await page.screenshot({ path: pictureOf(`running-${theme}`) })
  }
})

test('files that are dropped, a Caffe network and a mean image are legible in both themes and sizes', async ({
  started,
  home,
}) => {
  test.setTimeout(300_000)
  const { page } = started
  const { file, weights, mean } = writeCaffeNet(path.join(home, 'net'))
  await page.getByRole('button', { name: 'Add the sample' }).click()
  await expect(page.getByRole('link', { name: /^sample_net_227/ })).toBeVisible()
  await drag(page, [file])
  await expect(page.getByText(/^Drop a folder/)).toHaveCount(2)
  await look(started, 'drop')

  await drop(page, [file, weights, mean])
  await expect(page.getByText(/mean image mean\.binaryproto/)).toBeVisible()
  await look(started, 'model-caffe')
  await page.getByRole('link', { name: 'Evaluate…', exact: true }).click()
  await expect(page.getByRole('group', { name: 'Mean image' })).toBeVisible()
  await look(started, 'new-run-mean-image')
  await page.getByRole('button', { name: 'Remove mean image' }).press('Enter')
  await expect(page.getByRole('button', { name: 'use a mean image…' })).toBeFocused()
  await look(started, 'new-run-means')
})
