export { readFoundingWeights, type FoundingWeights } from './founding-weights.ts'
export { readGridFile } from './grid-file.ts'
export { findSweep } from './describe-sweep.ts'
export { sweepHandlers } from './handlers.ts'
