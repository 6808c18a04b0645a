import { LABEL_ORDERS, LabelOrderChoice } from '../../shared/label-order.ts'
import { Layout, LAYOUTS, type LayoutChoice } from '../../shared/layout.ts'
import { capitalised } from './format.ts'

/** How the labels of a dataset may be read, to be chosen from. */
export const layoutOptions: readonly { value: LayoutChoice; label: string }[] = [
  { value: 'auto', label: 'Whichever fits' },
  ...Layout.options.map((layout) => ({ value: layout, label: capitalised(LAYOUTS[layout]) })),
]

/** How labels that are numbers may be read, to be chosen from. */
export const labelOrderOptions: readonly { value: LabelOrderChoice | 'as-before'; label: string }[] = [
  { value: 'as-before', label: 'As before, where list and layout are the same' },
  ...LabelOrderChoice.options.map((order) => ({ value: order, label: capitalised(LABEL_ORDERS[order]) })),
]

const BY_FOLDER = 'By the folder that an image lies in'

/** What a dataset's images lie in is called, and what is said of labels that no list has, by the kind of its source. */
const sources: Readonly<Record<string, { term: string; labels: string }>> = {
  folder: { term: 'Folder', labels: BY_FOLDER },
  tar: { term: 'Archive', labels: BY_FOLDER },
  tars: { term: 'Archives', labels: BY_FOLDER },
  parquet: { term: 'Parquet', labels: 'Beside each image' },
  webdataset: { term: 'Shards', labels: 'Beside each image' },
}

/** A kind that another version wrote is shown as well. */
export const describeSource = (kind: string): { term: string; labels: string } =>
  sources[kind] ?? { term: 'Source', labels: 'With the images' }
