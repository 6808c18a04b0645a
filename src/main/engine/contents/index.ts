export { datasetContentHandlers } from './handlers.ts'
