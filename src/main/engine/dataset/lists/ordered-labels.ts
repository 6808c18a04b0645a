import path from 'node:path'
import { AcuityError } from '../../../../shared/errors.ts'
import type { Layout } from '../../../../shared/layout.ts'
import { linesOf, type Stop } from '../../files/index.ts'
import { hasImageName } from '../image-name.ts'
import { isComment } from './label-forms.ts'
import { MAX_LABELS, type Labels } from './labels.ts'

/** A list without names: what its lines say, in the order of the images' names. */
export interface OrderedList {
  /** Numbers as ILSVRC2012's ground truth has them, or ids as TensorFlow's list of the validation set. */
  layout: Extract<Layout, 'devkit' | 'synset-labels'>
  words: string[]
}

const FORMS: readonly { layout: OrderedList['layout']; isWord: RegExp; what: string }[] = [
  { layout: 'devkit', isWord: /^\d{1,6}$/, what: 'a number alone' },
  { layout: 'synset-labels', isWord: /^n\d{8}$/i, what: 'an id alone' },
]

/**
 * Reads a list that has a number or an id in each line, and nothing else.
 * @returns null where its first line has more
 * @throws AcuityError `labels-invalid` with the line
 */
export function parseOrdered(text: string, file: string, stop?: Stop): OrderedList | null {
  const invalid = (problem: string, line: number) =>
    new AcuityError('labels-invalid', `${file}, line ${line}: ${problem}.`)
  let form: (typeof FORMS)[number] | undefined
  const words: string[] = []
  let empty = 0
  for (const { text: line, number } of linesOf(text, invalid, stop)) {
    const word = line.trim()
    if (isComment(line)) continue
    if (word === '') {
      empty ||= number
      continue
    }
    form ??= FORMS.find(({ isWord }) => isWord.test(word))
    if (!form) return null
    // Only its end may have empty lines: what a line is of, its number says.
    if (empty > 0) throw invalid('it is empty', empty)
    if (!form.isWord.test(word))
      throw invalid(`"${line.slice(0, 80)}" is not ${form.what}, as the lines before it are`, number)
    if (words.length === MAX_LABELS) throw invalid(`there are more than ${MAX_LABELS} labels`, number)
    words.push(form.layout === 'devkit' ? word : word.toLowerCase())
  }
  return form ? { layout: form.layout, words } : null
}

/** What a list without names says of each image. */
export interface NumberedLabels {
  labels: Labels
  warnings: string[]
}

/**
 * Gives each image the label of its line: the line of the number in its name (`ILSVRC2012_val_00000293.JPEG`), also where
 * some of the images are missing; where names have no numbers, that of its place among the names, if there are as many.
 * @throws AcuityError `labels-invalid` where lines and images cannot be of each other
 */
export function labelByLine(
  labels: readonly (number | string)[],
  files: readonly string[],
  { root, labelsFile }: { root: string; labelsFile: string },
): NumberedLabels {
  const images = files.filter(hasImageName)
  const invalid = (problem: string) => new AcuityError('labels-invalid', problem)
  const [first] = images
  if (first === undefined) throw invalid(`${root} holds no image that ${labelsFile} could label.`)
  const lines = `${labelsFile} has ${labels.length} lines`
  const numbers = images.map(numberIn)
  const odd = numbers.indexOf(null)
  if (odd < 0) return byNumber()
  if (images.length !== labels.length)
    throw invalid(
      `${lines} for images in the order of their names, and ${root} has ${images.length} images, which not all have a ` +
        `number in their name, as ILSVRC2012_val_00000001.JPEG has: ${images[odd]} has none.`,
    )
  const list = path.basename(labelsFile)
  const taken = `The lines of ${list} are taken for the images in the order of their names: the first, ${labels[0]}, for ${first}.`
  return { labels: new Map(images.map((image, i) => [image, labels[i] ?? -1])), warnings: [taken] }

  function byNumber(): NumberedLabels {
    const imageOf = new Map<number, string>()
    for (const [i, image] of images.entries()) {
      const number = numbers[i] ?? 0
      const other = imageOf.get(number)
      if (other !== undefined)
        throw invalid(`${other} and ${image} in ${root} are both number ${number} of ${labelsFile}.`)
      if (number < 1 || number > labels.length) throw invalid(`${lines}: none is of ${image}, number ${number}.`)
      imageOf.set(number, image)
    }
    const missing = labels.length - imageOf.size
    return {
      labels: new Map([...imageOf].map(([number, image]) => [image, labels[number - 1] ?? -1])),
      warnings:
        missing > 0
          ? [
              `${missing} of the ${labels.length} lines of ${path.basename(labelsFile)} are of images that are not there.`,
            ]
          : [],
    }
  }
}

/** The number in the name of an image, as ILSVRC's have it: of eight digits, and no id of a class. */
function numberIn(image: string): number | null {
  const name = image.slice(image.lastIndexOf('/') + 1)
  const found = /(?<![a-z0-9])\d{8}(?![0-9])/i.exec(name)
  return found ? Number(found[0]) : null
}
