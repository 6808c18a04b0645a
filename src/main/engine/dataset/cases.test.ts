import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { messageOf } from '../../../shared/errors.ts'
import { hasSharedCases, sharedCases } from '../../../testing/shared-data.ts'
import { findResources } from '../../resources.ts'
import { listFiles } from './list-files.ts'
import { readContents } from './read-contents.ts'

const cases = path.join(sharedCases, 'data')
const resources = findResources()

/** The labels of what can be used, or why nothing can. */
async function outcome(folder: string, lists: { labelsFile?: string; classesFile?: string } = {}) {
  const { labelsFile, classesFile } = lists
  const inCases = (file: string | undefined) => (file === undefined ? undefined : path.join(cases, file))
  const given = { labelsFile: inCases(labelsFile), classesFile: inCases(classesFile) }
  try {
    const { files } = await readContents(listFiles, { root: path.join(cases, folder), resources, ...given })
    return files.map(({ label, fault }) => fault?.reason ?? label)
  } catch (error) {
    return messageOf(error)
  }
}

/** Each ends as their README says. */
describe.skipIf(!hasSharedCases)(`the cases in ${cases}${hasSharedCases ? '' : ' (skipped: not there)'}`, () => {
  it.each([
    ['right.txt', [0, 2, 4, 6]],
    ['prefixed.txt', [0, 2, 4, 6]],
    ['kaggle-imagesets.txt', 'count its own lines (1, 2, 3, …)'],
    ['no-extension.txt', [0, 2, 4, 6]],
    ['other-case.txt', [0, 2, 4, 6]],
    ['tiny-val_annotations.txt', [0, 2, 4, 6]],
    ['LOC_val_solution.csv', [0, 2, 4, 6]],
    ['filename-label.csv', [0, 2, 4, 6]],
    ['wnid.txt', [0, 2, 4, 6]],
    // The first labels of Caffe's val.txt for ImageNet's validation set.
    ['ILSVRC2012_validation_ground_truth.txt', [65, 970, 230, 809]],
  ])('01-flat/%s', async (list, expected) => {
    const found = await outcome('01-flat/val', { labelsFile: `01-flat/${list}` })
    expect(found).toEqual(typeof expected === 'string' ? expect.stringContaining(expected) : expected)
  })

  it.each([
    ['02-class-folders-with-val.txt', undefined, [0, 2, 4, 6]],
    ['03-train-and-val', undefined, '/val? (There is train as well.)'],
    ['04-eaDir', undefined, [0, 2, 4, 6]],
    ['07-names', '07-names-classes.txt', [2, 4, 6, 0]],
    ['08-folders', '08-imagenet_class_index.json', [0, 2, 4, 6]],
    ['09-wnid-and-name', undefined, [0, 2, 4, 6]],
    ['09-hf-flat', undefined, [0, 2, 4, 6]],
    ['09-digits', undefined, [0, 2, 4, 6]],
  ])('%s', async (folder, classesFile, expected) => {
    const found = await outcome(folder, classesFile === undefined ? {} : { classesFile })
    expect(found).toEqual(typeof expected === 'string' ? expect.stringContaining(expected) : expected)
  })
})
