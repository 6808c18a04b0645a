import path from 'node:path'
import { expect, it } from 'vitest'
import type { LabelOrder } from '../../../shared/label-order.ts'
import { messageOfAdvice } from '../../../shared/advice.ts'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { findResources } from '../../resources.ts'
import { listFiles } from './list-files.ts'
import { readContents } from './read-contents.ts'

/** Of two images that say by their names to be of class 0, by a list. */
async function read(labels: readonly [string, string], labelOrder: LabelOrder) {
  const [root, lists] = [temporaryFolder(), temporaryFolder()]
  const names = ['n01440764_1.JPEG', 'n01440764_2.JPEG']
  writeFiles(root, Object.fromEntries(names.map((name) => [name, ''])))
  writeFiles(lists, { 'list.txt': names.map((name, i) => `${name} ${labels[i]}\n`).join('') })
  const labelsFile = path.join(lists, 'list.txt')
  const { warnings, files } = await readContents(listFiles, {
    root,
    resources: findResources(),
    labelsFile,
    labelOrder,
  })
  return {
    warnings: warnings.map(messageOfAdvice),
    faults: files.map(({ fault }) => fault?.detail),
    labels: files.map(({ label }) => label),
  }
}

it('says of numbers how they are read, and what the list itself has', async () => {
  const { warnings, faults } = await read(['5', '1001'], 'minus-1')
  expect(warnings).toContainEqual(
    expect.stringContaining('n01440764_1.JPEG is 0 by its name and 5 in the list, read as 4'),
  )
  expect(warnings).toContainEqual(
    expect.stringMatching(/^Labels that are numbers are taken to be .*, as was asked for\.$/),
  )
  expect(faults[1]).toBe('label 1001 stands for none of the 1000 classes, as labels are read')
})

it('says that no label is a number where none is', async () => {
  const root = temporaryFolder()
  writeFiles(root, { 'n01440764/one.JPEG': '', 'n01443537/two.JPEG': '' })
  const { warnings } = await readContents(listFiles, { root, resources: findResources(), labelOrder: 'minus-1' })
  expect(warnings).toEqual([expect.stringMatching(/: none of them is a number, and nothing changes\.$/)])
})

it('reads no id and no name in another order: a list may have them among numbers', async () => {
  const { warnings, labels } = await read(['n01440764', 'goldfish'], 'minus-1')
  expect(labels).toEqual([0, 1])
  expect(warnings).toContainEqual(expect.stringMatching(/: none of them is a number, and nothing changes\.$/))
  expect((await read(['n01440764', '2'], 'minus-1')).labels).toEqual([0, 1])
})
