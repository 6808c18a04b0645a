import { z } from 'zod'
import { RunColumn } from './run-columns.ts'
import type { ColumnOrder } from './column-order.ts'

export const RunGrouping = z.enum(['model', 'dataset', 'sweep'])
export type RunGrouping = z.infer<typeof RunGrouping>

/** What a table of runs shows, and how. */
export interface RunTableAddress {
  /** As it is typed. */
  filter: string
  order: ColumnOrder<RunColumn>
  /** In their order. */
  columns: readonly RunColumn[]
  group: RunGrouping | null
  /** Whether archived runs are shown as well. */
  archived: boolean
}

/** All runs that are not archived, the newest first. */
export const wholeTable: RunTableAddress = {
  filter: '',
  order: { column: 'created', descending: true },
  columns: ['name', 'model', 'dataset', 'size', 'top1', 'top5', 'session', 'macs', 'created', 'tags', 'status'],
  group: null,
  archived: false,
}

/** The table as it stands in an address: what is as by default is not named. */
export function tableParameters({ filter, order, columns, group, archived }: RunTableAddress) {
  const sort = `${order.descending ? '-' : ''}${order.column}`
  return {
    filter: filter || null,
    sort: sort === '-created' ? null : sort,
    columns: columns.join() === wholeTable.columns.join() ? null : columns.join(),
    group,
    archived: archived ? 1 : null,
  }
}

/** The inverse of {@link tableParameters}; what makes no sense is as by default. */
export function parseTableAddress(parameters: URLSearchParams): RunTableAddress {
  const sort = parameters.get('sort') ?? ''
  const column = RunColumn.safeParse(sort.replace(/^-/, '')).data
  const columns = (parameters.get('columns') ?? '').split(',').flatMap((each) => RunColumn.safeParse(each).data ?? [])
  return {
    filter: parameters.get('filter') ?? '',
    order: column === undefined ? wholeTable.order : { column, descending: sort.startsWith('-') },
    columns: columns.length === 0 ? wholeTable.columns : [...new Set(columns)],
    group: RunGrouping.safeParse(parameters.get('group')).data ?? null,
    archived: parameters.get('archived') === '1',
  }
}
