/** The only door to the engine. */
export { openEngine } from './engine.ts'
export { diagnoseHome } from './home/index.ts'
export { readRecipeFile } from './library/index.ts'
export {
  formatArchitectures,
  formatBench,
  formatFoundingBench,
  formatFoundingSweep,
  formatPublished,
  formatTable,
  saveFile,
  toText,
} from './export/index.ts'
export { readFoundingWeights, readGridFile, type FoundingWeights } from './sweeps/index.ts'
export { serveEngine, serveFailure } from './serve.ts'
