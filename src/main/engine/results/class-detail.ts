import type { ClassEntry } from '../../../shared/dataset.ts'
import { AcuityError } from '../../../shared/errors.ts'
import { knowsTop5 } from '../../../shared/imported.ts'
import { wilson } from '../../../shared/metrics.ts'
import type { ClassConfusion, ClassDetail, ClassTally } from '../../../shared/results.ts'
import type { ClassCounts, ConfusionCount, Database, RunRow } from '../db/index.ts'

/** Confusions told in each direction. */
const MOST_CONFUSED = 10

/**
 * How one class fared in a run, what it is confused with, and how it fared in every other finished run of the dataset.
 * @param label canonical index of the class
 * @throws AcuityError `not-found` where the dataset has no such class
 */
export function classDetail(db: Database, run: RunRow, label: number): ClassDetail {
  const { id, datasetId } = run
  const classes = db.datasets.classes(datasetId)
  const entry = classes[label]
  if (!entry)
    throw new AcuityError(
      'not-found',
      `The run's dataset has no class ${label}: they go from 0 to ${classes.length - 1}.`,
    )
  const query = { datasetId, label }
  const byRun = new Map(db.predictions.classCounts(query).map((row) => [row.run, row]))
  const others = db.runs.all().filter((run) => run.datasetId === datasetId && run.status === 'done' && run.id !== id)
  return {
    ...entry,
    ...tally(run, byRun.get(id)),
    takenFor: named(db.predictions.takenFor({ ...query, run: id, most: MOST_CONFUSED }), classes),
    takenForIt: named(db.predictions.takenForIt({ label, run: id, most: MOST_CONFUSED }), classes),
    otherRuns: others.map((other) => ({ run: other.id, name: other.name, ...tally(other, byRun.get(other.id)) })),
  }
}

const noImages = { images: 0, unanswered: 0, top1Correct: 0, top5Correct: 0 }

function tally({ settings }: RunRow, counts: Omit<ClassCounts, 'run'> = noImages): ClassTally {
  const { images, unanswered, top1Correct, top5Correct } = counts
  const hasTop5 = knowsTop5(settings)
  const share = (correct: number) => (images === 0 ? null : correct / images)
  return {
    images,
    unanswered,
    top1Correct,
    top5Correct,
    top1: share(top1Correct),
    top5: hasTop5 ? share(top5Correct) : null,
    top1Interval: wilson(top1Correct, images),
    top5Interval: hasTop5 ? wilson(top5Correct, images) : null,
  }
}

function named(counts: readonly ConfusionCount[], classes: readonly ClassEntry[]): ClassConfusion[] {
  return counts.flatMap(({ other, count }) => {
    const entry = classes[other]
    return entry ? [{ ...entry, count }] : []
  })
}
