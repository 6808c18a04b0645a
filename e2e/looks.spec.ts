import path from 'node:path'
import { expect, test, testOfRuns, type Started } from './fixtures.ts'
import { resize } from './launch.ts'
import { violations } from './steps/axe.ts'
import { writeCaffeNet } from './steps/caffe-net.ts'
import { drag, drop } from './steps/drop.ts'
import { goTo, picturesArrive, visits } from './steps/visits.ts'

const pictureOf = (name: string) => path.join(test.info().project.outputDir, 'looks', `${name}.png`)

/** Each theme and each size once: colours are the same at every size, and the layout is the same in every colour. */
const looks = [
  ['light', 1280, 800],
  ['dark', 1024, 700],
] as const

/** Sees to it that the page, as it is, fits the window and can be read by all; keeps pictures of it. */
async function look(started: Started, name: string): Promise<void> {
  const { page } = started
  for (const [colorScheme, width, height] of looks) {
    await page.emulateMedia({ colorScheme })
    await resize(started, width, height)
    await picturesArrive(page)
    await page.screenshot({ path: pictureOf(`${name}-${colorScheme}`) })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    expect(await violations(page)).toEqual([])
  }
}

testOfRuns('every view is legible in both themes and sizes', async ({ started }) => {
  test.setTimeout(300_000)
  const { page } = started
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  for (const visit of visits) {
    await goTo(started, visit)
    await look(started, visit.name)
  }
  expect(complaints).toEqual([])
})

testOfRuns('zoomed in, every view keeps its title and what it is about within reach', async ({ started }) => {
  test.setTimeout(300_000)
  const { app, page } = started
  // What a window of 1280×800 has room for at 200%.
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setMinimumSize(200, 200))
  await resize(started, 640, 400)
  const main = page.getByRole('main')
  for (const visit of visits) {
    await goTo(started, visit)
    await page.screenshot({ path: pictureOf(`${visit.name}-zoomed`) })
    const heading = main.getByRole('heading', { level: 1 })
    await heading.scrollIntoViewIfNeeded()
    await expect(heading).toBeInViewport({ ratio: 0.5 })
    expect(await main.evaluate(({ clientWidth, scrollWidth }) => scrollWidth - clientWidth)).toBe(0)
  }
  for (const address of ['#/runs/2/errors', '#/flips/1/2']) {
    await page.goto(`acuity://app/${address}`)
    const tile = page.locator('[data-image]').first()
    await tile.scrollIntoViewIfNeeded()
    await expect(tile).toBeInViewport({ ratio: 0.9 })
  }
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
  const done = page.locator('header').getByText('Done', { exact: true })
  // The run takes a second or two: it is looked at as soon as it shows that it goes on, unless it was done before that was seen.
  const isUnderWay = async () =>
    (await done.isVisible()) ||
    (await progress.evaluateAll((bars) => bars.some((bar) => Number(bar.getAttribute('aria-valuenow')) > 0)))
  await expect.poll(isUnderWay, { intervals: [20] }).toBe(true)
  for (const [colorScheme] of looks) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: pictureOf(`running-${colorScheme}`) })
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
