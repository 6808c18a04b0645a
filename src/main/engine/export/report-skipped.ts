import type { FilePage } from '../../../shared/skip.ts'
import type { ReportSource } from './report-source.ts'

/** Files read at a time. */
const PAGE = 500

/** The files that a run left out, in order of their paths. */
export const skippedRecords = ({ db, row }: ReportSource) => allFiles((page) => db.skippedFiles.ofRun(row.id, page))

/** The damaged files that it evaluated, in the same order. */
export const damagedRecords = ({ db, row }: ReportSource) => allFiles((page) => db.skippedFiles.damaged(row.id, page))

/** What can be read of a list a page at a time, all of it. */
export function* allFiles<File extends { path: string }>(read: (page: FilePage) => File[]): Generator<File> {
  for (let after: string | undefined = ''; after !== undefined;) {
    const files = read({ after, count: PAGE })
    yield* files
    after = files.length < PAGE ? undefined : files.at(-1)?.path
  }
}
