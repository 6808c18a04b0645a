/** The only door to the engine. */
export { openEngine } from './engine.ts'
export { formatTable } from './export/index.ts'
export { serveEngine } from './serve.ts'
