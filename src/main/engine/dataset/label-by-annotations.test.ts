import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../testing/folders.ts'
import { ImagesFolder } from './testing/images-folder.ts'

let folder: ImagesFolder
beforeEach(() => {
  folder = new ImagesFolder()
})

const annotation = (...names: string[]) =>
  `<annotation>${names.map((name) => `<object><name>${name}</name></object>`).join('')}</annotation>`

describe('annotations', () => {
  const files = {
    'a.xml': annotation('n01440764', 'n01440764'),
    'b.xml': annotation('goldfish'),
    'c.xml': annotation('n01440764', 'n01443537'),
    'd.xml': annotation('n99999999'),
    'e.xml': annotation(),
    'f.xml': '<annotation>',
    'g.xml': '<html/>',
  }
  const images = Object.fromEntries(Array.from('abcdefgh').map((name) => [`${name}.JPEG`, '']))
  const expected = [
    'annotations',
    0,
    1,
    'unlabelled',
    'unknown-class',
    ...Array.from({ length: 4 }, () => 'unlabelled'),
  ]

  it('are labels where they are stated, or nothing else is there', async () => {
    folder.write(images)
    const annotations = path.join(folder.around, 'Annotations/CLS-LOC/val')
    folder.write(files, annotations)
    expect(await folder.outcome()).toEqual(expected)
    expect(await folder.read()).toMatchObject({
      labelsFile: annotations,
      warnings: [
        'The objects of 1 images are of several classes, and the images are skipped: ' +
          'c.JPEG: its objects are of n01440764 and n01443537.',
      ],
    })
    const elsewhere = temporaryFolder()
    folder.write({ 'a.xml': annotation('n01484850') }, elsewhere)
    expect((await folder.outcome({ labelsFile: elsewhere })).slice(0, 3)).toEqual(['annotations', 2, 'unlabelled'])
    folder.write({ 'val.txt': 'a.JPEG 5' })
    expect((await folder.outcome()).slice(0, 2)).toEqual(['list', 5])
  })

  it('that label nothing are refused in a line', async () => {
    folder.write({ 'a.JPEG': '' })
    const elsewhere = temporaryFolder()
    for (const [name, detail] of Object.entries({
      'd.xml': 'n99999999 is not one of',
      'f.xml': 'unclosed',
      'g.xml': '<html>',
    })) {
      folder.write({ 'a.xml': files[name as keyof typeof files] }, elsewhere)
      expect(await folder.outcome({ labelsFile: elsewhere })).toMatch(
        /^No file in .* says the class of an image .* of a\.JPEG, .*/,
      )
      expect(await folder.outcome({ labelsFile: elsewhere })).toContain(detail)
    }
    expect(await folder.outcome({ labelsFile: temporaryFolder() })).toMatch(
      /holds neither .* nor an XML file of an image/,
    )
  })
})
