export { describeRun, findRun } from './describe-run.ts'
export { addModel, prepareRun, repeatRun } from './prepare-run.ts'
export { RunQueue } from './run-queue.ts'
