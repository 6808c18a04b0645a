import { FOUNDING_HEADS, type Compared, type FoundingRow } from '../../../shared/founding-table.ts'
import { text, type Field } from '../../../shared/report.ts'

/** The columns of the founding table, as it was printed. */
export const foundingFields: readonly Field<FoundingRow>[] = [
  [text(FOUNDING_HEADS.architecture), ({ architecture }) => architecture],
  [text(FOUNDING_HEADS.input), ({ input }) => input],
  [text(FOUNDING_HEADS.crop), ({ crop }) => crop],
  [text(FOUNDING_HEADS.top1), ({ top1 }) => beside(top1)],
  [text(FOUNDING_HEADS.top5), ({ top5 }) => beside(top5)],
  [text(FOUNDING_HEADS.rate), ({ rate }) => beside(rate)],
]

const beside = ({ figure, against }: Compared) => (against === '' ? figure : `${figure} ${against}`)
