import { workerData } from 'node:worker_threads'
import { TOO_MUCH_MEMORY } from './messages.ts'

/** What the watch over a worker process knows of it. */
export interface Watched {
  /** The process that it works for. */
  parent: number
  /** In shared memory: what it may hold at present, in bytes. */
  mostBytes: Float64Array
}

const INTERVAL_MS = 50

/** A thread of its own, as the process's first is in native code most of the time, and may never come back from there. */
const { parent, mostBytes } = workerData as Watched
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
  if (process.memoryUsage.rss() > (mostBytes[0] ?? Infinity))
    process.kill(process.pid, process.platform === 'win32' ? 'SIGKILL' : TOO_MUCH_MEMORY)
}, INTERVAL_MS)
