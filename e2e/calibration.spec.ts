import { readFileSync } from 'node:fs'
import path from 'node:path'
import { acuity } from '../src/testing/command.ts'
import { sampleDataset, sampleModel, sampleRecipe } from '../src/testing/sample.ts'
import { savingAs } from './dialogs.ts'
import { expect, test, type Started } from './fixtures.ts'
import { violations } from './steps/axe.ts'
import { copyTable } from './steps/copy-tables.ts'

const pictureOf = (name: string) => path.join(test.info().project.outputDir, 'looks', `${name}.png`)
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** Saves a chart by the keyboard, and returns the file's bytes. */
async function save({ app, page }: Started, format: 'SVG' | 'PNG', title: string, file: string): Promise<Buffer> {
  await savingAs(app, file)
  await page.getByRole('button', { name: `Save as ${format}: ${title}` }).press('Enter')
  await expect(page.getByText(`Saved ${file}`)).toBeVisible()
  return readFileSync(file)
}

/** The texts of an SVG file, in their order. */
const textsOf = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text?.trim())

test('the calibration of a run is shown, its charts are saved, and the run is repeated with a change', async ({
  start,
  home,
}) => {
  const run = ['--dataset', sampleDataset, '--model', sampleModel(99), '--recipe', sampleRecipe(99)]
  expect((await acuity(home, ['evaluate', ...run, '--batch', '5'])).code).toBe(0)
  const started = await start()
  const { app, page } = started
  const resize = async (width: number) => {
    await app.evaluate(({ BrowserWindow }, side) => BrowserWindow.getAllWindows()[0]?.setContentSize(side, 1900), width)
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width)
  }
  await page.goto('acuity://app/#/runs/1/overview')
  const card = page.getByRole('region', { name: 'Calibration' })
  await expect(card).toContainText(/\d+\.\d percentage points apart on average \(ECE\)/)
  await expect(card.getByRole('figure')).toHaveCount(2)
  await card.getByText('Figures of each bin').click()
  await expect(card.getByRole('row')).toHaveCount(16)
  expect((await copyTable(started, 'CSV', 'Calibration')).trim().split('\r\n')).toHaveLength(16)
  const latex = await copyTable(started, 'LaTeX', 'Calibration')
  expect(latex).toContain('\\begin{tabular}{rrrrrrr}\n\\toprule\nfrom & to & images')
  expect(latex.match(/ \\\\$/gm)).toHaveLength(16)
  for (const [theme, width] of [
    ['light', 1024],
    ['dark', 1280],
  ] as const) {
    await page.emulateMedia({ colorScheme: theme })
    await resize(width)
    await page.screenshot({ path: pictureOf(`calibration-${theme}`) })
    expect(await violations(page)).toEqual([])
  }

  const svg = (
    await save(started, 'SVG', 'Reliability diagram', pictureOf('reliability').replace(/png$/, 'svg'))
  ).toString()
  expect(textsOf(svg)).toEqual(
    expect.arrayContaining(['Reliability diagram, sample_net_99 128/99', 'Perfect calibration', '80%']),
  )
  expect(svg).not.toMatch(/var\(|class=|light-dark|href/)
  const png = await save(started, 'PNG', 'Confidence histogram', pictureOf('confidence'))
  expect([...png.subarray(0, 8)]).toEqual(PNG_SIGNATURE)

  await page.goto('acuity://app/#/compare/1')
  await expect(page.getByRole('figure', { name: 'Top-1 against speed' })).toBeVisible()
  await save(started, 'PNG', 'Top-1 against speed', pictureOf('speed'))
  const printed = await acuity(home, ['compare', '1', '--format', 'csv'])
  expect(await copyTable(started, 'CSV', 'Comparison')).toBe(printed.stdout)
  const paper = await acuity(home, ['compare', '1', '--format', 'latex'])
  expect(await copyTable(started, 'LaTeX', 'Comparison')).toBe(paper.stdout)

  await page.goto('acuity://app/#/runs/1/overview')
  await page.getByRole('link', { name: 'Duplicate with changes' }).click()
  await expect(page).toHaveURL(/#\/new-run\?like=1$/)
  const form = page.getByRole('form', { name: 'New run' })
  await expect(form.getByRole('textbox', { name: 'Crop', exact: true })).toHaveValue('99')
  await form.getByText('More settings').click()
  await expect(form.getByRole('textbox', { name: 'Batch' })).toHaveValue('5')
  await page.screenshot({ path: pictureOf('duplicate') })
})
