import type Database from 'better-sqlite3'
import {
  ERROR_BINS,
  NO_ANSWER,
  type ErrorFilter,
  type ErrorOrder,
  type ErrorSelection,
} from '../../../shared/results.ts'
import { storedProbability } from './stored-probability.ts'
import { taggedImages } from './tagged-images.ts'

/**
 * What each order sorts by, and whether it begins at the high end. Sorting 27,000 errors of 50,000 images takes 13 ms;
 * by an index on p1, which leads to them in no order, three times that.
 */
const orders: Record<ErrorOrder, { by: string[]; descending: boolean }> = {
  confidence: { by: ['p1'], descending: true },
  margin: { by: [`top1 = ${NO_ANSWER}`, `p1 - ${storedProbability('1')}`], descending: false },
  // A true class that is not among the stored answers (-1) comes after all that are, and no answer after these.
  rank: { by: [`top1 = ${NO_ANSWER}`, 'rank < 0', 'rank'], descending: false },
  file: { by: ['path'], descending: false },
}

/** A filter whose group was looked up: true classes by their index, or null for all. */
export type WithLabels<Filter extends { group: string }> = Omit<Filter, 'group'> & { labels: readonly number[] | null }

type Parameters = Omit<WithLabels<ErrorFilter>, 'order' | 'reversed' | 'unanswered' | 'labels'> & {
  runId: number
  unanswered: 0 | 1
  labels: string | null
}

/** Whose images the run's are. */
const DATASET = '(SELECT dataset_id FROM runs WHERE id = @runId)'

/** A query for something of a run's images that pass a filter, the misclassified ones by default. */
const select = (what: string) => `
  WITH named AS MATERIALIZED (
    SELECT class_index FROM classes
    WHERE @text <> '' AND dataset_id = ${DATASET}
      AND (instr(lower(name), @text) OR instr(lower(wnid), @text))
  ), tagged AS MATERIALIZED (
    ${taggedImages(DATASET)}
  )
  SELECT ${what} FROM predictions JOIN images ON images.id = image_id
  WHERE run_id = @runId AND (@answers = 'all' OR (rank = 0) = (@answers = 'right'))
    AND (@predicted IS NULL OR top1 = @predicted)
    AND (@label IS NULL OR label = @label)
    AND (@labels IS NULL OR label IN (SELECT value FROM json_each(@labels)))
    AND (@rank = 'any' OR (rank BETWEEN 1 AND 4) = (@rank = '2-5'))
    AND IIF(top1 = ${NO_ANSWER} OR p1 IS NULL, @from = 0 AND @to = 1, p1 BETWEEN @from AND @to)
    AND (NOT @unanswered OR top1 = ${NO_ANSWER})
    AND (@text = '' OR instr(lower(path), @text)
      OR label IN (SELECT class_index FROM named) OR top1 IN (SELECT class_index FROM named))
    AND (@tag = '' OR image_id IN (SELECT id FROM tagged))`

/** Finds misclassified images, or those that were answered right, and counts them. */
export class ErrorQuery {
  readonly #db: Database.Database
  readonly #confidences
  readonly #prepared = new Map<string, Database.Statement<[Parameters], number>>()

  constructor(db: Database.Database) {
    this.#db = db
    const bin = `MIN(${ERROR_BINS - 1}, CAST(p1 * ${ERROR_BINS} AS INTEGER))`
    this.#confidences = db.prepare<[Parameters], { bin: number; images: number }>(
      `${select(`${bin} AS bin, COUNT(*) AS images`)} AND top1 <> ${NO_ANSWER} AND p1 IS NOT NULL GROUP BY bin`,
    )
  }

  /** Their ids, in the filter's order and then by path. */
  ids(runId: number, { order, reversed, ...filter }: WithLabels<ErrorFilter>): number[] {
    return this.#statement(order, reversed).all(parameters(runId, filter))
  }

  /** How many there are in each bin of confidence. */
  confidences(runId: number, selection: WithLabels<ErrorSelection>): number[] {
    const counted = this.#confidences.all(parameters(runId, { ...selection, from: 0, to: 1 }))
    const counts = new Map(counted.map(({ bin, images }) => [bin, images]))
    return Array.from({ length: ERROR_BINS }, (_, bin) => counts.get(bin) ?? 0)
  }

  #statement(order: ErrorOrder, reversed: boolean): Database.Statement<[Parameters], number> {
    const { by, descending } = orders[order]
    const direction = descending === reversed ? 'ASC' : 'DESC'
    const sorting = by.map((each) => `${each} ${direction}`).join(', ')
    const known = this.#prepared.get(sorting)
    if (known) return known
    const statement = this.#db.prepare<[Parameters], number>(`${select('image_id')} ORDER BY ${sorting}, path`).pluck()
    this.#prepared.set(sorting, statement)
    return statement
  }
}

function parameters(runId: number, filter: Omit<WithLabels<ErrorFilter>, 'order' | 'reversed'>): Parameters {
  // Probabilities are 32-bit floats: a bound that was read off one must include it.
  const [from, to] = [Math.fround(filter.from), Math.fround(filter.to)]
  const { unanswered, text, labels } = filter
  return {
    ...filter,
    from,
    to,
    unanswered: unanswered ? 1 : 0,
    text: text.toLowerCase(),
    labels: labels && JSON.stringify(labels),
    runId,
  }
}
