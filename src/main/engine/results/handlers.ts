import type { resultMethods } from '../../../shared/contract/results.ts'
import { findRun } from '../eval/index.ts'
import type { EngineContext, Handlers } from '../wing.ts'
import { calibration } from './calibration.ts'
import { classDetail } from './class-detail.ts'
import { classResults } from './class-results.ts'
import { compare } from './compare.ts'
import { confusions } from './confusions.ts'
import { flipRows, flips, pairOf } from './flips.ts'
import { imageInRuns } from './image-in-runs.ts'
import { imageResult, resultRows } from './image-results.ts'

export const resultHandlers = ({ db }: EngineContext): Handlers<typeof resultMethods> => ({
  'runs.compare': (request) => compare(db, request),
  'results.classes': ({ run }) => classResults(db, findRun(db, run)),
  'results.class': ({ run, label }) => classDetail(db, findRun(db, run), label),
  'results.confusions': ({ run }) => confusions(db, findRun(db, run)),
  'results.calibration': ({ run }) => calibration(db, findRun(db, run)),
  'results.errors': ({ run, ...filter }) => ({ images: db.predictions.errors(findRun(db, run).id, filter) }),
  'results.errorConfidences': ({ run, ...selection }) =>
    db.predictions.errorConfidences(findRun(db, run).id, selection),
  'results.skipped': ({ run, ...page }) => db.skippedFiles.ofRun(findRun(db, run).id, page),
  'results.rows': ({ run, images }) => resultRows(db, findRun(db, run), images),
  'results.image': ({ run, image }) => imageResult(db, findRun(db, run), image),
  'results.flips': ({ first, second }) => flips(db, findRun(db, first), findRun(db, second)),
  'results.flipImages': ({ first, second, ...selection }) => ({
    images: db.flips.ids(pairOf(findRun(db, first), findRun(db, second)), selection),
  }),
  'results.flipRows': ({ first, second, images }) =>
    flipRows(db, pairOf(findRun(db, first), findRun(db, second)), images),
  'results.imageInRuns': ({ image }) => imageInRuns(db, image),
})
