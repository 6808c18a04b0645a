export { exportingHandlers } from './handlers.ts'
