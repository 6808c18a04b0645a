import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { acuity } from '../src/testing/command.ts'
import { patient } from '../src/testing/patience.ts'
import { runSummary } from './command-line.ts'
import { savingAs } from './dialogs.ts'
import { expect, testOfRuns as test } from './fixtures.ts'
import { interval } from './steps/figures.ts'
import { makeLargerSample } from './steps/larger-sample.ts'

const SOURCE = 'Published: quoted from F. N. Iandola 2015: ImageNet-1k val, Caffe on an NVIDIA K40'

const table = (page: Page) => page.getByRole('table', { name: 'Comparison' })
const chart = (page: Page) => page.getByRole('group', { name: /^Top-1 against frame rate/ })

test('two runs beside each other and beside the published table; a point of the chart opens its run', async ({
  started: { app, page },
  home,
}) => {
  await page.goto('acuity://app/#/compare/1,2')
  const rows = table(page).getByRole('row')
  await expect(rows).toHaveCount(3)
  const { ci, speed } = await runSummary(home, 2)
  for (const figure of ['75.0%', '(-18.3)', interval(ci.top1), `${speed.session?.fps.toFixed(0)} fps`])
    await expect(rows.nth(2)).toContainText(figure)

  await page.getByRole('radio', { name: /^sample_net_99.* is the baseline$/ }).check()
  await expect(rows.nth(2)).toContainText('(+18.3)')
  await page.getByRole('radio', { name: /^sample_net_227.* is the baseline$/ }).check()
  await expect(rows.nth(2)).toContainText('(-18.3)')

  await expect(table(page).getByText(SOURCE)).toBeHidden()
  await page.getByRole('checkbox', { name: 'Lay the published table beside' }).check()
  await expect(page).toHaveURL(/#\/compare\/1,2\?published=1$/)
  await expect(table(page).getByText(SOURCE)).toBeVisible()
  await expect(rows).toHaveCount(3 + 1 + 6)
  await expect(rows.last()).toContainText('VGG_F_extralayer')
  await expect(rows.last()).toContainText('1248 fps (2x speedup)')
  await expect(chart(page).getByRole('img', { name: /, published$/ })).toHaveCount(6)
  await expect(page.getByRole('radio', { name: /is the baseline$/ })).toHaveCount(2)

  const file = path.join(home, 'comparison.csv')
  await savingAs(app, file)
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: 'Comparison' }).click()
  await expect(page.getByText(`Saved ${file}`)).toBeVisible()
  const printed = await acuity(home, ['compare', '1', '2', '--with-published', '--format', 'csv'])
  expect(readFileSync(file, 'utf8')).toBe(printed.stdout)

  const points = chart(page).getByRole('link')
  await expect(points).toHaveCount(2)
  await points.first().focus()
  await page.keyboard.press('Tab')
  await expect(points.nth(1)).toBeFocused()
  await expect(points.nth(1)).toHaveAccessibleName(/^sample_net_99 128\/99: top-1 75\.0%, [\d\s]+ fps$/)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#\/runs\/2\/overview$/)
  await page.goBack()
  await expect(page.getByRole('checkbox', { name: 'Lay the published table beside' })).toBeChecked()
})

test('many runs: chosen in the table, tested each against each, their sessions measured anew together', async ({
  started: { page },
  home,
}) => {
  expect((await acuity(home, ['evaluate', '--again', '2'])).code).toBe(0)
  await page.goto('acuity://app/#/compare/1,2')
  const choice = page.getByRole('grid', { name: 'Runs to compare' })
  await choice.getByRole('row').filter({ hasText: 'run 3' }).getByRole('checkbox').click()
  await expect(page).toHaveURL(/#\/compare\/1,2,3$/)
  const tests = page.getByRole('table', { name: 'Paired tests' })
  const cells = tests.getByRole('link')
  await expect(cells).toHaveCount(6)
  // The network of 99 pixels is right on 44 images fewer than that of 227, and answers as it did before.
  await expect(cells.nth(2)).toHaveText(/^−18\.3\s*p < 0\.001$/)
  await expect(cells.nth(3)).toHaveText(/^0\.0\s*p 1\.000$/)
  await cells.nth(2).hover()
  await expect(page.getByText(/^sample_net_99 .* of 240 images in common/)).toBeVisible()

  await page.getByRole('button', { name: 'Measure again' }).click()
  await expect(page.getByRole('button', { name: 'Show the runs’ own speeds' })).toBeVisible({
    timeout: patient(60_000),
  })
  await expect(page.getByText(/Speed-ups are of this one measurement/)).toBeVisible()
  await page.getByRole('button', { name: 'Show the runs’ own speeds' }).click()
  await expect(page.getByRole('button', { name: 'Show the runs’ own speeds' })).toBeHidden()

  await cells.nth(2).click()
  await expect(page).toHaveURL(/#\/flips\/1\/2$/)
})

test('a run takes part while it goes on: its row and its point follow, and all else stays where it is', async ({
  started: { page },
  home,
}) => {
  const folder = path.join(home, 'larger')
  makeLargerSample(folder, 8)
  expect((await acuity(home, ['index', folder])).code).toBe(0)
  await page.goto('acuity://app/#/models/1')
  await page.getByRole('link', { name: 'Evaluate…', exact: true }).click()
  const form = page.getByRole('form', { name: 'New run' })
  await form.getByRole('combobox', { name: 'Dataset' }).selectOption({ label: 'larger' })
  await form.getByText('More settings').click()
  for (const setting of ['Batch', 'Threads']) await form.getByRole('textbox', { name: setting }).fill('1')
  await form.getByRole('button', { name: 'Start run' }).click()
  await page.getByRole('link', { name: 'Compare this run' }).waitFor()

  await page.goto('acuity://app/#/compare/3,2')
  const row = table(page).getByRole('row').nth(1)
  const evaluated = (text: string) =>
    Number(/([\d\u202F]+) of 1\u202F920 images/.exec(text)?.[1]?.replaceAll('\u202F', ''))
  // Read once: the run may be done before its row is looked at again.
  let text = ''
  await expect.poll(async () => (text = await row.innerText())).toMatch(/Running, [\d\u202F]+ of 1\u202F920 images/)
  const first = evaluated(text)
  const point = chart(page).getByRole('link').first()
  await point.focus()
  const scrolled = () => page.locator('.view').evaluate(({ scrollTop }) => scrollTop)
  const before = await scrolled()
  await expect.poll(async () => evaluated(await row.innerText())).toBeGreaterThan(first)
  await expect(row).toContainText('1\u202F920 of 1\u202F920 images', { timeout: patient(60_000) })
  await expect(row).not.toContainText('Running')
  await expect(row).toContainText('93.3%')
  await expect(point).toHaveAccessibleName(/top-1 93\.3%/)
  await expect(point).toBeFocused()
  expect(await scrolled()).toBe(before)
})
