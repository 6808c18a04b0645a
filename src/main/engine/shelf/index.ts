export { shelfHandlers } from './handlers.ts'
export { Purging } from './purge.ts'
