export { cacheHandlers } from './handlers.ts'
