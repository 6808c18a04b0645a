export { pump } from './pump.ts'
export { serveTasks } from './serve-tasks.ts'
export { throttled } from './throttle.ts'
export { WorkerThread, workerEntry } from './worker-thread.ts'
