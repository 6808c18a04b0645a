export { sampleHandlers } from './handlers.ts'
