import path from 'node:path'
import { sampleDataset } from '../src/testing/sample.ts'
import { packFolder } from '../src/testing/tar.ts'
import { csvReport, ImageRecord, report } from './command-line.ts'
import { expect, test as testOfHome, testOfRuns as test } from './fixtures.ts'
import { violations } from './steps/axe.ts'
import { checkPixels } from './steps/check-pixels.ts'
import { evaluateSample } from './steps/sample-runs.ts'

const pictureOf = (name: string) => path.join(test.info().project.outputDir, 'looks', `${name}.png`)

test('an image: the exact pixels of two runs, what all runs answered, tags and a note', async ({ start, home }) => {
  const { app, page } = await start()
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800))
  await page.goto('acuity://app/#/runs/2/errors')
  await page.getByRole('gridcell').getByRole('link').first().click()

  const tiles = page.getByRole('region', { name: 'Exact pixels' }).getByRole('img')
  const [{ file } = { file: '' }] = await report(home, 2, 'errors', ImageRecord)
  await checkPixels(page, home, path.join(sampleDataset, file), [2, 1])
  await tiles.first().hover({ position: { x: 1, y: 1 } })
  await expect(page.getByText(/^x 0, y 0: R \d+ G \d+ B \d+$/)).toBeVisible()

  const note = page.getByRole('textbox', { name: 'Note' })
  const doubt = page.getByRole('button', { name: 'Label looks wrong' })
  await expect(note).toBeEnabled()
  await page.keyboard.press('l')
  await expect(doubt).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('n')
  await page.keyboard.type('left of it: n, l')
  await page.keyboard.press('Escape')
  await page.getByRole('combobox', { name: 'Add a tag' }).fill('two objects')
  await page.getByRole('combobox', { name: 'Add a tag' }).press('Enter')
  await expect(page.getByRole('list', { name: 'Tags', exact: true })).toContainText('two objects')
  await page.screenshot({ path: pictureOf('image-annotated') })

  await page.getByRole('heading', { level: 1 }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(doubt).toHaveAttribute('aria-pressed', 'false')
  await expect(note).toHaveValue('')
  await page.keyboard.press('ArrowLeft')
  await expect(note).toHaveValue('left of it: n, l')
  const csv = await csvReport(home, 2, 'annotations')
  const [head, annotated, ...more] = csv.trim().split('\r\n')
  expect(head).toBe('file,label_wnid,tags,note')
  expect(annotated).toMatch(/^[^,]+,x\d{8},"label looks wrong, two objects","left of it: n, l"$/)
  expect(more).toEqual([])

  await page.keyboard.press('c')
  await expect(page.getByText(`Copied ${file}.`)).toBeVisible()
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(file)
  expect(await page.evaluate(() => [document.documentElement.scrollHeight, innerHeight])).toEqual([800, 800])
  expect(await violations(page)).toEqual([])

  const answers = page.getByRole('list', { name: 'Answers of all runs' })
  await expect(answers.getByRole('listitem')).toHaveCount(2)
  await answers.getByRole('link').click()
  await expect(page).toHaveURL(/#\/runs\/1\/errors\/\d+$/)
  await expect(note).toHaveValue('left of it: n, l')
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.screenshot({ path: pictureOf('image-other-run-dark') })
})

testOfHome('an image of an archive is shown as one of a folder', async ({ start, home }) => {
  const archive = path.join(home, 'photos.tar')
  packFolder(sampleDataset, archive)
  await evaluateSample(home, { dataset: archive, crops: [99] })
  const { page } = await start()
  await page.goto('acuity://app/#/runs/1/errors')
  await page.getByRole('gridcell').getByRole('link').first().click()
  const [{ file } = { file: '' }] = await report(home, 1, 'errors', ImageRecord)
  await expect(page.getByText(file).first()).toBeVisible()
  await checkPixels(page, home, path.join(sampleDataset, file), [1])
  await page.screenshot({ path: pictureOf('image-of-archive') })
})
