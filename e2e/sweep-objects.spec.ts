import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { percent, percentRange } from '../src/shared/text.ts'
import { savingAs } from './dialogs.ts'
import { expect, inOneWindow, test, testOfSweep } from './fixtures.ts'
import { copyTable } from './steps/copy-tables.ts'
import { atTwiceTheSize, inBothThemes, inForcedColours } from './steps/legible.ts'
import { SWEEP_CROPS } from './steps/sample-runs.ts'
import { chart, figures, sweepReport } from './steps/sweep-page.ts'

const objects9 = 'acuity://app/#/sweeps/9/objects'
const shared = inOneWindow(testOfSweep)
const sizes = SWEEP_CROPS.toReversed().map(String)

const Bin = z.object({
  ...{ model: z.string(), size: z.string(), images: z.int(), top1_correct: z.int(), top1: z.number() },
  ...{
    object_from: z.number(),
    object_to: z.number(),
    object_mean: z.number(),
    top1_lo: z.number(),
    top1_hi: z.number(),
  },
})
type Bin = z.infer<typeof Bin>

const reportOf = (home: string, format: 'csv' | 'json' | 'md') => sweepReport(home, 9, 'object-size', format)

const binsOf = async (home: string, model: string) =>
  z
    .array(Bin)
    .parse(JSON.parse(await reportOf(home, 'json')))
    .filter((bin) => bin.model === model)

const tip = (page: Page) => page.locator('.tip')
const points = (page: Page) => chart(page).getByRole('link')
const side = (pixels: number) => String(Number(pixels.toPrecision(3)))
const sidesOf = ({ object_from: from, object_to: to }: Bin) =>
  to === 0 ? 'none of it in the crop' : from === 0 ? `below ${side(to)}` : `${side(from)}–${side(to)}`

/** A bin as its row is to show it. */
const asShown = (bin: Bin) => [
  ...[sidesOf(bin), side(bin.object_mean), `${bin.images}${bin.images < 30 ? ' †' : ''}`, String(bin.top1_correct)],
  ...[percent(bin.top1), percentRange([bin.top1_lo, bin.top1_hi])],
]

async function rowsOf(page: Page): Promise<string[][]> {
  const rows = figures(page).locator('tbody tr:not(.size)')
  const read = await rows.evaluateAll((all) =>
    all.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText.replaceAll(/\s+/g, ' ').trim())),
  )
  return read
}

shared(
  'each size has what the report says of it, in the chart and the table, for each model',
  async ({ started, home }) => {
    const { page } = started
    const csv = (await reportOf(home, 'csv')).trim().split('\r\n')
    const told = await reportOf(home, 'md')
    await page.goto('acuity://app/#/sweeps/9')
    await page.getByRole('link', { name: 'Object size' }).click()
    await expect(page).toHaveURL(objects9)
    for (const [line, model] of ['sample_net_227', 'sample_net_99'].entries()) {
      await page.getByRole('combobox', { name: 'Model' }).selectOption(model)
      await expect(page).toHaveURL(line === 0 ? objects9 : `${objects9}?line=${line}`)
      await expect(chart(page)).toHaveAccessibleName(new RegExp(`^Top-1 against the object’s side, ${model};`))
      const bins = await binsOf(home, model)
      expect(bins.length).toBeGreaterThan(8)
      expect(await rowsOf(page)).toEqual(bins.map(asShown))
      const drawn = bins.filter(({ object_to: to }) => to > 0)
      await expect(points(page)).toHaveCount(drawn.length)
      const names = await points(page).evaluateAll((all) => all.map((point) => point.getAttribute('aria-label')))
      for (const [at, { size, top1, images, top1_correct: correct }] of drawn.entries()) {
        expect(names[at]).toContain(`At ${size}, Top-1 ${percent(top1)}, `)
        expect(names[at]).toContain(`Right ${correct} of ${images}`)
      }
      const sentence = page.getByText(/^Seeing 99 instead of 227/)
      await expect(sentence).toBeVisible()
      const from = told.slice(told.indexOf(`all runs of ${model} have`))
      for (const size of sizes) {
        const [, top1, expected] = new RegExp(`At ${size}: top-1 (\\S+%); (\\S+%) if it depended`).exec(from) ?? []
        await expect(
          figures(page)
            .getByRole('row')
            .filter({ hasText: `At ${size} ` }),
        ).toContainText(`top-1 ${top1}; ${expected} if it depended`)
      }
      const own = csv.filter((row, at) => at === 0 || row.startsWith(`${model},`))
      expect((await copyTable(started, 'CSV', 'Figures')).trim().split('\r\n')).toEqual(own)
    }
    await expect(page.getByText(/^Of 240 images that all its runs evaluated, all of which have boxes/)).toBeVisible()
    expect(await copyTable(started, 'LaTeX', 'Figures')).toMatch(/\\begin\{tabular\}[^]*sample\\_net\\_99/)
    expect(await copyTable(started, 'Markdown', 'Figures')).toContain('Of 240 images that all its runs evaluated')
  },
)

shared('what the objects’ size explains is worked out of the report', async ({ page, home }) => {
  await page.goto(objects9)
  const bins = await binsOf(home, 'sample_net_227')
  const expected = (size: string) => {
    const own = bins.filter((bin) => bin.size === size)
    const sum = (of: readonly Bin[], by: 'images' | 'top1_correct') => of.reduce((all, bin) => all + bin[by], 0)
    const right = own.reduce((all, { object_to: to, images }) => {
      const same = bins.filter((bin) => bin.object_to === to)
      return all + (images * sum(same, 'top1_correct')) / sum(same, 'images')
    }, 0)
    return { top1: sum(own, 'top1_correct') / sum(own, 'images'), alone: right / sum(own, 'images') }
  }
  const [small, large] = [expected('99'), expected('227')]
  const [loss, alone] = [large.top1 - small.top1, large.alone - small.alone]
  await expect(page.getByText(/^Seeing 99 instead of 227/)).toHaveText(
    `Seeing 99 instead of 227 costs ${(100 * loss).toFixed(1)} points of top-1. If top-1 depended on the objects’ size in ` +
      `pixels alone, it would cost ${(100 * alone).toFixed(1)} points: ${Math.round((100 * alone) / loss)}% of the loss.`,
  )
})

shared('a point tells of its bin to pointer and keyboard, and leads to its run', async ({ page, home }) => {
  await page.goto(objects9)
  const drawn = (await binsOf(home, 'sample_net_227')).filter(({ object_to: to }) => to > 0)
  const at = (size: string) => drawn.flatMap((bin, i) => (bin.size === size ? [i] : []))
  await points(page).nth(1).hover()
  await expect(tip(page)).toContainText(`At ${drawn[1]?.size}`)
  await expect(tip(page)).toContainText(`${drawn[1]?.top1_correct} of ${drawn[1]?.images}`)
  await page.mouse.move(0, 0)
  await expect(tip(page)).toHaveCount(0)

  await page.getByRole('combobox', { name: 'Model' }).focus()
  await page.keyboard.press('Tab')
  await expect(points(page).first()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(tip(page)).toHaveCount(0)
  await page.keyboard.press('ArrowRight')
  await expect(points(page).nth(1)).toBeFocused()
  await expect(tip(page)).toContainText(sidesOf(drawn[1] as Bin))
  await page.keyboard.press('End')
  await expect(points(page).nth(at('99').at(-1) ?? -1)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('a[data-run]:focus')).toHaveAccessibleName(/^At 128, /)
  await page.keyboard.press('Home')
  await expect(points(page).nth(at('128')[0] ?? -1)).toBeFocused()
  await page.keyboard.press('?')
  await expect(page.getByRole('heading', { name: 'Chart of object sizes' })).toBeVisible()
  await page.keyboard.press('Escape')
  await points(page)
    .nth(at('128')[0] ?? -1)
    .focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#\/runs\/3\/overview$/)
})

shared('the chart is saved with its key', async ({ started }) => {
  const { app, page } = started
  await page.goto(objects9)
  const file = path.join(test.info().outputDir, 'objects.svg')
  await savingAs(app, file)
  await page.getByRole('button', { name: 'Save as SVG: Top-1 against the object’s side' }).press('Enter')
  await expect(page.getByText(`Saved ${file}`)).toBeVisible()
  const svg = readFileSync(file, 'utf8')
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text?.trim())
  expect(texts).toEqual(
    expect.arrayContaining([
      'Top-1 against the object’s side, sample_net_227, four sizes',
      ...sizes,
      '95% interval',
      '64',
    ]),
  )
  expect(svg).not.toMatch(/var\(|class=|light-dark|href|stroke-dasharray/)
})

shared('it is legible in both themes, in forced colours and at twice the size', async ({ started }) => {
  const { page } = started
  const show = async (look: (name?: string) => Promise<void>) => {
    await page.goto(objects9)
    await points(page).nth(2).focus()
    await expect(tip(page)).toBeVisible()
    await look()
    await page.getByRole('button', { name: 'Copy CSV: Figures' }).scrollIntoViewIfNeeded()
    await look('table')
  }
  await inBothThemes(started, show, 'sweep-objects')

  await page.goto(objects9)
  const check = async (text: string) => {
    const looks = await chart(page)
      .locator('path.line')
      .evaluateAll((lines) =>
        lines.map((line) => [getComputedStyle(line).stroke, getComputedStyle(line).strokeDasharray]),
      )
    expect(looks.map(([stroke]) => stroke)).toEqual(sizes.map(() => text))
    expect(new Set(looks.map(([, dashes]) => dashes)).size).toBe(sizes.length)
  }
  await inForcedColours(started, check, 'sweep-objects')

  const main = page.getByRole('main')
  const title = main.getByRole('heading', { level: 1 })
  const sentence = main.getByText(/^Seeing 99 instead of 227/)
  await atTwiceTheSize(started, [title, sentence, points(page).first()], 'sweep-objects')
})
