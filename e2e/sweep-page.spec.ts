import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { savingAs } from './dialogs.ts'
import { expect, inOneWindow, test, testOfSweep } from './fixtures.ts'
import { copyTable } from './steps/copy-tables.ts'
import { grouped, interval } from './steps/figures.ts'
import { atTwiceTheSize, inBothThemes, inForcedColours } from './steps/legible.ts'
import { SWEEP_CROPS } from './steps/sample-runs.ts'
import { chart, figures, library, point, rowOf, sweepReport } from './steps/sweep-page.ts'

const SWEEP = 9
const page9 = `acuity://app/#/sweeps/${SWEEP}`
const shared = inOneWindow(testOfSweep)

const Report = z.array(
  z.object({
    ...{ run: z.int(), model: z.string(), crop: z.int(), images: z.int() },
    ...{ top1: z.number(), top1_lo: z.number(), top1_hi: z.number(), top5: z.number() },
    ...{ infer_gmacs: z.number(), infer_samples_per_sec: z.number() },
  }),
)

const reportOf = (home: string, format: 'csv' | 'json') => sweepReport(home, SWEEP, 'sweep', format)

const tip = (page: Page) => page.locator('.tip')
const points = (share: number) => Math.abs(100 * share).toFixed(1)

shared('a sweep is one entry that opens to its runs, and leads to what its report says', async ({ started, home }) => {
  const { app, page } = started
  const entry = library(page).getByRole('link', { name: /four sizes/ })
  const runs = library(page).getByRole('link', { name: /sample_net_\d+ \d+\/\d+/ })
  await expect(entry).toContainText('8 runs')
  await expect(runs).toHaveCount(0)
  const toggle = library(page).getByRole('button', { name: 'Runs of four sizes' })
  await toggle.press('Enter')
  await expect(toggle).toHaveAttribute('aria-expanded', 'true')
  await expect(runs).toHaveCount(8)
  await toggle.press('Enter')
  await expect(runs).toHaveCount(0)

  await entry.click()
  await expect(page).toHaveURL(page9)
  await expect(page.getByRole('heading', { name: 'four sizes', level: 1 })).toBeFocused()
  await expect(page.getByText(/^1\u202F920 answers in .* from files to the predictions of all runs$/)).toBeVisible()
  const report = Report.parse(JSON.parse(await reportOf(home, 'json')))
  expect(report.map(({ crop }) => crop)).toEqual([...SWEEP_CROPS, ...SWEEP_CROPS])
  for (const { run, model, crop, images, top1, top1_lo, top1_hi, infer_samples_per_sec } of report) {
    const row = rowOf(page, model, crop)
    await expect(row).toContainText(`${points(top1)}%`)
    await expect(row).toContainText(interval([top1_lo, top1_hi]))
    await expect(row.getByRole('cell').nth(2)).toHaveText(grouped(images))
    if (infer_samples_per_sec >= 100) await expect(row).toContainText(grouped(Math.round(infer_samples_per_sec)))
    await expect(row.getByRole('link')).toHaveAttribute('href', `#/runs/${run}/overview`)
    await expect(point(page, run)).toHaveAccessibleName(
      new RegExp(`^${model} at ${crop}, Top-1 ${points(top1)}%, 95% interval`),
    )
  }
  const of = (model: string) => report.filter((row) => row.model === model)
  for (const model of ['sample_net_227', 'sample_net_99']) {
    const [largest, smallest] = [of(model)[0], of(model).at(-1)]
    const change = (smallest?.top1 ?? 0) - (largest?.top1 ?? 0)
    const sentence = `Seeing 99 instead of 227 ${change < 0 ? 'costs' : 'gains'} ${points(change)} points of top-1`
    await expect(page.getByText(`${model}: ${sentence}`)).toBeVisible()
    await expect(rowOf(page, model, 99)).toContainText(`${change < 0 ? '−' : '+'}${points(change)}`)
  }

  const file = path.join(home, 'sweep.csv')
  await savingAs(app, file)
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: 'Runs' }).click()
  await expect(page.getByText(`Saved ${file}`)).toBeVisible()
  expect(readFileSync(file, 'utf8')).toBe(await reportOf(home, 'csv'))
  const [head = '', ...rows] = (await copyTable(started, 'CSV', 'Figures')).trim().split('\r\n')
  const column = (name: string) => rows.map((row) => Number(row.split(',')[head.split(',').indexOf(name)]))
  const told = column('run').map((run) => report.find((row) => row.run === run))
  for (const name of ['top1', 'top1_lo', 'infer_gmacs', 'infer_samples_per_sec'] as const)
    expect(column(name)).toEqual(told.map((row) => row?.[name]))
  expect(await copyTable(started, 'LaTeX', 'Figures')).toMatch(/\\begin\{tabular\}[^]*sample\\_net\\_99/)
})

shared('a point tells of its run where it is pointed at, and opens it', async ({ page }) => {
  await page.goto(page9)
  await point(page, 3).hover()
  await expect(tip(page)).toContainText('sample_net_227 146/128')
  await expect(tip(page)).toContainText('Against the largest')
  await point(page, 6).hover()
  await expect(tip(page)).toContainText('sample_net_99 182/160')
  await page.mouse.move(0, 0)
  await expect(tip(page)).toHaveCount(0)
  await point(page, 6).click()
  await expect(page).toHaveURL(/#\/runs\/6\/overview$/)
  await page.getByRole('link', { name: 'four sizes' }).last().click()
  await expect(page).toHaveURL(page9)
})

shared('the keyboard leads through the points, and two that are marked open side by side', async ({ page }) => {
  await page.goto(page9)
  await expect(point(page, 4)).toBeVisible()
  await page.getByRole('checkbox', { name: 'Published rows beside' }).focus()
  await page.keyboard.press('Tab')
  // The smallest of the first line comes first, and is the only one that the Tab key leads to.
  await expect(point(page, 4)).toBeFocused()
  await expect(tip(page)).toContainText('sample_net_227 113/99')
  await page.keyboard.press('Escape')
  await expect(tip(page)).toHaveCount(0)
  const keys: [string, number][] = [
    ...([
      ['ArrowRight', 3],
      ['ArrowDown', 7],
      ['ArrowLeft', 8],
      ['ArrowLeft', 8],
      ['End', 5],
    ] as [string, number][]),
    ...([
      ['ArrowUp', 1],
      ['Home', 4],
      ['ArrowRight', 3],
    ] as [string, number][]),
  ]
  for (const [key, run] of keys) {
    await page.keyboard.press(key)
    await expect(point(page, run)).toBeFocused()
  }
  await page.keyboard.press('?')
  await expect(page.getByRole('heading', { name: 'Curve of a sweep' })).toBeVisible()
  await page.keyboard.press('Escape')

  // The smaller one first: what it loses against the larger one is what is shown all the same.
  await point(page, 3).focus()
  await page.keyboard.press(' ')
  await expect(page.getByText(/^sample_net_227 146\/128 is marked/)).toBeVisible()
  await expect(rowOf(page, 'sample_net_227', 128).getByRole('checkbox')).toBeChecked()
  await rowOf(page, 'sample_net_227', 227).getByRole('checkbox').check()
  await expect(page.getByText('A is sample_net_227 259/227, B is sample_net_227 146/128')).toBeVisible()
  await page.getByRole('link', { name: 'See what they answer differently' }).press('Enter')
  await expect(page).toHaveURL(/#\/flips\/1\/3$/)
  await expect(page.getByText(/were lost and/)).toBeVisible()
  await page.goBack()
  await page.getByRole('button', { name: 'Remove marks' }).click()
  await expect(figures(page).getByRole('checkbox', { checked: true })).toHaveCount(0)
  await point(page, 3).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#\/runs\/3\/overview$/)
})

const choose = (page: Page, axis: string) =>
  page.locator('label', { has: page.getByRole('radio', { name: axis }) }).click()

shared('it is drawn by other axes, which the address keeps, with the published rows beside', async ({ started }) => {
  const { app, page } = started
  await page.goto(page9)
  await choose(page, 'Session rate')
  await expect(page).toHaveURL(`${page9}?x=session`)
  await expect(chart(page)).toHaveAccessibleName(/^Top-1 against session rate/)
  await choose(page, 'Pipeline rate')
  await expect(
    page.getByText(/^Its runs were evaluated in one pass .* share the rate of the sweep, [\d.\s]+fps\.$/),
  ).toBeVisible()
  await choose(page, 'Multiply-adds')
  await page.getByRole('checkbox', { name: 'Published rows beside' }).check()
  await expect(page.getByText('They have no such figures')).toBeVisible()
  await expect(figures(page).getByText(/^Published: quoted from F\. N\. Iandola 2015/)).toBeVisible()
  await choose(page, 'Crop')
  await expect(page).toHaveURL(`${page9}?published=1`)
  await expect(chart(page).getByRole('img', { name: /, published$/ })).toHaveCount(6)
  await expect(figures(page).getByRole('row').last()).toContainText('50.2%')

  const file = path.join(test.info().outputDir, 'curve.svg')
  await savingAs(app, file)
  await page.getByRole('button', { name: 'Save as SVG: Top-1 against crop' }).press('Enter')
  await expect(page.getByText(`Saved ${file}`)).toBeVisible()
  const svg = readFileSync(file, 'utf8')
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text?.trim())
  expect(texts).toEqual(
    expect.arrayContaining([
      'Top-1 against crop, four sizes',
      'sample_net_227',
      'Pareto point',
      '160',
      'AlexNet 256/227',
    ]),
  )
  expect(svg).not.toMatch(/var\(|class=|light-dark|href/)
  expect(svg).toMatch(/stroke-dasharray="7(px)?,? 3/)

  await choose(page, 'Top-5')
  await expect(page.getByRole('columnheader', { name: 'Top-5' })).toBeVisible()
  await expect(page.getByText(/points of top-5/).first()).toBeVisible()
  await choose(page, 'Calibration')
  await expect(page).toHaveURL(`${page9}?y=ece&published=1`)
  // Until the errors are known, the table has the accuracies of before.
  await expect(page.getByText(/takes the calibration error from/)).toHaveCount(2)
  const error = await rowOf(page, 'sample_net_99', 160).getByRole('cell').first().innerText()
  await page.goto('acuity://app/#/runs/6/overview')
  const apart = error.trim().replace('%', '')
  await expect(page.getByText(`${apart} percentage points apart on average (ECE)`)).toBeVisible()
})

shared('classes are drawn alone or together', async ({ page }) => {
  await page.goto(`${page9}?y=classes`)
  await expect(page.getByText('Choose one class')).toBeVisible()
  await expect(page.getByText('What seeing less costs is told of the classes that are chosen.')).toBeVisible()
  const search = page.getByRole('searchbox', { name: 'Find classes to be drawn' })
  await search.fill('ledger moth')
  await page.getByRole('list', { name: 'Found classes' }).getByRole('button', { name: 'ledger moth' }).click()
  await expect(chart(page)).toHaveAccessibleName(/^Top-1 of ledger moth against crop/)
  await expect(rowOf(page, 'sample_net_99', 99).getByRole('cell').nth(2)).toHaveText('20')
  await search.fill('moth')
  await page.getByRole('button', { name: 'Add all 2' }).click()
  await expect(page).toHaveURL(/\?y=classes&classes=\d+%2C\d+$/)
  await expect(chart(page)).toHaveAccessibleName(/^Top-1 of 2 classes against crop/)
  await expect(rowOf(page, 'sample_net_99', 99).getByRole('cell').nth(2)).toHaveText('40')
  await expect(page.getByText(/on 40 images that all its runs evaluated/)).toHaveCount(2)
  await page.getByRole('button', { name: 'Remove all' }).click()
  await expect(page.getByText('Choose one class')).toBeVisible()
})

shared('the page is legible in both themes, in forced colours and at twice the size', async ({ started }) => {
  const { page } = started
  const addresses = [page9, `${page9}?x=session&published=1`, `${page9}?y=classes&classes=1,2`]
  const show = async (look: (name: string) => Promise<void>) => {
    for (const [i, address] of addresses.entries()) {
      await page.goto(address)
      await point(page, 2).focus()
      await expect(tip(page)).toBeVisible()
      await look(String(i))
    }
  }
  await inBothThemes(started, show, 'sweep')

  await page.goto(page9)
  const check = async (text: string) => {
    const looks = await chart(page)
      .locator('path.line')
      .evaluateAll((lines) =>
        lines.map((line) => [getComputedStyle(line).stroke, getComputedStyle(line).strokeDasharray]),
      )
    expect(looks).toEqual([
      [text, 'none'],
      [text, '7px, 3px'],
    ])
    const shapes = await chart(page)
      .locator('a path.mark')
      .evaluateAll((marks) => marks.map((mark) => mark.getAttribute('d')))
    expect(new Set(shapes).size).toBe(2)
  }
  await inForcedColours(started, check, 'sweep')

  const main = page.getByRole('main')
  const title = main.getByRole('heading', { level: 1 })
  const sentence = main.getByText(/^Seeing|Seeing 99/).first()
  await atTwiceTheSize(started, [title, point(page, 1), sentence], 'sweep')
})
