import { DatasetOrder, type DatasetFilter, type DatasetRow } from '../../../../shared/dataset-contents.ts'

type Ordering = Pick<DatasetFilter, 'order' | 'reversed'>

/** What stands first in each order, and what does in its reverse. */
const names: Record<DatasetOrder, [string, string]> = {
  file: ['File, A to Z', 'File, Z to A'],
  class: ['Class, first to last', 'Class, last to first'],
  pixels: ['Largest first', 'Smallest first'],
  ratio: ['Widest first', 'Tallest first'],
}

export const orderKey = ({ order, reversed }: Ordering) => (reversed ? `${order} reversed` : order)

/** Every way to sort the images of a dataset, by the key of {@link orderKey}. */
export const orderings: readonly (Ordering & { value: string; label: string })[] = DatasetOrder.options.flatMap(
  (order) =>
    [false, true].map((reversed) => ({
      order,
      reversed,
      value: orderKey({ order, reversed }),
      label: names[order][reversed ? 1 : 0],
    })),
)

/** What a tile says of an image so that its position in the order is understood; nothing where the tile says it anyway. */
export function orderCaption(order: DatasetOrder, { path, width, height }: DatasetRow): string | null {
  if (order === 'file') return path.slice(path.lastIndexOf('/') + 1)
  if (order === 'class' || width === null || height === null) return null
  return order === 'ratio' ? `ratio ${(width / height).toFixed(2)}` : `${((width * height) / 1e6).toFixed(2)} MP`
}
