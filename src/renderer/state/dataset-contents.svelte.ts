import type { ClassContent, DatasetFilter, DatasetSizes } from '../../shared/dataset-contents.ts'
import type { ContentOrder } from '../lib/class-content-order.ts'
import { allImages, isSameDatasetFilter } from '../lib/dataset-filter.ts'
import type { Connection } from './connection.svelte.ts'
import { DatasetList } from './dataset-list.svelte.ts'
import { Followed } from './followed.svelte.ts'

/** What one dataset holds. */
export class DatasetContents {
  readonly dataset: number
  /** One entry a class, in order of their index. */
  readonly classes: Followed<readonly ClassContent[]>
  readonly sizes: Followed<DatasetSizes>
  /** How the table of classes was left. */
  classOrder = $state.raw<ContentOrder>({ column: 'index', descending: false })
  classSearch = $state('')
  /** What was last looked at of the images. */
  filter = $state.raw(allImages)

  readonly #connection: Pick<Connection, 'call'>
  #list: DatasetList | null = null

  constructor(connection: Pick<Connection, 'call'>, dataset: number) {
    this.dataset = dataset
    this.#connection = connection
    this.classes = new Followed(() => connection.call('datasets.classes', { dataset }))
    this.sizes = new Followed(() => connection.call('datasets.sizes', { dataset }))
  }

  /** The list for a filter: the same one as before, as long as the filter is the same. */
  images(filter: DatasetFilter): DatasetList {
    if (!this.#list || !isSameDatasetFilter(this.#list.filter, filter))
      this.#list = new DatasetList(this.#connection, this.dataset, filter)
    return this.#list
  }

  renew(): void {
    this.classes.renew()
    this.sizes.renew()
    this.#list?.renew()
  }
}

/** The contents of the dataset that is looked at, kept while its views come and go. */
export class Contents {
  readonly #connection: Pick<Connection, 'call'>
  #current: DatasetContents | null = null

  constructor(connection: Pick<Connection, 'call' | 'onConnect'>) {
    this.#connection = connection
    connection.onConnect(() => this.#current?.renew())
  }

  of(dataset: number): DatasetContents {
    if (this.#current?.dataset !== dataset) this.#current = new DatasetContents(this.#connection, dataset)
    return this.#current
  }
}
