import { fraction, integer, text } from '../../../shared/report.ts'
import type { ClassResult } from '../../../shared/results.ts'
import { classResults } from '../results/index.ts'
import type { ReportSource } from './report-source.ts'
import type { Field } from './table.ts'

export const classFields: readonly Field<ClassResult>[] = [
  [integer('index'), ({ index }) => index],
  [text('wnid'), ({ wnid }) => wnid],
  [text('name'), ({ name }) => name],
  [integer('images'), ({ images }) => images],
  [integer('top1_correct'), ({ top1Correct }) => top1Correct],
  [fraction('top1'), ({ top1 }) => top1],
  [fraction('top1_lo'), ({ top1Interval }) => top1Interval?.[0] ?? null],
  [fraction('top1_hi'), ({ top1Interval }) => top1Interval?.[1] ?? null],
  [fraction('top5'), ({ top5 }) => top5],
  [text('most_confused_with'), ({ mostConfusedWith }) => mostConfusedWith?.wnid ?? null],
  [integer('most_confused_count'), ({ mostConfusedCount }) => mostConfusedCount],
]

export async function* classRecords({ db, row }: ReportSource): AsyncGenerator<ClassResult> {
  yield* await classResults(db, row)
}
