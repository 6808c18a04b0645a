import type { ClassResult } from '../../../shared/results.ts'
import { classResults } from '../results/index.ts'
import type { ReportSource } from './report-source.ts'

export async function* classRecords({ db, row }: ReportSource): AsyncGenerator<ClassResult> {
  yield* await classResults(db, row)
}
