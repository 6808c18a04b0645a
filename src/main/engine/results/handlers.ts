import type { resultMethods } from '../../../shared/contract/results.ts'
import { findRun } from '../eval/index.ts'
import type { EngineContext, Handlers } from '../wing.ts'
import { calibration } from './calibration.ts'
import { classDetail } from './class-detail.ts'
import { classResults } from './class-results.ts'
import { compare } from './compare.ts'
import { confusions } from './confusions.ts'
import { groupResults, pairedGroups, withLabels } from './groups/index.ts'
import { flipRows, flips, pairOf } from './flips.ts'
import { imageInRuns } from './image-in-runs.ts'
import { pairedConfusions } from './paired-confusions.ts'
import { imageResult, resultRows } from './image-results.ts'

export const resultHandlers = ({ db, resources }: EngineContext): Handlers<typeof resultMethods> => ({
  'runs.compare': (request) => compare(db, request),
  'results.classes': ({ run }) => classResults(db, findRun(db, run)),
  'results.class': ({ run, label }) => classDetail(db, findRun(db, run), label),
  'results.groups': ({ run }) => groupResults(db, resources, findRun(db, run)),
  'results.confusions': ({ run }) => confusions(db, findRun(db, run)),
  'results.calibration': ({ run }) => calibration(db, findRun(db, run)),
  'results.errors': async ({ run, ...filter }) => {
    const { id, datasetId } = findRun(db, run)
    return { images: db.predictions.errors(id, await withLabels(db, resources, datasetId, filter)) }
  },
  'results.errorConfidences': async ({ run, ...selection }) => {
    const { id, datasetId } = findRun(db, run)
    return db.predictions.errorConfidences(id, await withLabels(db, resources, datasetId, selection))
  },
  'results.skipped': ({ run, ...page }) => db.skippedFiles.ofRun(findRun(db, run).id, page),
  'results.rows': ({ run, images }) => resultRows(db, findRun(db, run), images),
  'results.image': ({ run, image }) => imageResult(db, findRun(db, run), image),
  'results.flips': ({ first, second }) => flips(db, findRun(db, first), findRun(db, second)),
  'results.pairedGroups': ({ first, second }) => pairedGroups(db, resources, findRun(db, first), findRun(db, second)),
  'results.pairedConfusions': ({ first, second }) => pairedConfusions(db, findRun(db, first), findRun(db, second)),
  'results.flipImages': async ({ first, second, ...selection }) => {
    const [one, other] = [findRun(db, first), findRun(db, second)]
    const selected = await withLabels(db, resources, one.datasetId, selection)
    return { images: db.flips.ids(pairOf(one, other), selected) }
  },
  'results.flipRows': ({ first, second, images }) =>
    flipRows(db, pairOf(findRun(db, first), findRun(db, second)), images),
  'results.imageInRuns': ({ image }) => imageInRuns(db, image),
})
