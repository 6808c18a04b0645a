import { Worker } from 'node:worker_threads'
import { entryBeside } from '../processes/index.ts'
import type { Answer, Question } from './messages.ts'
import type { Watched } from './process-watch-worker.ts'

interface Port {
  on: (event: 'message', listener: (question: Question) => void) => void
  postMessage: (answer: Answer) => void
  close: () => void
}

/**
 * The way to the process that started this one as a WorkerProcess. From then on a thread ends this process, whatever it is
 * in, where it comes to hold more memory than its task may, or where the other is gone.
 */
export function parentProcess(): Port {
  if (!process.send) throw new Error('serveTasks is for worker threads and worker processes')
  const mostBytes = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT)).fill(Infinity)
  const workerData: Watched = { parent: process.ppid, mostBytes }
  new Worker(entryBeside('process-watch-worker', import.meta.url), { workerData }).unref()
  // A terminal sends these to whole groups of processes: the engine's own decides what becomes of its work.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
  return {
    on: (event, listener) =>
      process.on(event, (question: Question) => {
        if ('id' in question) mostBytes[0] = question.mostBytes ?? Infinity
        listener(question)
      }),
    postMessage: (answer) => {
      mostBytes[0] = Infinity
      process.send?.({ ...answer, heldBytes: process.memoryUsage.rss() } satisfies Answer)
    },
    close: () => process.disconnect(),
  }
}
