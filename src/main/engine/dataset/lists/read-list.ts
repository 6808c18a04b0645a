import { AcuityError } from '../../../../shared/errors.ts'
import type { ClassEntry } from '../../../../shared/dataset.ts'
import type { Layout } from '../../../../shared/layout.ts'
import type { Stop } from '../../files/index.ts'
import { ClassLookup } from '../class-lookup.ts'
import { readDevkitOrder } from './devkit-order.ts'
import type { LabelReading } from '../label-reading.ts'
import { parseLabels } from './labels.ts'
import { labelsInJson } from './labels-in-json.ts'
import type { Listing } from '../listing.ts'
import { labelByLine, parseOrdered, type NumberedLabels, type OrderedList } from './ordered-labels.ts'

/** What a list of labels says, and which form it has. */
export interface ReadLabels extends NumberedLabels {
  layout: Extract<Layout, 'devkit' | 'index-lines' | 'json' | 'list' | 'synset-labels'>
}

export interface ListContext {
  root: string
  resources: string
  classes: readonly ClassEntry[]
  listing: Listing
  stop: Stop | undefined
  /** Whether numbers alone are the indices of classes, from 0, and not ILSVRC2012's ids. */
  asIndices?: boolean
  /** How numbers are read; as indices of the classes where it is null. */
  reading: LabelReading | null
}

/**
 * Reads a list of labels in whatever form it has.
 * @throws AcuityError `labels-invalid` with the line, or `file-unreadable`
 */
export async function readList(labelsFile: string, context: ListContext): Promise<ReadLabels> {
  const { classes, listing, stop } = context
  const text = await listing.readList(labelsFile, 'label file')
  const inJson = labelsInJson(text, labelsFile, classes, stop)
  if (inJson) return { layout: 'json', labels: inJson, warnings: [] }
  const ordered = parseOrdered(text, labelsFile, stop)
  return ordered
    ? byLine(ordered, labelsFile, context)
    : { layout: 'list', labels: parseLabels(text, labelsFile, classes, stop), warnings: [] }
}

async function byLine({ layout, words }: OrderedList, labelsFile: string, context: ListContext): Promise<ReadLabels> {
  const { root, resources, classes, listing, stop } = context
  if (layout === 'devkit' && context.asIndices)
    return { layout: 'index-lines', ...labelByLine(words.map(Number), listing.files, { root, labelsFile }) }
  const lookup = new ClassLookup(classes)
  // Of the devkit's ids, what is read in another order is the class that each is of.
  const labels =
    layout === 'devkit' ? (await idsOf(words, labelsFile, resources, stop)).map((id) => lookup.byId(id) ?? id) : words
  return { layout, ...labelByLine(labels, listing.files, { root, labelsFile }) }
}

async function idsOf(words: readonly string[], labelsFile: string, resources: string, stop?: Stop): Promise<string[]> {
  const order = await readDevkitOrder(labelsFile, resources, stop)
  return words.map((word, i) => {
    const id = order.get(Number(word))
    if (id === undefined)
      throw new AcuityError(
        'labels-invalid',
        `${labelsFile}: ${word}, the number of image ${i + 1}, is no ILSVRC2012_ID, 1 to 1000, which numbers without names are taken for. ` +
          'Indices of classes, from 0, are read where the layout is said to be index-lines.',
      )
    return id
  })
}
