import path from 'node:path'
import { expect, it } from 'vitest'
import { newEngine } from '../../../testing/engine.ts'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { jpeg } from '../../../testing/images.ts'

const NAMES = ['-one.jpg', '=two.jpg', '@three.jpg', "'four.jpg", 'five.jpg']

it('takes back what a report of images has neutralised for spreadsheets, and leaves an apostrophe that is a name’s own', async () => {
  const [images, tables] = [temporaryFolder(), temporaryFolder()]
  writeFiles(images, {
    ...Object.fromEntries(NAMES.map((name, i) => [name, jpeg(8, 8, i)])),
    'val.txt': NAMES.map((name, i) => `${name} ${i}\n`).join(''),
  })
  writeFiles(tables, { 'run.csv': ['file,top1', ...NAMES.map((name, i) => `${name},${i}`)].join('\n') })
  const engine = newEngine()
  await engine.call('datasets.index', { folder: images, name: 'five' })
  const request = { dataset: 'five', asIndexed: true }
  const { run } = await engine.call('runs.import', { ...request, file: path.join(tables, 'run.csv') })
  const file = path.join(tables, 'report.csv')
  await engine.call('reports.save', { run, as: 'images', format: 'csv', file })
  const again = await engine.call('runs.import', { ...request, file })
  expect(await engine.call('runs.get', { run: again.run })).toMatchObject({ top1: 1, images: { evaluated: 5 } })
})
