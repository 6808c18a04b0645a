import type { DatasetContents, LabelledFile } from '../dataset/index.ts'
import type { WorkerThread } from '../threads/index.ts'
import type { IndexTasks } from './index-tasks.ts'

/** Files that come over from the thread at a time: some milliseconds' worth. */
const PAGE = 5000

/**
 * Reads a source as {@link readSource} does, in a thread: lists of millions of lines are anybody's, and what reads them
 * can be asked nothing meanwhile. An abort ends it within a few thousand lines.
 * @throws AcuityError as `readSource`; `cancelled`
 */
export async function readSourceInThread(
  thread: WorkerThread<IndexTasks>,
  options: IndexTasks['read']['input']['options'],
  signal: AbortSignal,
): Promise<DatasetContents> {
  const flag = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  const stop = () => void Atomics.store(new Int32Array(flag), 0, 1)
  signal.addEventListener('abort', stop)
  try {
    signal.throwIfAborted()
    const contents = await thread.run('read', { options, flag })
    const files: LabelledFile[] = []
    for (let page = await thread.run('next', { count: PAGE }); page.length > 0;) {
      for (const file of page) files.push(file)
      signal.throwIfAborted()
      page = await thread.run('next', { count: PAGE })
    }
    return { ...contents, files }
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
