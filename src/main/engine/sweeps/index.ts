export { readFoundingWeights, type FoundingWeights } from './founding-weights.ts'
export { readGridFile } from './grid-file.ts'
export { sweepHandlers } from './handlers.ts'
