import type Database from 'better-sqlite3'
import { NO_ANSWER } from '../../../shared/results.ts'

/** How one class fared in one run. */
export interface ClassCounts {
  run: number
  images: number
  unanswered: number
  top1Correct: number
  top5Correct: number
}

/** Images by the other class of a confusion. */
export interface ConfusionCount {
  other: number
  count: number
}

/** A class of a dataset by its canonical index. */
export interface ClassOfDataset {
  datasetId: number
  label: number
}

export interface ConfusionQuery {
  run: number
  label: number
  /** At most as many, those of the highest count. */
  most: number
}

/**
 * Counts what was predicted for the images of one class, or wrongly predicted as it. The class's images are found first,
 * and their predictions by key: of 200,000 predictions only those few are read.
 */
export class ClassQuery {
  readonly #counts
  readonly #takenFor
  readonly #takenForIt

  constructor(db: Database.Database) {
    this.#counts = db.prepare<ClassOfDataset, ClassCounts>(
      `SELECT runs.id AS run, COUNT(*) AS images, COUNT(*) FILTER (WHERE top1 = ${NO_ANSWER}) AS unanswered,
         COUNT(*) FILTER (WHERE rank = 0) AS top1Correct,
         COUNT(*) FILTER (WHERE rank BETWEEN 0 AND 4) AS top5Correct
       FROM images CROSS JOIN runs CROSS JOIN predictions ON run_id = runs.id AND image_id = images.id
       WHERE images.dataset_id = @datasetId AND label = @label AND runs.dataset_id = @datasetId
       GROUP BY runs.id`,
    )
    this.#takenFor = db.prepare<ConfusionQuery & ClassOfDataset, ConfusionCount>(
      `SELECT top1 AS other, COUNT(*) AS count
       FROM images CROSS JOIN predictions ON run_id = @run AND image_id = images.id
       WHERE dataset_id = @datasetId AND label = @label AND rank <> 0 AND top1 <> ${NO_ANSWER}
       GROUP BY top1 ORDER BY count DESC, top1 LIMIT @most`,
    )
    this.#takenForIt = db.prepare<ConfusionQuery, ConfusionCount>(
      `SELECT label AS other, COUNT(*) AS count
       FROM predictions JOIN images ON images.id = image_id
       WHERE run_id = @run AND top1 = @label AND rank <> 0
       GROUP BY label ORDER BY count DESC, label LIMIT @most`,
    )
  }

  /** The class in every run of its dataset that has evaluated an image of it. */
  counts(query: ClassOfDataset): ClassCounts[] {
    return this.#counts.all(query)
  }

  /** The wrong classes that its images were taken for: count descending, then indices. */
  takenFor(query: ConfusionQuery & ClassOfDataset): ConfusionCount[] {
    return this.#takenFor.all(query)
  }

  /** The classes of the images that were wrongly taken for it: count descending, then indices. */
  takenForIt(query: ConfusionQuery): ConfusionCount[] {
    return this.#takenForIt.all(query)
  }
}
