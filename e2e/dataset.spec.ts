import { readdirSync, readFileSync, renameSync } from 'node:fs'
import path from 'node:path'
import { writeFiles } from '../src/testing/folders.ts'
import { sampleDataset } from '../src/testing/sample.ts'
import { choosing } from './dialogs.ts'
import { expect, test, testOfRuns } from './fixtures.ts'
import { drop } from './steps/drop.ts'
import { inBothThemes, lookOf } from './steps/legible.ts'

/** The sample's images, each another one. */
const images = readdirSync(sampleDataset, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.JPEG'))
  .toSorted()
  .map((file) => readFileSync(path.join(sampleDataset, file)))
const image = (n: number) => images[n] ?? Buffer.alloc(0)

test('the page says how the labels are read, and reads them in another layout, by another list', async ({
  started,
  home,
}) => {
  const { app, page } = started
  const folder = path.join(home, 'twice')
  writeFiles(folder, {
    'n01440764/a.JPEG': image(0),
    'n01440764/b.JPEG': image(1),
    'val.txt': 'n01440764/a.JPEG 7\nn01440764/b.JPEG 8\n',
  })
  writeFiles(home, { 'mine.csv': 'file,label\na.JPEG,3\nb.JPEG,4\n' })
  await drop(page, [folder])
  const from = page.getByRole('region', { name: 'Where it comes from' })
  await expect(from.getByText('folders called by the ids of classes', { exact: true })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Warnings' })).toContainText('“Read its labels another way…”')

  await from.getByText('Read its labels another way…').click()
  await from.getByLabel('Layout').selectOption('A list of names with labels')
  await from.getByRole('button', { name: 'Read its labels' }).click()
  await expect(from.getByText('a list of names with labels', { exact: true })).toBeVisible()
  await expect(from.getByText(path.join(folder, 'val.txt'))).toBeVisible()

  await choosing(app, path.join(home, 'mine.csv'))
  await from.getByRole('button', { name: 'Choose labels file…' }).click()
  await from.getByRole('button', { name: 'Read its labels' }).click()
  await expect(from.getByText(path.join(home, 'mine.csv'))).toBeVisible()

  await from.getByLabel('Label order').selectOption('One too high')
  await from.getByRole('button', { name: 'Read its labels' }).click()
  await expect(from.getByRole('definition').getByText('One too high', { exact: true })).toBeVisible()
  await from.scrollIntoViewIfNeeded()
  await page.screenshot({ path: lookOf('dataset-reading') })

  await from.getByLabel('Layout').selectOption('devkit')
  await from.getByRole('button', { name: 'Read its labels' }).click()
  await expect(page.getByRole('alert')).toContainText('is not read as devkit')
})

test('images that are there twice, and labels that a list contradicts, are listed by name', async ({ page, home }) => {
  const folder = path.join(home, 'val')
  const copies = Array.from({ length: 7 }, (_, n) => [`n01484850/copy ${n}.JPEG`, image(2)] as const)
  writeFiles(folder, {
    ...Object.fromEntries(copies),
    'n01440764/a.JPEG': image(0),
    'n01443537/b.JPEG': image(1),
    'n01443537/stray.JPEG': image(0),
    'val.txt': 'n01440764/a.JPEG 1\nn01443537/b.JPEG 1\nn01443537/stray.JPEG 1\n',
  })
  await drop(page, [folder])
  const duplicates = page.getByRole('region', { name: '7 images that are there already' })
  const [first, second] = [duplicates.getByRole('row').nth(1), duplicates.getByRole('row').nth(2)]
  const tench = 'n01440764 tench'
  await expect(first.getByRole('cell')).toHaveText([
    '',
    'n01443537/stray.JPEG',
    'n01443537 goldfish',
    'n01440764/a.JPEG',
    tench,
  ])
  await expect(first.locator('img')).toHaveCount(2)
  await expect(second.getByRole('cell').nth(1)).toHaveText('n01484850/copy 1.JPEG')
  await expect(second.getByRole('cell').nth(4)).toHaveText('the same')
  await expect(duplicates.getByRole('status')).toHaveText('5 of 7')
  await duplicates.getByRole('button', { name: 'Show more' }).click()
  await expect(duplicates.getByRole('row')).toHaveCount(8)
  const contradicted = page.getByRole('region', { name: '1 label that something contradicts' })
  const cells = contradicted.getByRole('row').nth(1).getByRole('cell')
  await expect(cells).toHaveText(['n01440764/a.JPEG', tench, 'val.txt', 'n01443537'])
})

test('a folder that was moved is recognised, and its page says where it lies now', async ({ page, home }) => {
  const [before, after] = [path.join(home, 'before'), path.join(home, 'after')]
  writeFiles(before, { 'n01440764/a.JPEG': image(0), 'n01443537/b.JPEG': image(1) })
  await drop(page, [before])
  await expect(page.getByRole('heading', { level: 1, name: 'before' })).toBeVisible()
  renameSync(before, after)
  await drop(page, [after])
  await expect(page.getByText(`It lay in ${before} before, which is gone: its runs and notes stay.`)).toBeVisible()
  const from = page.getByRole('region', { name: 'Where it comes from' })
  await expect(from.getByText(after, { exact: true })).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Library' }).getByRole('link', { name: /2 images/ })).toHaveCount(1)
})

test('a skipped file is named with why, and its page has what is known of it', async ({ page, home }) => {
  const folder = path.join(home, 'val')
  writeFiles(folder, { 'n01440764/a.JPEG': image(0), 'n01443537/empty.JPEG': '' })
  await drop(page, [folder])
  await page.getByRole('region', { name: '1 skipped file' }).getByRole('link', { name: 'n01443537/empty.JPEG' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'goldfish' })).toBeVisible()
  await expect(page.getByText('Runs skip this image: Empty file.')).toBeVisible()
  await page.getByRole('link', { name: 'Back to grid' }).click()
  await expect(page.getByRole('heading', { name: '1 image' })).toBeVisible()
  await page.getByText('Usable', { exact: true }).click()
  await expect(page.getByRole('gridcell')).toContainText('tench')
})

testOfRuns(
  "a dataset's classes, sizes and images are looked at without a run, and a run marks them",
  async ({ started }) => {
    const { page } = started
    await page.goto('acuity://app/#/datasets/1')
    const tabs = page.getByRole('navigation', { name: 'Dataset', exact: true })
    const heading = (name: string) => page.getByRole('heading', { name, exact: true })
    await inBothThemes(
      started,
      async (look) => {
        await tabs.getByRole('link', { name: 'Classes' }).click()
        await expect(page.getByRole('table', { name: 'Classes' }).getByRole('row').nth(1)).toBeVisible()
        await look('classes')
        await tabs.getByRole('link', { name: 'Sizes and formats' }).click()
        await expect(page.getByRole('table', { name: 'Formats' }).getByRole('row').nth(1)).toContainText('JPEG')
        await expect(page.getByRole('img', { name: /^Width, / })).toBeVisible()
        await look('sizes')
        await tabs.getByRole('link', { name: 'Images' }).click()
        await expect(heading('240 images')).toBeVisible()
        await expect(page.getByRole('gridcell').first().locator('img')).toBeVisible()
        await look('images')
      },
      'dataset',
    )

    await tabs.getByRole('link', { name: 'Classes' }).click()
    const name = 'sago cap'
    await page.getByRole('searchbox', { name: 'Find a class' }).fill(name)
    await page.getByRole('table', { name: 'Classes' }).getByRole('link', { name, exact: true }).click()
    await expect(heading('20 images')).toBeVisible()
    await expect(page.getByRole('combobox', { name: 'Class', exact: true })).toHaveValue(name)
    await page.getByRole('button', { name: 'Clear filter' }).click()

    await page.getByRole('combobox', { name: 'Answers' }).selectOption({ index: 1 })
    await page.getByText('Wrong', { exact: true }).click()
    await expect(heading('60 images')).toBeVisible()
    await page.getByRole('combobox', { name: 'Sort by' }).selectOption('Widest first')
    await expect(page.getByRole('gridcell').first()).toContainText('ratio')
    await page.screenshot({ path: lookOf('dataset-marked') })

    await page.getByRole('gridcell').first().getByRole('link').click()
    await expect(page.getByRole('main').getByText('1 of 60', { exact: true })).toBeVisible()
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('main').getByText('2 of 60', { exact: true })).toBeVisible()
    await expect(page.getByRole('list', { name: 'Answers of all runs' }).getByRole('listitem')).toHaveCount(2)
    await inBothThemes(started, (look) => look(), 'dataset-image')
    await page.keyboard.press('Escape')
    await expect(heading('60 images')).toBeVisible()

    await page.goto('acuity://app/#/runs/2/errors')
    await page.getByText('Right', { exact: true }).click()
    await expect(heading('180 correctly classified images')).toBeVisible()
    await inBothThemes(started, (look) => look(), 'right-answers')
  },
)
