export { lastLines } from './last-lines.ts'
export { Log, logFile, type Level } from './log.ts'
export { perMinute } from './per-minute.ts'
