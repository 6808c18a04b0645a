import { Worker } from 'node:worker_threads'
import { CropCache } from '../index.ts'
import type { Appending } from './appender-worker.ts'
import { newLocks } from './locks.ts'
import { images, key } from './pictures.ts'

/** A program that appends with several threads at once, to be run and killed: FOLDER THREADS IMAGES-A-THREAD. */
const [folder = '', ...numbers] = process.argv.slice(2)
const [threads = 1, count = 1] = numbers.map(Number)
const cache = await CropCache.open(folder, key, { locks: newLocks(), images })
const attachment = cache.attachment()
const ended = Array.from({ length: threads }, (_, thread) => {
  const workerData: Appending = { attachment, thread, threads, count }
  const worker = new Worker(new URL('./appender-worker.ts', import.meta.url), { workerData })
  return new Promise((resolve, reject) => worker.on('exit', resolve).on('error', reject))
})
await Promise.all(ended)
process.stdout.write(`appended ${cache.counts.appended}\n`)
await cache.close()
