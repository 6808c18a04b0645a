import type { ClassEntry } from '../../../shared/dataset.ts'
import { AcuityError } from '../../../shared/errors.ts'
import type { AnswerInRun } from '../../../shared/results.ts'
import type { Database } from '../db/index.ts'
import { regionOf } from './cropped-region.ts'
import { required } from './required.ts'
import { shortestDecimal } from './shortest-decimal.ts'

/**
 * What every run answered for an image, in order of the runs: also those on an earlier state of its dataset, or on
 * another one that holds the same image.
 *
 * @throws AcuityError `not-found` for an id that is no image's
 */
export function imageInRuns(db: Database, image: number): AnswerInRun[] {
  const size = findSize(db, image)
  const classesOf = new Map<number, ClassEntry[]>()
  return db.predictions.inRuns(image).map(({ runId, imageId, predicted, p1, rank }) => {
    const { name, datasetId, settings } = required(db.runs.get(runId))
    const classes = classesOf.get(datasetId) ?? db.datasets.classes(datasetId)
    classesOf.set(datasetId, classes)
    return {
      run: runId,
      name,
      image: imageId,
      recipe: settings.recipe,
      predicted: predicted === null ? null : required(classes[predicted]),
      p1: p1 === null ? null : shortestDecimal(Math.fround(p1)),
      rank,
      crop: regionOf(size, settings),
    }
  })
}

function findSize(db: Database, image: number): { width: number; height: number; orientation: number | null } {
  const found = db.images.get(image)
  if (!found) throw new AcuityError('not-found', `There is no image ${image}.`)
  const { width, height, orientation } = found
  return { width: required(width), height: required(height), orientation }
}
