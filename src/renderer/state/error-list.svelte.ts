import type { ErrorFilter, ResultRow } from '../../shared/results.ts'
import type { Connection } from './connection.svelte.ts'
import { ImageList } from './image-list.svelte.ts'

/** The misclassified images of a run that pass a filter. */
export class ErrorList extends ImageList<ResultRow> {
  readonly run: number
  readonly filter: ErrorFilter

  constructor(connection: Pick<Connection, 'call'>, run: number, filter: ErrorFilter) {
    super({
      ids: async () => (await connection.call('results.errors', { run, ...filter })).images,
      rows: (images) => connection.call('results.rows', { run, images }),
    })
    this.run = run
    this.filter = filter
  }
}
