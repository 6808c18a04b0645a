import type { DatasetFilter, DatasetRow } from '../../shared/dataset-contents.ts'
import type { Connection } from './connection.svelte.ts'
import { ImageList } from './image-list.svelte.ts'

/** The images of a dataset that pass a filter. */
export class DatasetList extends ImageList<DatasetRow> {
  readonly filter: DatasetFilter

  constructor(connection: Pick<Connection, 'call'>, dataset: number, filter: DatasetFilter) {
    super({
      ids: async () => Array.from((await connection.call('datasets.images', { dataset, ...filter })).images),
      rows: (images) => connection.call('datasets.imageRows', { dataset, run: filter.run, images }),
    })
    this.filter = filter
  }
}
