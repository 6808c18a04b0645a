import type { Page } from '@playwright/test'
import { z } from 'zod'
import { percent } from '../src/shared/text.ts'
import { expect, inOneWindow, testOfSweep } from './fixtures.ts'
import { copyTable } from './steps/copy-tables.ts'
import { shortName } from './steps/figures.ts'
import { atTwiceTheSize, inBothThemes, inForcedColours } from './steps/legible.ts'
import { SWEEP_CROPS } from './steps/sample-runs.ts'
import { sweepReport } from './steps/sweep-page.ts'
import { readRows } from './steps/virtual-rows.ts'

const classes9 = 'acuity://app/#/sweeps/9/classes'
const shared = inOneWindow(testOfSweep)

const Loss = z.looseObject({
  ...{ model: z.string(), index: z.int(), wnid: z.string(), name: z.string(), images: z.int() },
  ...{ top1_227: z.number(), top1_160: z.number(), top1_128: z.number(), top1_99: z.number(), loss: z.number() },
  ...{ only_largest_right: z.int(), only_smallest_right: z.int() },
  ...{ mcnemar_p: z.number(), adjusted_p: z.number(), stands: z.int() },
})
type Loss = z.infer<typeof Loss>

const reportOf = (home: string, format: 'csv' | 'json') => sweepReport(home, 9, 'classes-by-loss', format)

const table = (page: Page) => page.getByRole('table', { name: 'Classes by loss' })
const search = (page: Page) => page.getByRole('searchbox', { name: 'Find a class' })
const isLoss = ({ stands, loss }: Loss) => stands === 1 && loss > 0

/** A class as its row is to show it. */
function asShown(row: Loss): string[] {
  const loss = Math.abs(100 * row.loss).toFixed(1)
  const p = (value: number) => (value < 0.001 ? '< 0.001' : value.toFixed(3))
  const share = (crop: number) => percent(Number(row[`top1_${crop}`]))
  return [
    ...[shortName(row.name), String(row.images), share(227), share(99)],
    Number(loss) === 0 ? '0.0' : `${row.loss < 0 ? '−' : ''}${loss}`,
    ...[String(row.only_largest_right), String(row.only_smallest_right), p(row.mcnemar_p)],
    `${p(row.adjusted_p)}${isLoss(row) ? ' stands' : row.stands === 1 ? ' gain' : ''}`,
    SWEEP_CROPS.toReversed()
      .map((crop) => `${share(crop)} at ${crop}`)
      .join(', '),
  ]
}

async function expectRows(page: Page, rows: readonly Loss[]): Promise<void> {
  await expect(table(page)).toHaveAttribute('aria-rowcount', String(rows.length + 1))
  const read = await readRows(table(page), rows.length)
  expect(read.map(({ cells }) => cells)).toEqual(rows.map(asShown))
}

shared(
  'each class has what the report says of it, the greatest loss first, for each model',
  async ({ started, home }) => {
    const { page } = started
    const all = z.array(Loss).parse(JSON.parse(await reportOf(home, 'json')))
    const csv = (await reportOf(home, 'csv')).trim().split('\r\n')
    await page.goto('acuity://app/#/sweeps/9')
    await page.getByRole('link', { name: 'Classes by loss' }).click()
    await expect(page).toHaveURL(classes9)
    for (const [line, model] of ['sample_net_227', 'sample_net_99'].entries()) {
      await page.getByRole('combobox', { name: 'Model' }).selectOption(model)
      await expect(page).toHaveURL(line === 0 ? classes9 : `${classes9}?line=${line}`)
      const rows = all.filter((row) => row.model === model)
      const standing = rows.filter(isLoss).length
      expect(rows.length).toBeGreaterThan(standing)
      const who = standing === 0 ? 'none of' : `${standing} of`
      await expect(
        page.getByText(
          `Seeing 99 instead of 227, ${who} ${rows.length} classes ${standing === 1 || standing === 0 ? 'loses' : 'lose'} more`,
        ),
      ).toBeVisible()
      await expectRows(page, rows)
      const own = csv.filter((row, at) => at === 0 || row.startsWith(`${model},`))
      expect((await copyTable(started, 'CSV', 'Classes by loss')).trim().split('\r\n')).toEqual(own)
    }
    expect(await copyTable(started, 'LaTeX', 'Classes by loss')).toMatch(/\\begin\{tabular\}[^]*sample\\_net\\_99/)
    expect(await copyTable(started, 'Markdown', 'Classes by loss')).toMatch(/\| .*only_largest_right.*\n/)
  },
)

shared(
  'classes are sorted, searched for and left out by keys alone, and lead to their images',
  async ({ page, home }) => {
    const all = z.array(Loss).parse(JSON.parse(await reportOf(home, 'json')))
    const own = all.filter(({ model }) => model === 'sample_net_227')
    await page.goto(classes9)
    await expect(table(page).getByRole('columnheader', { name: 'Loss' })).toHaveAttribute('aria-sort', 'descending')
    await table(page).getByRole('button', { name: 'Class' }).press('Enter')
    const collator = new Intl.Collator('en')
    await expectRows(
      page,
      own.toSorted((a, b) => collator.compare(a.name, b.name)),
    )
    await table(page).getByRole('button', { name: 'Adjusted p' }).press('Enter')
    const byP = own.toSorted((a, b) => a.adjusted_p - b.adjusted_p || a.index - b.index)
    await expectRows(page, byP)
    await table(page).getByRole('button', { name: 'Adjusted p' }).press('Enter')
    await expect(table(page).getByRole('columnheader', { name: 'Adjusted p' })).toHaveAttribute(
      'aria-sort',
      'descending',
    )
    await table(page).getByRole('button', { name: 'Adjusted p' }).press('Enter')

    await page.getByRole('checkbox', { name: 'Only losses that stand' }).press(' ')
    const standing = byP.filter(isLoss)
    expect(standing.length).toBeGreaterThan(0)
    await expectRows(page, standing)
    await page.getByRole('checkbox', { name: 'Only losses that stand' }).press(' ')
    await search(page).fill('moth')
    const moths = byP.filter(({ name }) => name.includes('moth'))
    await expectRows(page, moths)
    await expect(page.getByText(`${moths.length} of ${own.length} classes`)).toBeVisible()

    // As it was left, after another of the sweep's tabs.
    await page.getByRole('link', { name: 'Curve' }).click()
    await expect(table(page)).toHaveCount(0)
    await page.getByRole('link', { name: 'Classes by loss' }).click()
    await expect(search(page)).toHaveValue('moth')
    await expectRows(page, moths)
    await search(page).focus()
    await search(page).fill('no such class')
    await expect(page.getByText('Try a part of its name')).toBeVisible()
    await search(page).fill('moth')
    const [moth] = moths
    await table(page)
      .getByRole('link', { name: shortName(moth?.name ?? '') })
      .press('Enter')
    await expect(page).toHaveURL(`acuity://app/#/sweeps/9/critical?label=${moth?.index ?? 0}`)
  },
)

shared('it is legible in both themes, in forced colours and at twice the size', async ({ started }) => {
  const { page } = started
  await page.goto(classes9)
  const show = async (look: () => Promise<void>) => {
    await expect(table(page).getByRole('img').first()).toBeVisible()
    await look()
  }
  await inBothThemes(started, show, 'sweep-classes')
  await inForcedColours(started, () => expect(table(page).getByText('stands').first()).toBeVisible(), 'sweep-classes')
  const main = page.getByRole('main')
  const title = main.getByRole('heading', { level: 1 })
  const sentence = main.getByText(/^Seeing 99 instead of 227/)
  await atTwiceTheSize(started, [title, sentence, table(page).getByRole('link').first()], 'sweep-classes')
})
