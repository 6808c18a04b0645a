import { readFileSync } from 'node:fs'
import path from 'node:path'
import { acuity } from '../src/testing/command.ts'
import { sampleDataset, sampleModel, sampleRecipe } from '../src/testing/sample.ts'
import { csvReport } from './command-line.ts'
import { savingAs } from './dialogs.ts'
import { expect, test } from './fixtures.ts'

test('misclassified images are narrowed, sorted and exported as they stand', async ({ start, home }) => {
  const model = ['--model', sampleModel(99), '--recipe', sampleRecipe(99)]
  expect((await acuity(home, ['evaluate', '--dataset', sampleDataset, ...model])).code).toBe(0)
  const { app, page } = await start()
  const look = (name: string) => page.screenshot({ path: path.join(test.info().project.outputDir, 'looks', name) })
  await page.goto('acuity://app/#/runs/1/overview')
  await page.getByRole('navigation', { name: 'Run', exact: true }).getByRole('link', { name: 'Errors' }).click()
  await expect(page.getByRole('heading', { name: '60 misclassified images' })).toBeVisible()
  await look('error-filters-none.png')

  // What goes by too fast to be looked at is there once it stands still.
  const grid = page.getByRole('grid', { name: 'Misclassified images' })
  await grid.evaluate(async (scroller) => {
    for (let leap = 0; leap < 20; leap++) {
      scroller.scrollTop = leap % 2 === 0 ? 0 : scroller.scrollHeight
      await new Promise(requestAnimationFrame)
    }
  })
  await expect(grid.getByRole('gridcell').last()).toBeInViewport()
  await expect(grid.getByRole('gridcell').last().locator('img')).toBeVisible()
  await expect(grid.getByRole('row').last().getByRole('gridcell').first()).toContainText('%')
  await look('error-filters-end.png')

  // A bin, several, and one of them twice: what is chosen once more is let go.
  const bins = page.getByRole('img', { name: /^60 images by confidence/ })
  const box = await bins.boundingBox()
  if (!box) throw new Error('the confidences are not drawn')
  const over = (bin: number) => [box.x + ((bin + 0.5) / 20) * box.width, box.y + box.height / 2] as const
  await page.mouse.click(...over(7))
  await expect(page).toHaveURL(/errors\?from=0.35&to=0.4$/)
  await page.mouse.move(...over(9))
  await page.mouse.down()
  await page.mouse.move(...over(4), { steps: 3 })
  await look('error-filters-drag.png')
  await page.mouse.up()
  await expect(page).toHaveURL(/errors\?from=0.2&to=0.5$/)
  await expect(page.getByRole('textbox', { name: 'To, in percent' })).toHaveValue('50')
  await expect(bins).toBeVisible()
  await page.mouse.dblclick(...over(4))
  await expect(page).toHaveURL(/errors$/)

  await page.getByText('2–5', { exact: true }).click()
  const from = page.getByRole('textbox', { name: 'From, in percent' })
  await from.fill('30')
  await page.getByRole('textbox', { name: 'To, in percent' }).fill('90.5')
  await page.getByRole('combobox', { name: 'Sort by' }).selectOption('Widest margin first')
  const text = page.getByRole('textbox', { name: 'Text' })
  await text.pressSequentially('A')
  await expect(page).toHaveURL(/rank=2-5&from=0.3&to=0.905&text=A&order=margin&reversed=true$/)
  await expect(text).toBeFocused()
  await expect(page.getByRole('gridcell').first()).toContainText('margin')

  const narrow = ['--rank', '2-5', '--min-confidence', '0.3', '--max-confidence', '0.905', '--text', 'A']
  const expected = await csvReport(home, 1, 'errors', [...narrow, '--order', 'margin', '--reverse'])
  const found = expected.trim().split('\r\n').length - 1
  await expect(page.getByRole('heading', { name: `${found} misclassified image` })).toBeVisible()
  await look('error-filters-wide.png')
  await savingAs(app, path.join(home, 'window.csv'))
  await page.getByRole('button', { name: 'Export' }).click()
  await look('error-filters-export.png')
  await page.getByRole('button', { name: /^These errors/ }).click()
  await expect(page.getByText('Saved')).toBeVisible()
  expect(readFileSync(path.join(home, 'window.csv'), 'utf8')).toBe(expected)

  await from.fill('95')
  await expect(page.getByRole('heading', { name: 'No error matches this filter' })).toBeVisible()
  await page.emulateMedia({ colorScheme: 'dark' })
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1100, 720))
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(1100)
  await page.getByRole('button', { name: 'Clear filter' }).click()
  await page.getByRole('combobox', { name: 'Sort by' }).selectOption('Truth near the top first')
  await expect(page.getByRole('heading', { name: '60 misclassified images' })).toBeVisible()
  await expect(page.getByRole('gridcell').first()).toContainText('truth ranked 2')
  await look('error-filters-narrow.png')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1100)

  // A tag can be chosen as soon as an image has one.
  const tag = page.getByRole('combobox', { name: 'Tag' })
  await expect(tag).toBeHidden()
  await page.getByRole('gridcell').first().getByRole('link').click()
  await page.getByRole('button', { name: 'Label looks wrong' }).click()
  await page.goBack()
  await tag.selectOption('label looks wrong')
  await expect(page.getByRole('heading', { name: '1 misclassified image' })).toBeVisible()
  await expect(page.getByRole('img', { name: /^1 image by confidence/ })).toBeVisible()
  await look('error-filters-tag.png')
  await page.getByRole('gridcell').first().getByRole('link').click()
  await page.getByRole('button', { name: 'Label looks wrong' }).click()
  await page.goBack()
  await expect(page.getByText('No error matches this filter')).toBeVisible()
  await tag.selectOption('Any')
  await expect(page.getByRole('heading', { name: '60 misclassified images' })).toBeVisible()

  await text.fill('what is typed on leaving leads nowhere')
  await page.goBack()
  await expect(page.getByText('Top-1 by class')).toBeVisible()
  await page.waitForTimeout(300)
  await expect(page).toHaveURL(/overview$/)
})
