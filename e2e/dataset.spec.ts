import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { writeFiles } from '../src/testing/folders.ts'
import { sampleDataset } from '../src/testing/sample.ts'
import { choosing } from './dialogs.ts'
import { expect, test } from './fixtures.ts'
import { drop } from './steps/drop.ts'

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

  await from.getByLabel('Layout').selectOption('devkit')
  await from.getByRole('button', { name: 'Read its labels' }).click()
  await expect(page.getByRole('alert')).toContainText('is not read as devkit')
})
