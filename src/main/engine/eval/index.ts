export { checkBatch } from './check-batch.ts'
export { defaultOffset } from './default-offset.ts'
export { settleSample } from './draw-sample.ts'
export { evaluateRuns, type Caches } from './pass/evaluate-runs.ts'
export {
  actualStatus,
  describeEvaluated,
  describeRun,
  findEvaluated,
  findRun,
  imageSet,
  runLock,
} from './describe-run.ts'
export { openQueue, runHandlers } from './handlers.ts'
export { ordersOf, outputsMean, type RunOrder } from './label-orders.ts'
export { saidOfOrder } from './output-order.ts'
export { NOTHING_MEASURED, settleRun, type RunRequest, type SettledRun } from './prepare-run.ts'
export { restrictTo } from './restrict-classes.ts'
export { createRun, refuseTaken } from './run-name.ts'
export { besideOthers, OthersAtWork } from './others-at-work.ts'
export type { RunQueue } from './run-queue.ts'
export { warningsAtEnd } from './pass/answer-watch.ts'
export { wrapModel } from './pass/wrap-model.ts'
export { estimatePreparing } from './pass/sample-images.ts'
export { roundRate, sessionSpeed } from './pass/session-speed.ts'
