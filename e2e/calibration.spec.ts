import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { acuity } from '../src/testing/command.ts'
import { sampleDataset, sampleModel, sampleRecipe } from '../src/testing/sample.ts'
import { savingAs } from './dialogs.ts'
import { expect, test, type Started } from './fixtures.ts'

const pictureOf = (name: string) => path.join(test.info().project.outputDir, 'looks', `${name}.png`)
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** Saves a chart by the keyboard, and returns the file's bytes. */
async function save({ app, page }: Started, format: 'SVG' | 'PNG', title: string, file: string): Promise<Buffer> {
  await savingAs(app, file)
  await page.getByRole('button', { name: `Save as ${format}: ${title}` }).press('Enter')
  await expect(page.getByText(`Saved ${file}`)).toBeVisible()
  return readFileSync(file)
}

/** The size of a picture and the names of its texts, as a browser reads the file. */
const readSvg = (page: Page, svg: string) =>
  page.evaluate((text) => {
    const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement
    return { name: root.localName, texts: [...root.querySelectorAll('text')].map((one) => one.textContent.trim()) }
  }, svg)

test('the calibration of a run is shown, its charts are saved, and the run is repeated with a change', async ({
  start,
  home,
}) => {
  const run = ['--dataset', sampleDataset, '--model', sampleModel(99), '--recipe', sampleRecipe(99)]
  expect((await acuity(home, ['evaluate', ...run, '--batch', '5'])).code).toBe(0)
  const started = await start()
  const { app, page } = started
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 2000))
  await page.goto('acuity://app/#/runs/1/overview')
  const card = page.getByRole('region', { name: 'Calibration' })
  await expect(card).toContainText(/ECE\) \d+\.\d%.*against a top-1 of 75\.0%/)
  await expect(card.getByRole('figure')).toHaveCount(2)
  await card.getByText('Figures of each bin').click()
  await expect(card.getByRole('row')).toHaveCount(16)
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    await page.screenshot({ path: pictureOf(`calibration-${theme}`) })
  }

  const svg = (
    await save(started, 'SVG', 'Reliability diagram', pictureOf('reliability').replace(/png$/, 'svg'))
  ).toString()
  expect(await readSvg(page, svg)).toMatchObject({
    name: 'svg',
    texts: expect.arrayContaining(['Reliability diagram, sample_net_99 128/99', 'Perfect calibration']) as string[],
  })
  expect(svg).not.toMatch(/var\(|class=|light-dark|href/)
  const png = await save(started, 'PNG', 'Confidence histogram', pictureOf('confidence'))
  expect([...png.subarray(0, 8)]).toEqual(PNG_SIGNATURE)

  await page.goto('acuity://app/#/compare/1')
  await expect(page.getByRole('figure', { name: 'Top-1 against speed' })).toBeVisible()
  await save(started, 'PNG', 'Top-1 against speed', pictureOf('speed'))

  await page.goto('acuity://app/#/runs/1/overview')
  await page.getByRole('link', { name: 'Duplicate with changes' }).click()
  await expect(page).toHaveURL(/#\/new-run\?like=1$/)
  const form = page.getByRole('form', { name: 'New run' })
  await expect(form.getByRole('textbox', { name: 'Crop', exact: true })).toHaveValue('99')
  await form.getByText('More settings').click()
  await expect(form.getByRole('textbox', { name: 'Batch' })).toHaveValue('5')
  await page.screenshot({ path: pictureOf('duplicate') })
})
