import type { ClassEntry } from '../../../shared/dataset.ts'
import { AcuityError } from '../../../shared/errors.ts'
import type { ImageResult, ResultRow } from '../../../shared/results.ts'
import type { Database, RunRow } from '../db/index.ts'
import { regionOf } from './cropped-region.ts'
import { required } from './required.ts'
import { shortestDecimal } from './shortest-decimal.ts'

/** What a grid shows of these images, in their order; those without a prediction are left out. */
export function resultRows(db: Database, run: RunRow, images: readonly number[]): ResultRow[] {
  return db.predictions.rows(run.id, images).map(({ imageId, path, label, rank, classes, probabilities }) => ({
    image: imageId,
    path,
    label,
    ...bestAnswer(classes[0], probabilities),
    rank,
  }))
}

function bestAnswer(
  predicted: number | undefined,
  [p1, p2 = 0]: Float32Array,
): Pick<ResultRow, 'predicted' | 'p1' | 'margin'> {
  if (predicted === undefined || p1 === undefined) return { predicted: predicted ?? null, p1: null, margin: null }
  return { predicted, p1: shortestDecimal(p1), margin: p1 - p2 }
}

/**
 * Everything that a run knows of one image.
 * @throws AcuityError `not-found` where it has no prediction for it
 */
export function imageResult(db: Database, run: RunRow, image: number): ImageResult {
  const [prediction] = db.predictions.rows(run.id, [image])
  if (!prediction) throw new AcuityError('not-found', `Run ${run.id} has no prediction for image ${image}.`)
  const { path, bytes, width, height, format, colorModel, orientation } = required(db.images.get(image))
  const classes = db.datasets.classes(run.datasetId)
  const size = { width: required(width), height: required(height) }
  return {
    image,
    path,
    bytes,
    ...size,
    format: required(format),
    colorModel: required(colorModel),
    label: required(classes[prediction.label]),
    rank: prediction.rank,
    predictions: namedPredictions(prediction, classes),
    crop: regionOf({ ...size, orientation }, run.settings),
  }
}

const probabilityOrNull = (probability: number | undefined) =>
  probability === undefined ? null : shortestDecimal(probability)

function namedPredictions(
  { classes: indices, probabilities }: { classes: Int32Array; probabilities: Float32Array },
  classes: readonly ClassEntry[],
): ImageResult['predictions'] {
  return [...indices].map((index, i) => ({
    ...required(classes[index]),
    probability: probabilityOrNull(probabilities[i]),
  }))
}
