import type { GroupResult } from '../../../shared/class-groups.ts'
import { groupResults } from '../results/index.ts'
import type { ReportSource } from './report-source.ts'

/** What is to be known of any table of groups. */
export const GROUPS_NOTE =
  "Groups are those of WordNet 3.0 that ImageNet's 1000 classes lie in; other classes are in none. A group holds the images " +
  'of the groups within it.'

/** Each group of classes before those that lie in it. */
export async function* groupRecords({ db, resources, row }: ReportSource): AsyncGenerator<GroupResult> {
  yield* await groupResults(db, resources, row)
}
