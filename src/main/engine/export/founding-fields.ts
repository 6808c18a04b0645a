import { FOUNDING_HEADS, type FoundingRow } from '../../../shared/founding-table.ts'
import { text } from '../../../shared/report.ts'
import type { FieldForPeople } from './table.ts'

/** The columns of the founding table, as it was printed. */
export const foundingFields: readonly FieldForPeople<FoundingRow>[] = [
  [text(FOUNDING_HEADS.architecture), ({ architecture }) => architecture],
  [text(FOUNDING_HEADS.input), ({ input }) => input],
  [text(FOUNDING_HEADS.crop), ({ crop }) => crop],
  [text(FOUNDING_HEADS.top1), ({ top1 }) => top1],
  [text(FOUNDING_HEADS.top5), ({ top5 }) => top5],
  [text(FOUNDING_HEADS.rate), ({ rate }) => rate],
]
