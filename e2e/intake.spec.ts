import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { writeFiles } from '../src/testing/folders.ts'
import { parquetOf } from '../src/testing/parquet.ts'
import { sampleDataset, sampleModel } from '../src/testing/sample.ts'
import { tarOf } from '../src/testing/tar.ts'
import { choosing } from './dialogs.ts'
import { expect, test } from './fixtures.ts'
import { drop } from './steps/drop.ts'

/** The first of the sample's images. */
function anImage(): Buffer {
  const image = readdirSync(sampleDataset, { recursive: true, encoding: 'utf8' }).find((file) => file.endsWith('.JPEG'))
  return readFileSync(path.join(sampleDataset, image ?? ''))
}

const library = (page: Page) => page.getByRole('navigation', { name: 'Library' })

test('a folder and models that are dropped on the window are added, whatever it shows', async ({ page }) => {
  await page.goto('acuity://app/#/new-run')
  await drop(page, [sampleDataset, sampleModel(99), sampleModel(227)])
  await expect(library(page).getByRole('link', { name: /^sample-val/ })).toContainText('240 images')
  await expect(library(page).getByRole('link', { name: /^sample_net_99/ })).toBeVisible()
  await expect(library(page).getByRole('link', { name: /^sample_net_227/ })).toBeVisible()
})

test('what is of no use is refused by name, and another kind of model with what to do about it', async ({
  page,
  home,
}) => {
  writeFiles(home, { 'notes.txt': 'no model', 'net.pth': Buffer.from([0x80, 0x04, 0x95]) })
  await drop(
    page,
    ['notes.txt', 'net.pth'].map((name) => path.join(home, name)),
  )
  await expect(
    page.getByRole('alert').filter({ hasText: 'net.pth is no ONNX file: it is a Python pickle' }),
  ).toContainText('torch.onnx.export')
  await expect(
    page.getByText('notes.txt is neither a folder of images, a tar archive or Parquet file of them, nor a model'),
  ).toBeVisible()
})

test('a folder without labels asks for them, and is indexed with the file that is chosen', async ({
  started,
  home,
}) => {
  const { app, page } = started
  const folder = path.join(home, 'flat')
  writeFiles(folder, { 'a.JPEG': anImage(), 'b.JPEG': anImage() })
  writeFiles(home, { 'labels.txt': 'a.JPEG 0\nb.JPEG 7\n' })
  await choosing(app, folder)
  await page.getByRole('button', { name: 'Choose folder…' }).click()
  await expect(page.getByText(/labels/i).first()).toBeVisible()
  await choosing(app, path.join(home, 'labels.txt'))
  await page.getByRole('button', { name: /labels file/i }).click()
  await page.getByRole('button', { name: /^Index/ }).click()
  await expect(library(page).getByRole('link', { name: /^flat/ })).toContainText('2 images · 2 classes')
})

test('an archive is a dataset, with the list that is dropped with it, and its images are shown', async ({
  page,
  home,
}) => {
  const archive = path.join(home, 'photos.tar')
  const names = ['a.JPEG', 'b.JPEG', 'c.JPEG']
  writeFiles(home, {
    'photos.tar': tarOf(...names.map((name) => ({ name, content: anImage() }))),
    'labels.txt': names.map((name, index) => `${name} ${index}`).join('\n'),
    'rows.parquet': parquetOf(names.map((name, label) => ({ bytes: anImage(), path: name, label }))),
    'packed.tar.gz': gzipSync(tarOf({ name: 'a.JPEG', content: anImage() })),
  })
  await drop(page, [archive, path.join(home, 'labels.txt')])
  await expect(library(page).getByRole('link', { name: /^photos/ })).toContainText('3 images · 3 classes')
  await expect(page.getByRole('heading', { level: 1, name: 'photos' })).toBeVisible()
  await expect(page.getByText(archive, { exact: true })).toBeVisible()
  await drop(page, [path.join(home, 'rows.parquet')])
  await expect(library(page).getByRole('link', { name: /^rows/ })).toContainText('3 images · 3 classes')
  await expect(page.getByText('Beside each image')).toBeVisible()
  await drop(page, [path.join(home, 'packed.tar.gz')])
  await expect(page.getByRole('alert').filter({ hasText: 'packed.tar.gz is compressed (gzip)' })).toContainText(
    'decompress it',
  )
})

test('shards that are dropped together are one dataset', async ({ page, home }) => {
  const rows = ['a', 'b'].map((name, label) => ({ bytes: anImage(), path: `${name}.JPEG`, label }))
  const sample = (key: string, label: string) =>
    tarOf({ name: `${key}.jpg`, content: anImage() }, { name: `${key}.cls`, content: label })
  const shards = {
    'rows-00000-of-00002.parquet': parquetOf(rows.slice(0, 1)),
    'rows-00001-of-00002.parquet': parquetOf(rows.slice(1)),
    'web-000.tar': sample('a', '0'),
    'web-001.tar': sample('b', '7'),
  }
  writeFiles(home, shards)
  await drop(
    page,
    Object.keys(shards).map((name) => path.join(home, name)),
  )
  const datasets = library(page).getByRole('link', { name: /images/ })
  await expect(datasets).toHaveCount(2)
  await expect(datasets.filter({ hasText: /^rows/ })).toContainText('2 images · 2 classes')
  await expect(datasets.filter({ hasText: /^web/ })).toContainText('2 images · 2 classes')
  await datasets.filter({ hasText: /^web/ }).click()
  await expect(page.getByText(path.join(home, 'web-{000..001}.tar'), { exact: true })).toBeVisible()
})

test('an archive that is chosen asks for its labels where it has none', async ({ started, home }) => {
  const { app, page } = started
  writeFiles(home, { 'flat.tar': tarOf({ name: 'a.JPEG', content: anImage() }), 'labels.txt': 'a.JPEG 7' })
  await choosing(app, path.join(home, 'flat.tar'))
  await page.getByRole('button', { name: 'Choose archive…' }).click()
  await expect(page.getByRole('heading', { name: 'flat.tar cannot be indexed as it is' })).toBeVisible()
  await choosing(app, path.join(home, 'labels.txt'))
  await page.getByRole('button', { name: /labels file/i }).click()
  await page.getByRole('button', { name: 'Index archive' }).click()
  await expect(library(page).getByRole('link', { name: /^flat/ })).toContainText('1 image · 1 class')
})

test('indexing shows how far it is, and can be cancelled', async ({ started, home }) => {
  const { app, page } = started
  const folder = path.join(home, 'many')
  const image = anImage()
  const files = Array.from({ length: 8000 }, (_, i) => [`n01440764/${i}.JPEG`, image] as const)
  writeFiles(folder, Object.fromEntries(files))
  await choosing(app, folder)
  await page.getByRole('button', { name: 'Choose folder…' }).click()
  const work = page.getByRole('region', { name: 'Work in progress' })
  await expect(work.getByText(/\d+ of 8\u202F000/)).toBeVisible()
  await expect(work.getByText(/left/)).toBeVisible()
  await work.getByRole('button', { name: 'Cancel indexing' }).click()
  await expect(page.getByText(/cancelled/i)).toBeVisible()
  await expect(work).toBeHidden()
  await expect(library(page).getByText('No dataset yet')).toBeVisible()
})

test('a cancelled dialog changes nothing', async ({ started }) => {
  const { app, page } = started
  await choosing(app, null)
  await page.getByRole('button', { name: 'Choose folder…' }).click()
  await page.getByRole('button', { name: 'Add model' }).click()
  // What is chosen next is added, so the two before have been answered.
  await choosing(app, sampleModel(99))
  await page.getByRole('button', { name: 'Add model' }).click()
  await expect(library(page).getByRole('link', { name: /^sample_net_99/ })).toBeVisible()
  await expect(library(page).getByText('No dataset yet')).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('a file that is no model is refused with the reason', async ({ started, home }) => {
  const { app, page } = started
  writeFiles(home, { 'broken.onnx': 'this is no protobuf' })
  await choosing(app, path.join(home, 'broken.onnx'))
  await page.getByRole('button', { name: 'Add model' }).click()
  await expect(page.getByRole('alert')).toContainText('broken.onnx')
  await expect(library(page).getByText('No model yet')).toBeVisible()
})
