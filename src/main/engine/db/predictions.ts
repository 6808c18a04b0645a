import type Database from 'better-sqlite3'
import { NO_ANSWER, type ErrorFilter, type ErrorSelection } from '../../../shared/results.ts'
import type { SkipCount, SkipReason } from '../../../shared/skip.ts'
import { ClassQuery, type ClassOfDataset, type ConfusionQuery } from './class-query.ts'
import { ConfidenceQuery } from './confidence-query.ts'
import { ErrorQuery, type WithLabels } from './error-query.ts'
import { ALIVE, sampled, thereAt, type ImageSet } from './images.ts'
import { answered } from './no-answer.ts'
import { copiesBefore, sameContent, samePlace } from './same-image.ts'

/**
 * The network's answer for one image: its `k` most probable classes (canonical indices), most probable first; none where
 * it gave no answer.
 */
interface Prediction {
  imageId: number
  /** Position of the true class among `classes`; -1 where it is not there. */
  rank: number
  classes: Int32Array
  probabilities: Float32Array
}

/** The network's answers for several images: `k` classes for each image, laid end to end, or `k` times NO_ANSWER. */
export interface PredictionBatch {
  k: number
  imageIds: number[]
  /** Position of the true class among an image's classes; -1 where it is not there. */
  ranks: number[]
  classes: Int32Array
  /** None at all where only the classes are known. */
  probabilities: Float32Array
}

/** What is wrong with a file that was decoded all the same. */
export interface Damage {
  imageId: number
  detail: string
}

export interface Skip {
  imageId: number
  reason: SkipReason
  detail: string
}

interface StoredPrediction {
  imageId: number
  path: string
  label: number
  rank: number
  classes: Uint8Array
  probabilities: Uint8Array
}

export type PredictionRow = Prediction & Pick<StoredPrediction, 'path' | 'label'>

/** A prediction by the row and the label that its image has in another generation. */
export interface PredictionElsewhere extends Omit<Prediction, 'rank'> {
  /** The row of the image that was asked about. */
  asked: number
  label: number
  /** What is wrong with its file, where it was decoded all the same. */
  damage: string | null
}

/** What one run answered for an image; no class where it gave no answer, and no probability where none is known. */
export interface RunAnswer {
  runId: number
  imageId: number
  predicted: number | null
  p1: number | null
  rank: number
}

/**
 * A prediction as far as classes are counted: 50,000 tuples are read faster than as many objects. What was predicted may
 * be NO_ANSWER.
 */
export type Answer = readonly [imageId: number, label: number, predicted: number, rank: number]

export class PredictionTable {
  readonly #insert
  readonly #skip
  readonly #skipFaults
  readonly #skipsByReason
  readonly #damage
  readonly #damaged
  readonly #ids
  readonly #errors
  readonly #confidences
  readonly #classes
  readonly #rows
  readonly #answers
  readonly #at
  readonly #inRuns

  constructor(db: Database.Database) {
    this.#insert = db.prepare<[number, number, number, number, number | null, Uint8Array, Uint8Array]>(
      'INSERT INTO predictions VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    this.#skip = db.prepare<[number, number, string, string]>('INSERT INTO skips VALUES (?, ?, ?, ?)')
    this.#skipFaults = db.prepare<ImageSet & { runId: number; last: string | null }>(
      `INSERT OR IGNORE INTO skips
       SELECT @runId, id, fault, COALESCE(fault_detail, '') FROM images
       WHERE ${ALIVE} AND (@last IS NULL OR path <= @last) AND fault IS NOT NULL AND ${sampled('images')}`,
    )
    this.#skipsByReason = db.prepare<[number], SkipCount>(
      'SELECT reason, COUNT(*) AS images FROM skips WHERE run_id = ? GROUP BY reason ORDER BY images DESC, reason',
    )
    this.#damage = db.prepare<[number, number, string]>('INSERT INTO damages VALUES (?, ?, ?)')
    this.#damaged = db.prepare<[number], number>('SELECT COUNT(*) FROM damages WHERE run_id = ?').pluck()
    this.#ids = db
      .prepare<[number], number>(
        'SELECT image_id FROM predictions JOIN images ON images.id = image_id WHERE run_id = ? ORDER BY path',
      )
      .pluck()
    this.#errors = new ErrorQuery(db)
    this.#confidences = new ConfidenceQuery(db)
    this.#classes = new ClassQuery(db)
    this.#rows = db.prepare<[string, number], StoredPrediction>(
      `SELECT predictions.image_id AS imageId, images.path, label, rank, classes, probabilities
       FROM json_each(?) AS wanted
         CROSS JOIN predictions ON run_id = ? AND image_id = wanted.value
         JOIN images ON images.id = image_id
       ORDER BY wanted.key`,
    )
    this.#answers = db
      .prepare<[number, number, number], Answer>(
        `SELECT image_id, label, top1, rank
         FROM predictions JOIN images ON images.id = image_id WHERE run_id = ? AND image_id > ?
         ORDER BY image_id LIMIT ?`,
      )
      .raw()
    // By its path, as an image that lies elsewhere now is one that is asked about anew.
    this.#at = db.prepare<Elsewhere, StoredElsewhere>(
      `SELECT predictions.image_id AS asked, now.id AS imageId, now.label, classes, probabilities, damages.detail AS damage
       FROM predictions
         CROSS JOIN images was ON was.id = predictions.image_id
         CROSS JOIN images now INDEXED BY images_by_path
           ON now.dataset_id = was.dataset_id AND now.path = was.path AND now.bytes = was.bytes AND now.content IS was.content
         LEFT JOIN damages ON damages.run_id = predictions.run_id AND damages.image_id = predictions.image_id
       WHERE predictions.run_id = @runId AND predictions.image_id > @after AND now.dataset_id = @datasetId
         AND ${thereAt('now', '@generation')} AND now.counted AND now.fault IS NULL AND now.label IS NOT NULL
         AND (@last IS NULL OR now.path <= @last) AND ${sampled('now')}
       ORDER BY predictions.image_id LIMIT @count`,
    )
    // In this order: left to itself, SQLite would look through all predictions of each run.
    const answeredWhere = (index: string, same: string) => `
      SELECT runs.id AS runId, same.id AS imageId, same.label, same.path, ${answered('top1')} AS predicted,
        ${answered('p1')} AS p1, rank
      FROM asked
        CROSS JOIN runs
        CROSS JOIN images same INDEXED BY ${index} ON same.dataset_id = runs.dataset_id AND ${same}
        CROSS JOIN predictions ON run_id = runs.id AND image_id = same.id`
    this.#inRuns = db.prepare<[number], RunAnswer>(
      `WITH asked AS MATERIALIZED (
         SELECT images.id, path, images.bytes, content, label,
           ${copiesBefore('images', 'COALESCE(images.removed - 1, datasets.generation)')} AS place
         FROM images JOIN datasets ON datasets.id = dataset_id WHERE images.id = ?
       ), found AS (
         ${answeredWhere('images_by_content', sameContent('asked', 'same'))}
         UNION ALL ${answeredWhere('images_by_path', samePlace('asked', 'same'))}
       ), placed AS (
         SELECT *, ROW_NUMBER() OVER (PARTITION BY runId, label ORDER BY path) - 1 AS place FROM found
       )
       SELECT runId, imageId, predicted, p1, rank FROM placed CROSS JOIN asked
       ORDER BY runId, imageId <> asked.id, placed.label IS NOT asked.label, ABS(placed.place - asked.place)`,
    )
  }

  /** To be called inside a transaction. */
  insert(runId: number, { k, imageIds, ranks, classes, probabilities }: PredictionBatch): void {
    const [classBytes, probabilityBytes] = [bytes(classes), bytes(probabilities)]
    for (const [i, imageId] of imageIds.entries()) {
      const top1 = classes[i * k] ?? NO_ANSWER
      const from = i * k * BYTES_EACH
      const end = from + (top1 === NO_ANSWER ? 0 : k * BYTES_EACH)
      this.#insert.run(
        runId,
        imageId,
        ranks[i] ?? -1,
        top1,
        probabilities[i * k] ?? null,
        classBytes.subarray(from, end),
        probabilityBytes.subarray(from, end),
      )
    }
  }

  skip(runId: number, { imageId, reason, detail }: Skip): void {
    this.#skip.run(runId, imageId, reason, detail)
  }

  /** Records the set's images that indexing found faulty as skips of the run. */
  skipFaults(set: ImageSet, runId: number, last: string | null): void {
    this.#skipFaults.run({ ...set, runId, last })
  }

  /** Notes of a predicted image that its file is damaged. */
  damage(runId: number, { imageId, detail }: Damage): void {
    this.#damage.run(runId, imageId, detail)
  }

  /** How many of the predicted images are damaged. */
  damaged(runId: number): number {
    return this.#damaged.get(runId) ?? 0
  }

  skipsByReason(runId: number) {
    return this.#skipsByReason.all(runId)
  }

  /** The predicted images in order of their path; their rows are asked for a page at a time. */
  ids(runId: number): number[] {
    return this.#ids.all(runId)
  }

  /** The images whose most probable class is wrong, or right, as the filter asks, in its order and then by path. */
  errors(runId: number, filter: WithLabels<ErrorFilter>): number[] {
    return this.#errors.ids(runId, filter)
  }

  /** The same images by the confidence of their answer: one entry a bin. */
  errorConfidences(runId: number, selection: WithLabels<ErrorSelection>): number[] {
    return this.#errors.confidences(runId, selection)
  }

  /** The top-1 answers by their confidence: one entry a bin of the calibration. */
  confidences(runId: number) {
    return this.#confidences.counts(runId)
  }

  /** The predictions for these images, in their order. */
  rows(runId: number, imageIds: readonly number[]): PredictionRow[] {
    return this.#rows.all(JSON.stringify(imageIds), runId).map(read)
  }

  /**
   * The predictions of which a set of the same dataset has the images, with a label: a page at a time, in order of the rows
   * that were asked about.
   */
  at(
    runId: number,
    { datasetId, generation, sample }: ImageSet,
    last: string | null,
    after: number,
    count: number,
  ): PredictionElsewhere[] {
    return this.#at.all({ runId, datasetId, generation, sample, last, after, count }).map(read)
  }

  /** What was answered for the next images, a page at a time in order of their ids. */
  answers(runId: number, after: number, count: number): Answer[] {
    return this.#answers.all(runId, after, count)
  }

  /** See {@link ClassQuery}. */
  classCounts(query: ClassOfDataset) {
    return this.#classes.counts(query)
  }

  takenFor(query: ConfusionQuery & ClassOfDataset) {
    return this.#classes.takenFor(query)
  }

  takenForIt(query: ConfusionQuery) {
    return this.#classes.takenForIt(query)
  }

  /**
   * What every run answered for an image, in order of the runs. Of the copies that a run evaluated, one is taken: the image's
   * own row, or else the copy with its label that comes next to its place among them.
   */
  inRuns(imageId: number): RunAnswer[] {
    const answers = this.#inRuns.all(imageId)
    return answers.filter(({ runId }, i) => runId !== answers[i - 1]?.runId)
  }
}

/** Of a class, and of its probability. */
const BYTES_EACH = 4

const bytes = (array: Int32Array | Float32Array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength)

type StoredElsewhere = Omit<PredictionElsewhere, 'classes' | 'probabilities'> &
  Pick<StoredPrediction, 'classes' | 'probabilities'>

interface Elsewhere {
  runId: number
  datasetId: number
  generation: number
  sample: number | null
  last: string | null
  after: number
  count: number
}

function read<Row extends Pick<StoredPrediction, 'classes' | 'probabilities'>>(
  row: Row,
): Omit<Row, 'classes' | 'probabilities'> & Pick<Prediction, 'classes' | 'probabilities'> {
  // Copied, because SQLite's bytes need not lie on a boundary of four.
  return {
    ...row,
    classes: new Int32Array(new Uint8Array(row.classes).buffer),
    probabilities: new Float32Array(new Uint8Array(row.probabilities).buffer),
  }
}
