/** The only door to the engine. */
export { openEngine, type EngineOptions } from './engine.ts'
export { formatTable, type Table } from './export/index.ts'
export { serveEngine } from './serve.ts'
