export { describeMachine, diagnoseHome } from './diagnose.ts'
export { homeHandlers } from './handlers.ts'
