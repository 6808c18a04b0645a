import path from 'node:path'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { finished, startAcuity } from '../src/testing/command.ts'
import { patient } from '../src/testing/patience.ts'
import { expect, inOneWindow, test, testOfSweep } from './fixtures.ts'
import { grouped } from './steps/figures.ts'
import { atTwiceTheSize, inBothThemes, inForcedColours } from './steps/legible.ts'
import { makeLargerSample } from './steps/larger-sample.ts'
import { SWEEP_CROPS, sweepOf } from './steps/sample-runs.ts'
import { library, sweepReport } from './steps/sweep-page.ts'
import { picturesArrive } from './steps/visits.ts'

const SWEEP = 9
const critical9 = `acuity://app/#/sweeps/${SWEEP}/critical`
const shared = inOneWindow(testOfSweep)
const sizes = SWEEP_CROPS.toReversed().map(String)

const Counts = z.array(
  z.object({
    model: z.string(),
    state: z.string(),
    critical: z.string().nullable(),
    images: z.int(),
    share: z.number(),
  }),
)
const Needs = z.array(
  z.object({
    ...{ model: z.string(), file: z.string(), label: z.int() },
    ...{ state: z.string(), critical: z.string().nullable() },
  }),
)

const report = async (home: string, as: 'critical-summary' | 'critical'): Promise<unknown> =>
  JSON.parse(await sweepReport(home, SWEEP, as, 'json'))

const bars = (page: Page) => page.getByRole('group', { name: 'Images by the size that they need' }).getByRole('button')
const bar = (page: Page, name: string) => bars(page).and(page.getByRole('button', { name: new RegExp(`^${name}:`) }))
const grid = (page: Page) => page.getByRole('grid')
const tiles = (page: Page) => grid(page).getByRole('gridcell').getByRole('link')
const images = (count: number) => `${grouped(count)} image${count === 1 ? '' : 's'}`
const title = (state: string, size: string | null) =>
  ({ always: 'Always right', 'non-monotone': 'Non-monotone', never: 'Never right' })[state] ?? `Critical at ${size}`

shared('its bars are those of the report, for each model, and add up to the images', async ({ page, home }) => {
  const summary = Counts.parse(await report(home, 'critical-summary'))
  await page.goto(`acuity://app/#/sweeps/${SWEEP}`)
  await page.getByRole('navigation', { name: 'Sweep' }).getByRole('link', { name: 'Critical resolution' }).click()
  await expect(page).toHaveURL(critical9)
  for (const [line, model] of ['sample_net_227', 'sample_net_99'].entries()) {
    const own = summary.filter((row) => row.model === model)
    const all = own.reduce((sum, row) => sum + row.images, 0)
    await page.getByRole('combobox', { name: 'Model' }).selectOption(model)
    await expect(page).toHaveURL(line === 0 ? critical9 : `${critical9}?line=${line}`)
    await expect(page.getByText(`${images(all)} that all of its 4 runs evaluated`, { exact: true })).toBeVisible()
    const names = own.map(
      (row) => `${title(row.state, row.critical)}: ${images(row.images)}, ${(100 * row.share).toFixed(1)}%`,
    )
    await expect.poll(() => bars(page).locator('.visually-hidden').allTextContents()).toEqual(names)
    await expect(page.getByRole('heading', { name: `All images ${images(all)}` })).toBeVisible()
  }
  // There are two models: the first stands in for one that the sweep has not.
  await page.goto(`${critical9}?line=99&groups=critical-99`)
  await expect(page.getByRole('combobox', { name: 'Model' })).toHaveValue('0')
  await expect(bars(page)).toHaveCount(6)
  await expect(page.getByText('No image here')).toBeVisible()
  await page.getByRole('button', { name: 'Show all images' }).click()
  await expect(page).toHaveURL(critical9)
})

shared(
  'bars are filters, by mouse and by keyboard, alone and together; tiles say what images need',
  async ({ page, home }) => {
    const needs = Needs.parse(await report(home, 'critical')).filter(({ model }) => model === 'sample_net_99')
    const needOf = new Map(
      needs.map(({ file, state, critical }) => [file, state === 'critical' ? `needs ${critical}` : state]),
    )
    const among = (...wanted: string[]) => needs.filter(({ file }) => wanted.includes(needOf.get(file) ?? '')).length
    const address = `${critical9}?line=1`
    await page.goto(address)
    // The order is that of what they need, never first.
    await expect(tiles(page).first()).toContainText(', never')
    await bar(page, 'Critical at 227').click()
    await expect(bar(page, 'Critical at 227')).toHaveAttribute('aria-pressed', 'true')
    await expect(page).toHaveURL(`${address}&groups=critical-3`)
    await expect(page.getByRole('heading', { name: `Critical at 227 ${images(among('needs 227'))}` })).toBeVisible()
    await expect(tiles(page).first()).toContainText('needs 227')

    await bar(page, 'Always right').focus()
    await page.keyboard.press('Tab')
    await expect(bar(page, 'Critical at 128')).toBeFocused()
    await page.keyboard.press(' ')
    await expect(page).toHaveURL(`${address}&groups=critical-1%2Ccritical-3`)
    await expect(bar(page, 'Critical at 128')).toBeFocused()
    const both = page.getByRole('heading', { name: /^Critical at 128, Critical at 227/ })
    await expect(both).toContainText(images(among('needs 128', 'needs 227')))
    await page.keyboard.press('Enter')
    await expect(bar(page, 'Critical at 128')).toHaveAttribute('aria-pressed', 'false')
    await expect(page).toHaveURL(`${address}&groups=critical-3`)
    await page.reload()
    await expect(bar(page, 'Critical at 227')).toHaveAttribute('aria-pressed', 'true')
    await page.getByRole('button', { name: 'Show all', exact: true }).click()
    await expect(page).toHaveURL(address)
    await expect(page.getByRole('heading', { name: `All images ${images(needs.length)}` })).toBeVisible()

    // All that are in view, at either end of the list.
    for (const key of ['Control+Home', 'Control+End']) {
      await tiles(page).first().focus()
      await page.keyboard.press(key)
      await expect(grid(page).getByText('Loading', { exact: true })).toHaveCount(0)
      const told = await tiles(page).evaluateAll((all) =>
        all.map((tile) => [tile.getAttribute('title') ?? '', tile.querySelector('.need')?.textContent ?? '']),
      )
      expect(told.length).toBeGreaterThan(5)
      for (const [file = '', need] of told) expect(need).toBe(`, ${needOf.get(file)}`)
    }
  },
)

shared(
  'a tile opens the image at the size that tells, from where the list is stepped through, and back',
  async ({ page }) => {
    await page.goto(`${critical9}?line=1`)
    await tiles(page).first().focus()
    await page.keyboard.press('Control+End')
    const scrolled = () => grid(page).evaluate(({ scrollTop }) => scrollTop)
    await expect.poll(scrolled).toBeGreaterThan(100)
    const before = await scrolled()
    const last = tiles(page).last()
    const image = await last.getAttribute('data-image')
    await last.click()
    // Of those that are always right, the smallest run; run 8 is that of 99 pixels.
    await expect(page).toHaveURL(new RegExp(`#/runs/8/errors/${image}\\?sweep=9&line=1$`))
    await expect(page.getByRole('status').filter({ hasText: ' of ' })).toHaveText('240 of 240')
    await expect(page.getByText('of the sweep')).toBeVisible()
    await page.keyboard.press('ArrowLeft')
    await expect(page.getByRole('status').filter({ hasText: ' of ' })).toHaveText('239 of 240')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Escape')
    await expect(page).toHaveURL(`${critical9}?line=1`)
    await expect(last).toBeFocused()
    await expect.poll(scrolled).toBe(before)

    // From those that need 160 on to those that need 128, each at the largest size that is wrong.
    await page.goto(`${critical9}?line=1&groups=critical-1,critical-2`)
    await expect(tiles(page).first()).toContainText('needs 160')
    const after = tiles(page).filter({ hasText: 'needs 128' }).first()
    const next = await after.getAttribute('data-image')
    await tiles(page).filter({ hasText: 'needs 160' }).last().click()
    await expect(page).toHaveURL(/#\/runs\/7\/errors\//)
    await expect(page.getByText('in these groups')).toBeVisible()
    const button = page.getByRole('button', { name: 'Next image' })
    await button.press('Enter')
    await expect(page).toHaveURL(new RegExp(`#/runs/8/errors/${next}\\?`))
    await expect(button).toBeFocused()
    await page.getByRole('link', { name: 'Back to grid' }).click()
    await expect(page).toHaveURL(`${critical9}?line=1&groups=critical-1%2Ccritical-2`)
    await expect(after).toBeFocused()

    // The address alone leads to it as well.
    await bar(page, 'Critical at 128').click()
    await expect(page.getByRole('heading', { name: 'Critical at 160 5 images' })).toBeVisible()
    await tiles(page).first().click()
    await page.reload()
    await expect(page.getByText('critical at 160')).toBeVisible()
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('status').filter({ hasText: ' of ' })).toHaveText('2 of 5')
    await expect(page).toHaveURL(/#\/runs\/7\/errors\//)
    await page.keyboard.press('Escape')
    await expect(page).toHaveURL(`${critical9}?line=1&groups=critical-2`)
    await expect(tiles(page).nth(1)).toBeFocused()
    await expect(tiles(page).nth(1)).toContainText('needs 160')
  },
)

shared(
  'it tells of one class, and keeps what is chosen where another model or tab is looked at',
  async ({ page, home }) => {
    const needs = Needs.parse(await report(home, 'critical')).filter(({ model }) => model === 'sample_net_99')
    const [label = 0] = needs.filter(({ state }) => state === 'never').map((row) => row.label)
    const own = needs.filter((row) => row.label === label)
    const never = own.filter(({ state }) => state === 'never').length
    await page.goto(`${critical9}?line=1&label=${label}`)
    await expect(page.getByText(`${images(own.length)} that all of its 4 runs evaluated`)).toBeVisible()
    await expect(bar(page, 'Never right')).toHaveAccessibleName(
      `Never right: ${images(never)}, ${((100 * never) / own.length).toFixed(1)}%`,
    )
    await bar(page, 'Never right').click()
    await expect(page).toHaveURL(`${critical9}?line=1&groups=never&label=${label}`)
    await expect(tiles(page)).toHaveCount(never)
    const called = await page.getByText(/^Images of /).innerText()
    await expect(tiles(page).first()).toContainText(called.replace('Images of ', ''))
    await tiles(page).first().click()
    await expect(page.getByText('never right, of one class')).toBeVisible()
    await page.goBack()

    const tab = (name: string) => page.getByRole('navigation', { name: 'Sweep' }).getByRole('link', { name })
    await tab('Curve').click()
    await expect(page.getByRole('table', { name: 'Figures' })).toBeVisible()
    await tab('Critical resolution').click()
    await expect(page).toHaveURL(`${critical9}?line=1&groups=never&label=${label}`)
    await page.getByRole('combobox', { name: 'Model' }).selectOption('sample_net_227')
    await expect(page).toHaveURL(`${critical9}?groups=never&label=${label}`)
    await page.getByRole('button', { name: 'Show all classes' }).click()
    await expect(page).toHaveURL(`${critical9}?groups=never`)
    await expect(page.getByText('240 images that all')).toBeVisible()
  },
)

shared('the page is legible in both themes, in forced colours and at twice the size', async ({ started }) => {
  const { page } = started
  const show = async (look: (name: string) => Promise<void>) => {
    for (const [i, address] of [critical9, `${critical9}?line=1&groups=critical-3,never&label=3`].entries()) {
      await page.goto(address)
      await expect(bars(page)).toHaveCount(sizes.length + 2)
      await expect(tiles(page).first().locator('img')).toBeVisible()
      await picturesArrive(page)
      await page.mouse.move(0, 0)
      await look(String(i))
    }
  }
  await inBothThemes(started, show, 'sweep-critical')

  await page.goto(`${critical9}?groups=never`)
  const check = async (text: string) => {
    await expect(bars(page)).toHaveCount(sizes.length + 2)
    const fills = await bars(page)
      .locator('.bar')
      .evaluateAll((all) => all.map((each) => getComputedStyle(each).backgroundColor))
    expect(new Set(fills)).toEqual(new Set([text]))
    const outlines = await bars(page).evaluateAll((all) => all.map((each) => getComputedStyle(each).outlineStyle))
    expect(outlines.filter((style) => style === 'solid')).toHaveLength(1)
  }
  await inForcedColours(started, check, 'sweep-critical')

  const title = page.getByRole('main').getByRole('heading', { level: 1 })
  await atTwiceTheSize(started, [title, bars(page).first(), bars(page).last(), tiles(page).first()], 'sweep-critical')
})

test('it grows while the sweep goes on, and says that it is partial, also while the sweep is stopped', async ({
  started: { page },
  home,
}) => {
  const folder = path.join(home, 'larger')
  makeLargerSample(folder, 2)
  const growing = startAcuity(home, ['sweep', ...sweepOf(folder), '--threads', '1', '--name', 'growing'])
  const ended = finished(growing)
  await library(page)
    .getByRole('link', { name: /growing/ })
    .click({ timeout: patient(60_000) })
  await page.getByRole('navigation', { name: 'Sweep' }).getByRole('link', { name: 'Critical resolution' }).click()
  const partial = page.getByText(/images that all of its 4 runs evaluated so far$/)
  await expect(partial).toBeVisible({ timeout: patient(60_000) })
  growing.kill('SIGINT')
  await ended
  await expect(page.getByText('· Interrupted')).toBeVisible()
  await expect(partial).toBeVisible()
  await page.getByRole('button', { name: 'Resume sweep' }).click()
  await bar(page, 'Always right').focus()
  await page.keyboard.press(' ')
  await expect(page.getByText('480 images that all of its 4 runs evaluated', { exact: true })).toBeVisible({
    timeout: patient(60_000),
  })
  await expect(bar(page, 'Always right')).toBeFocused()
  const texts = await bars(page).locator('.visually-hidden').allTextContents()
  const counted = texts.map((text) => Number(/: (\d+) image/.exec(text)?.[1]))
  expect(counted.reduce((sum, each) => sum + each)).toBe(480)
  await expect(page.getByRole('heading', { name: `Always right ${images(counted[0] ?? 0)}` })).toBeVisible()
})
