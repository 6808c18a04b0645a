import type { OutputKind } from '../../../shared/output-kind.ts'
import { bestScores, type Best, type Mapping } from './best-scores.ts'
import type { ImportFile } from './import-file.ts'

/** What a file says of one image. */
export interface Answer {
  /** How the file calls the image; its place among the rows where it names none. */
  name: string
  /** Where in the file: `line 7`. */
  where: string
  /** Canonical indices, the best first; none where there is no answer. */
  classes: readonly number[]
  /** Of each of the classes; null where the file has none. */
  probabilities: readonly number[] | null
  /** The true class that the file states; null where it states none. */
  label: number | null
}

/** Rounding that a probability may go beyond 0 and 1 by, as in float16. */
const ROUNDING = 1e-3
/** As much may probabilities in float16 or with few decimals not add up to 1 by. */
const SUM_ROUNDING = 1e-2

/**
 * Takes up the scores of one image after another, and keeps the ten best of each: of 50,000 images these take a few megabytes,
 * where their scores are hundreds. What the scores are is seen when all are there, where nobody says so.
 */
export class ScoredAnswers {
  readonly #file
  readonly #mapping
  readonly #stated
  readonly #rows: (Best & Pick<Answer, 'name' | 'where' | 'label'>)[] = []
  #areProbabilities = true
  #sums: [least: number, most: number] = [Infinity, -Infinity]

  /** @param stated what the scores are, where that is known */
  constructor(file: ImportFile, mapping: Mapping, stated: OutputKind | undefined) {
    this.#file = file
    this.#mapping = mapping
    this.#stated = stated
  }

  /**
   * @param scores of all outputs; they are read, and not kept
   * @throws AcuityError `import-invalid` where they are said to be probabilities and are none
   */
  add(row: Pick<Answer, 'name' | 'where' | 'label'>, scores: Float64Array): void {
    const best = bestScores(scores, this.#mapping)
    this.#rows.push({ ...row, ...best })
    if (best.classes.length === 0) return
    const { least, most, sum } = best
    if (this.#stated === 'probabilities') {
      const wrong = least < -ROUNDING ? least : most > 1 + ROUNDING ? most : null
      if (wrong !== null)
        throw this.#file.invalid(row.where, `${wrong} is no probability, as it is not from 0 to 1`, [
          { do: 'import-as', how: 'logits' },
        ])
    }
    this.#areProbabilities &&= least >= -ROUNDING && Math.abs(sum - 1) <= SUM_ROUNDING
    this.#sums = [Math.min(this.#sums[0], sum), Math.max(this.#sums[1], sum)]
  }

  /** What the scores are, how that is known, and the answers with their probabilities. */
  finish(): { outputKind: OutputKind; reason: string; answers: Answer[] } {
    const outputKind = this.#stated ?? (this.#areProbabilities ? 'probabilities' : 'logits')
    const [least, most] = this.#sums.map((sum) => Number(sum.toPrecision(3)))
    const reason =
      this.#stated !== undefined
        ? 'as it is said'
        : this.#areProbabilities
          ? 'for every image they are positive and add up to 1'
          : `they add up to ${least === most ? least : `${least} to ${most}`}`
    const answers = this.#rows.map(({ name, where, label, classes, scores, logSum }) => {
      const probabilityOf = (score: number) =>
        outputKind === 'logits' ? Math.exp(score - logSum) : Math.min(1, Math.max(0, score))
      return { name, where, label, classes, probabilities: scores.map(probabilityOf) }
    })
    return { outputKind, reason, answers }
  }
}
