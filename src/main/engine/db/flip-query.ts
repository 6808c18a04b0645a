import type Database from 'better-sqlite3'
import { FlipCell, type FlipRow, type FlipSelection } from '../../../shared/flips.ts'
import { answered } from './no-answer.ts'

/** Two runs whose images are paired. */
export interface Pair {
  first: number
  second: number
  /** The dataset of the second run. */
  secondDataset: number
  /** Whether both ran on the same generation of one dataset: then the same file is the same row. */
  sameRows: boolean
}

/** Joins `images i` and the second run's `predictions b` to the first's `predictions a`. */
const JOIN_SECOND = {
  byRow: `
    JOIN predictions b ON b.run_id = @second AND b.image_id = a.image_id
    JOIN images i ON i.id = a.image_id`,
  // By the file's identity: a folder may have two names, and one of before contents were recorded had a new row for every
  // file that was touched.
  byIdentity: `
    JOIN images i ON i.id = a.image_id
    JOIN images j ON j.dataset_id = @secondDataset AND j.path = i.path AND j.bytes = i.bytes AND j.label = i.label
      AND (j.content = i.content OR j.content IS NULL OR i.content IS NULL)
    JOIN predictions b ON b.run_id = @second AND b.image_id = j.id`,
}

const CELL = `
  CASE WHEN a.rank = 0 AND b.rank = 0 THEN 'both-right'
       WHEN a.rank = 0 THEN 'lost'
       WHEN b.rank = 0 THEN 'gained'
       WHEN a.top1 = b.top1 THEN 'same-wrong'
       ELSE 'different-wrong' END`

/** The probability of the wrong answer, of the more confident one where there are two; of right ones where both are. */
const CONFIDENCE = `
  CASE WHEN a.rank = 0 AND b.rank <> 0 THEN b.p1
       WHEN a.rank <> 0 AND b.rank = 0 THEN a.p1
       ELSE max(a.p1, b.p1) END`

/** The images of one class that two runs answered in one way. */
export interface FlipCount {
  label: number
  cell: FlipCell
  images: number
}

type StoredRow = Pick<FlipRow, 'image' | 'secondImage' | 'path' | 'label'> & {
  firstTop1: number | null
  firstP1: number | null
  firstRank: number
  secondTop1: number | null
  secondP1: number | null
  secondRank: number
}

type Join = keyof typeof JOIN_SECOND

const joinOf = ({ sameRows }: Pair): Join => (sameRows ? 'byRow' : 'byIdentity')
/** What statements may be given: no more than they name, as booleans cannot be bound. */
const bound = ({ first, second, secondDataset }: Pair) => ({ first, second, secondDataset })

/** Finds how two runs answered the images that both evaluated. */
export class FlipQuery {
  readonly #codes
  readonly #ids
  readonly #rows

  constructor(db: Database.Database) {
    const forBoth = <T>(prepare: (join: string) => T): Record<Join, T> => ({
      byRow: prepare(JOIN_SECOND.byRow),
      byIdentity: prepare(JOIN_SECOND.byIdentity),
    })
    const order = FlipCell.options.map((cell, index) => `WHEN '${cell}' THEN ${index}`).join(' ')
    // One number an image, counted here: SQLite would sort them to group them, which takes as long again.
    this.#codes = forBoth((join) =>
      db
        .prepare<[object], number>(
          `SELECT i.label * ${FlipCell.options.length} + CASE ${CELL} ${order} END
           FROM predictions a ${join} WHERE a.run_id = @first`,
        )
        .pluck(),
    )
    this.#ids = forBoth((join) =>
      db
        .prepare<[object], number>(
          `SELECT a.image_id FROM predictions a ${join}
           WHERE a.run_id = @first AND ${CELL} = @cell AND (@label IS NULL OR i.label = @label)
           ORDER BY ${CONFIDENCE} DESC, i.path`,
        )
        .pluck(),
    )
    this.#rows = forBoth((join) =>
      db.prepare<[object], StoredRow>(
        `SELECT a.image_id AS image, b.image_id AS secondImage, i.path, i.label,
           ${answered('top1', 'a.')} AS firstTop1, ${answered('p1', 'a.')} AS firstP1, a.rank AS firstRank,
           ${answered('top1', 'b.')} AS secondTop1, ${answered('p1', 'b.')} AS secondP1, b.rank AS secondRank
         FROM json_each(@images) AS wanted
           CROSS JOIN predictions a ON a.run_id = @first AND a.image_id = wanted.value ${join}
         ORDER BY wanted.key`,
      ),
    )
  }

  /** How often each class was answered in each way, in no order. */
  counts(pair: Pair): FlipCount[] {
    const images = new Map<number, number>()
    for (const code of this.#codes[joinOf(pair)].all(bound(pair))) images.set(code, (images.get(code) ?? 0) + 1)
    return [...images].map(([code, count]) => ({
      label: Math.floor(code / FlipCell.options.length),
      cell: cellAt(code % FlipCell.options.length),
      images: count,
    }))
  }

  /** The first run's rows of the selected images, the most confident wrong answer first, then by path. */
  ids(pair: Pair, selection: FlipSelection): number[] {
    return this.#ids[joinOf(pair)].all({ ...bound(pair), ...selection })
  }

  /** Both answers to these rows of the first run, in their order; those that the second has not answered are left out. */
  rows(pair: Pair, images: readonly number[]): FlipRow[] {
    const rows = this.#rows[joinOf(pair)].all({ ...bound(pair), images: JSON.stringify(images) })
    return rows.map(({ image, secondImage, path, label, ...stored }) => ({
      image,
      secondImage,
      path,
      label,
      first: { predicted: stored.firstTop1, p1: stored.firstP1, rank: stored.firstRank },
      second: { predicted: stored.secondTop1, p1: stored.secondP1, rank: stored.secondRank },
    }))
  }
}

function cellAt(index: number): FlipCell {
  const cell = FlipCell.options[index]
  if (cell === undefined) throw new RangeError(`there is no cell ${index}`)
  return cell
}
