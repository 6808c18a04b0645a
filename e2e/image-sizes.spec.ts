import path from 'node:path'
import type { Page } from '@playwright/test'
import { SweepSummary } from '../src/shared/sweep.ts'
import { probability } from '../src/shared/text.ts'
import { acuity } from '../src/testing/command.ts'
import { sampleDataset, sampleModel } from '../src/testing/sample.ts'
import { ClassRecord, ImageRecord, report } from './command-line.ts'
import { expect, inOneWindow, testOfSweep } from './fixtures.ts'
import { resize } from './launch.ts'
import { shortName } from './steps/figures.ts'
import { atTwiceTheSize, inBothThemes } from './steps/legible.ts'

/** The runs of one network in the sample's sweep, the smallest size first. */
const LINE = [
  { run: 4, size: '113/99', crop: 99 },
  { run: 3, size: '146/128', crop: 128 },
  { run: 2, size: '182/160', crop: 160 },
  { run: 1, size: '259/227', crop: 227 },
]
const shared = inOneWindow(testOfSweep)

const row = (page: Page) => page.getByRole('list', { name: 'This image at every size' })
const links = (page: Page) => row(page).getByRole('link')
const pictures = (page: Page) => row(page).getByRole('img')

/** Opens the image that a run is most confidently wrong about. */
async function openFirst(page: Page, run: number): Promise<void> {
  await page.goto(`acuity://app/#/runs/${run}/errors`)
  await page.getByRole('gridcell').getByRole('link').first().click()
  await expect(links(page)).toHaveCount(LINE.length)
}

const allPictures = async (page: Page) => {
  for (const [i, { crop }] of LINE.entries()) {
    await links(page).nth(i).scrollIntoViewIfNeeded()
    const width = () =>
      pictures(page)
        .nth(i)
        .evaluate((picture: HTMLImageElement) => picture.naturalWidth)
    await expect.poll(width).toBe(crop)
  }
}

/** How each picture is enlarged, and what of it is shown: as the browser works it out. */
const transforms = (page: Page) =>
  row(page)
    .locator('.field')
    .evaluateAll((fields) =>
      fields.map((field) => {
        const { a, d, e, f } = new DOMMatrix(getComputedStyle(field).transform)
        const { offsetWidth: width, offsetHeight: height } = field as HTMLElement
        return [a, d, e / width, f / height].map((value) => Number(value.toFixed(3)))
      }),
    )

const inStep = (...one: number[]) => LINE.map(() => one)

shared('an image is shown as each size of the sweep has it, with what its run answered', async ({ page, home }) => {
  await openFirst(page, 1)
  const file = await page.getByRole('definition').first().innerText()
  const classes = await report(home, 1, 'classes', ClassRecord)
  for (const [i, { run, size }] of LINE.entries()) {
    const answer = (await report(home, run, 'images', ImageRecord)).find((record) => record.file === file)
    if (!answer) throw new Error(`Run ${run} has no answer for ${file}.`)
    const link = links(page).nth(i)
    await expect(link).toContainText(size)
    await expect(link).toContainText(shortName(classes[answer.top1]?.name ?? ''))
    await expect(link).toContainText(answer.rank === 0 ? ', right' : ', wrong')
    await expect(link).toContainText(probability(answer.p1))
  }
  await expect(row(page).locator('[aria-current="true"]')).toHaveText(/259\/227/)
  await allPictures(page)

  // A place of the image is at one place of each: to a pixel of the smallest crop.
  const places = await row(page)
    .locator('.place')
    .evaluateAll((elements) =>
      elements.map((element) => {
        const [own, all] = [element.getBoundingClientRect(), element.parentElement?.getBoundingClientRect()]
        return all ? [(own.x - all.x) / all.width, (own.y - all.y) / all.height, own.width / all.width] : []
      }),
    )
  for (const [x, y, width] of places) {
    expect(x).toBeLessThan(1 / 99)
    expect(y).toBeLessThan(1 / 99)
    expect(1 - (width ?? 0)).toBeLessThan(2 / 99)
  }
})

shared('all sizes are enlarged and moved in step, by buttons, keys and the mouse', async ({ page }) => {
  await openFirst(page, 1)
  await expect(page.getByText('Enlarged 1×')).toBeVisible()
  expect(await transforms(page)).toEqual(inStep(1, 1, 0, 0))
  await page.getByRole('button', { name: 'Zoom all in' }).click()
  await expect(page.getByText('Enlarged 2×')).toBeVisible()
  expect(await transforms(page)).toEqual(inStep(2, 2, -0.5, -0.5))
  await page.keyboard.press('+')
  expect(await transforms(page)).toEqual(inStep(4, 4, -1.5, -1.5))
  await links(page).last().focus()
  const address = page.url()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowUp')
  expect(await transforms(page)).toEqual(inStep(4, 4, -1.75, -1.25))

  const box = await links(page).last().locator('.picture').boundingBox()
  if (!box) throw new Error('The picture is not shown.')
  const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + box.width / 4, from.y, { steps: 3 })
  await page.mouse.up()
  await expect.poll(() => transforms(page)).toEqual(inStep(4, 4, -1.5, -1.25))
  // Neither the arrows nor the mouse led to another image.
  expect(page.url()).toBe(address)
  await page.keyboard.press('-')
  expect(await transforms(page)).toEqual(inStep(2, 2, -0.5, -0.375))
  await page.keyboard.press('0')
  expect(await transforms(page)).toEqual(inStep(1, 1, 0, 0))
})

shared('the keyboard leads from size to size, each in its run and in the list one came from', async ({ page }) => {
  await page.goto('acuity://app/#/flips/1/4')
  await page.getByRole('gridcell').getByRole('link').first().click()
  await expect(page).toHaveURL(/\?flips=1%2C4&beside=1$/)
  const list = page.url().replace(/^.*\?/, '')
  await links(page).first().focus()
  await page.keyboard.press('Tab')
  await expect(links(page).nth(1)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#\/runs\/3\/errors\/\d+\?/)
  expect(page.url().replace(/^.*\?/, '')).toBe(list)
  await expect(row(page).locator('[aria-current="true"]')).toHaveText(/146\/128/)
  await expect(page.getByText('shown above')).toHaveCount(1)

  // The run that the list was of as well stands beside, as long as that is wanted.
  const beside = page.getByRole('button', { name: 'Beside another run' })
  const panel = page.getByRole('region', { name: 'Exact pixels' })
  await expect(beside).toHaveAttribute('aria-pressed', 'true')
  await expect(panel.getByRole('img')).toHaveCount(2)
  await beside.press('Enter')
  await expect(panel).toHaveCount(0)
  await expect(page).toHaveURL(/#\/runs\/3\/errors\/\d+\?flips=1%2C4$/)
  await expect(links(page)).toHaveCount(LINE.length)
  await page.keyboard.press('?')
  await expect(page.getByRole('heading', { name: 'Image at every size' })).toBeVisible()
  await page.keyboard.press('Escape')
})

shared('the row is legible in both themes and at twice the size, and scrolls within its card', async ({ started }) => {
  const { page } = started
  await openFirst(page, 1)
  let times = 0
  const show = async (look: () => Promise<void>) => {
    await allPictures(page)
    if (times++ > 0) await page.keyboard.press('+')
    await look()
  }
  await inBothThemes(started, show, 'image-sizes')
  const { inside, outside } = await row(page).evaluate((list) => ({
    inside: list.scrollWidth - list.clientWidth,
    outside: list.getBoundingClientRect().right - innerWidth,
  }))
  expect(inside).toBeGreaterThan(0)
  expect(outside).toBeLessThan(0)
  const zoom = page.getByRole('button', { name: 'Zoom all in' })
  await atTwiceTheSize(started, [links(page).last(), links(page).first(), zoom], 'image-sizes')
})

shared('of twelve sizes the ones in view are fetched, around the one that is looked at', async ({ started, home }) => {
  const { page } = started
  await resize(started, 1280, 800)
  const crops = Array.from({ length: 12 }, (_, i) => 48 + 16 * i)
  const of = ['--dataset', sampleDataset, '--model', sampleModel('any'), '--crops', crops.join(), '--limit', '24']
  const { code, stdout, stderr } = await acuity(home, ['sweep', ...of, '--json'])
  expect(code, stderr).toBe(0)
  const run = SweepSummary.parse(JSON.parse(stdout)).runs.find(({ recipe }) => recipe.crop === crops[6])?.run
  await page.goto(`acuity://app/#/runs/${run}/errors`)
  await page.getByRole('gridcell').getByRole('link').first().click()
  await expect(links(page)).toHaveCount(crops.length)
  await expect(links(page).nth(6)).toHaveAttribute('aria-current', 'true')
  await expect(links(page).nth(6)).toBeInViewport({ ratio: 1 })
  const naturalWidth = (picture: HTMLImageElement) => picture.naturalWidth
  await expect.poll(() => links(page).nth(6).getByRole('img').evaluate(naturalWidth)).toBe(crops[6])
  await expect(links(page).first().getByRole('img')).toHaveCount(0)
  await expect(links(page).last().getByRole('img')).toHaveCount(0)
  await links(page).first().focus()
  await expect(links(page).first()).toBeInViewport({ ratio: 1 })
  await expect.poll(() => links(page).first().getByRole('img').evaluate(naturalWidth)).toBe(crops[0])
  await page.screenshot({ path: path.join(testOfSweep.info().project.outputDir, 'looks', 'image-sizes-twelve.png') })
})
