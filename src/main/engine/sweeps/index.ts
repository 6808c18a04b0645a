export { readGridFile } from './grid-file.ts'
export { sweepHandlers } from './handlers.ts'
