export { imageHandlers } from './handlers.ts'
export { Pictures } from './pictures.ts'
