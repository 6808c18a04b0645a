import type Database from 'better-sqlite3'
import { FlipCell, type FlipImageOrder, type FlipRow, type FlipSelection } from '../../../shared/flips.ts'
import { THERE, type Generation } from './images.ts'
import type { WithLabels } from './error-query.ts'
import { answered } from './no-answer.ts'
import { storedProbability } from './stored-probability.ts'
import { copiesBefore, sameContent, samePlace } from './same-image.ts'
import { taggedImages } from './tagged-images.ts'

/** Two runs whose images are paired, and what they are of. */
export interface Pair {
  first: number
  firstDataset: number
  firstGeneration: number
  second: number
  secondDataset: number
  secondGeneration: number
}

/** Of an image that lies several times in a dataset, the first copy is paired with the first, and so on; few images do. */
const SAME_COPY = `(i.content NOT IN (SELECT value FROM json_each(@copied))
  OR ${copiesBefore('i', '@firstGeneration')} = ${copiesBefore('j', '@secondGeneration')})`

/** Joins `images i` and the second run's `predictions b` to the first's `predictions a`. */
const JOIN_SECOND = {
  byRow: `
    JOIN predictions b ON b.run_id = @second AND b.image_id = a.image_id
    JOIN images i ON i.id = a.image_id`,
  // By what the images are, wherever they lie.
  byContent: `
    CROSS JOIN images i ON i.id = a.image_id
    CROSS JOIN images j ON j.dataset_id = @secondDataset AND ${sameContent('i', 'j')} AND j.label = i.label AND ${SAME_COPY}
    CROSS JOIN predictions b ON b.run_id = @second AND b.image_id = j.id`,
  // Where some have no content, these by where they lie.
  byEither: `
    CROSS JOIN images i ON i.id = a.image_id
    CROSS JOIN predictions b ON b.run_id = @second AND b.image_id IN (
      SELECT j.id FROM images j INDEXED BY images_by_content
      WHERE j.dataset_id = @secondDataset AND ${sameContent('i', 'j')} AND j.label = i.label AND ${SAME_COPY}
      UNION ALL
      SELECT j.id FROM images j INDEXED BY images_by_path
      WHERE j.dataset_id = @secondDataset AND ${samePlace('i', 'j')} AND j.label = i.label)`,
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

/** What an answer says of the true class. */
const trueProbability = (alias: string) => `IIF(${alias}rank < 0, 0, ${storedProbability(`${alias}rank`, alias)})`
const LOST = `${trueProbability('a.')} - ${trueProbability('b.')}`

const orders: Record<FlipImageOrder, string> = {
  confidence: `${CONFIDENCE} DESC`,
  'confidence-lost': `${LOST} DESC NULLS LAST`,
  'confidence-gained': `${LOST} ASC NULLS LAST`,
  file: 'i.path',
}

/** Both answers to an image, as far as classes are counted; what was predicted may be NO_ANSWER. */
export type PairedAnswer = readonly [label: number, first: number, second: number]

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

/** Finds how two runs answered the images that both evaluated. */
export class FlipQuery {
  readonly #copied
  readonly #known = new Map<string, string[]>()
  readonly #hasUnknown
  readonly #codes
  readonly #idsBy
  readonly #rows
  readonly #answers

  constructor(db: Database.Database) {
    const forEach = <T>(prepare: (join: string) => T): Record<Join, T> => ({
      byRow: prepare(JOIN_SECOND.byRow),
      byContent: prepare(JOIN_SECOND.byContent),
      byEither: prepare(JOIN_SECOND.byEither),
    })
    this.#copied = db
      .prepare<Generation, string>(
        `SELECT content FROM images INDEXED BY images_by_content WHERE content IS NOT NULL AND ${THERE}
         GROUP BY content, bytes, label HAVING COUNT(*) > 1`,
      )
      .pluck()
    this.#hasUnknown = db
      .prepare<[number, number], number>(
        `SELECT EXISTS (SELECT 1 FROM images WHERE dataset_id IN (?, ?) AND content IS NULL AND fault IS NULL)`,
      )
      .pluck()
    const order = FlipCell.options.map((cell, index) => `WHEN '${cell}' THEN ${index}`).join(' ')
    // One number an image, counted here: SQLite would sort them to group them, which takes as long again.
    this.#codes = forEach((join) =>
      db
        .prepare<[object], number>(
          `SELECT i.label * ${FlipCell.options.length} + CASE ${CELL} ${order} END
           FROM predictions a ${join} WHERE a.run_id = @first`,
        )
        .pluck(),
    )
    const ids = (join: string, order: FlipImageOrder) =>
      db
        .prepare<[object], number>(
          `SELECT a.image_id FROM predictions a ${join}
           WHERE a.run_id = @first AND ${CELL} = @cell AND (@label IS NULL OR i.label = @label)
             AND (@labels IS NULL OR i.label IN (SELECT value FROM json_each(@labels)))
             AND (@tag = '' OR i.id IN (${taggedImages('@firstDataset')}))
           ORDER BY ${orders[order]}, i.path`,
        )
        .pluck()
    this.#idsBy = {
      confidence: forEach((join) => ids(join, 'confidence')),
      'confidence-lost': forEach((join) => ids(join, 'confidence-lost')),
      'confidence-gained': forEach((join) => ids(join, 'confidence-gained')),
      file: forEach((join) => ids(join, 'file')),
    }
    this.#answers = forEach((join) =>
      db
        .prepare<[object], PairedAnswer>(
          `SELECT i.label, a.top1, b.top1 FROM predictions a ${join} WHERE a.run_id = @first`,
        )
        .raw(),
    )
    this.#rows = forEach((join) =>
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
    const { join, bound } = this.#join(pair)
    for (const code of this.#codes[join].all(bound)) images.set(code, (images.get(code) ?? 0) + 1)
    return [...images].map(([code, count]) => ({
      label: Math.floor(code / FlipCell.options.length),
      cell: cellAt(code % FlipCell.options.length),
      images: count,
    }))
  }

  /** Both answers to each image, in no order. */
  answers(pair: Pair): PairedAnswer[] {
    const { join, bound } = this.#join(pair)
    return this.#answers[join].all(bound)
  }

  /** The first run's rows of the selected images, in their order and then by path. */
  ids(pair: Pair, { cell, label, labels, tag, order }: WithLabels<FlipSelection>): number[] {
    const { join, bound } = this.#join(pair)
    return this.#idsBy[order][join].all({ ...bound, cell, label, tag, labels: labels && JSON.stringify(labels) })
  }

  /** Both answers to these rows of the first run, in their order; those that the second has not answered are left out. */
  rows(pair: Pair, images: readonly number[]): FlipRow[] {
    const { join, bound } = this.#join(pair)
    const rows = this.#rows[join].all({ ...bound, images: JSON.stringify(images) })
    return rows.map(({ image, secondImage, path, label, ...stored }) => ({
      image,
      secondImage,
      path,
      label,
      first: { predicted: stored.firstTop1, p1: stored.firstP1, rank: stored.firstRank },
      second: { predicted: stored.secondTop1, p1: stored.secondP1, rank: stored.secondRank },
    }))
  }

  #join(pair: Pair): { join: Join; bound: Pair & { copied: string } } {
    const { firstDataset, firstGeneration, secondDataset, secondGeneration } = pair
    if (firstDataset === secondDataset && firstGeneration === secondGeneration)
      return { join: 'byRow', bound: { ...pair, copied: '[]' } }
    const hasUnknown = this.#hasUnknown.get(firstDataset, secondDataset) === 1
    if (hasUnknown) this.#known.clear()
    const copied = [
      ...this.#copiedIn({ datasetId: firstDataset, generation: firstGeneration }),
      ...this.#copiedIn({ datasetId: secondDataset, generation: secondGeneration }),
    ]
    return { join: hasUnknown ? 'byEither' : 'byContent', bound: { ...pair, copied: JSON.stringify(copied) } }
  }

  /** The contents of the images that lie several times in a generation, which never change once all are known. */
  #copiedIn(set: Generation): string[] {
    const key = `${set.datasetId} ${set.generation}`
    const copied = this.#known.get(key) ?? this.#copied.all(set)
    this.#known.set(key, copied)
    return copied
  }
}

function cellAt(index: number): FlipCell {
  const cell = FlipCell.options[index]
  if (cell === undefined) throw new RangeError(`there is no cell ${index}`)
  return cell
}
