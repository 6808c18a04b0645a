import type { DatasetFolder, FolderOptions, LabelledFile } from '../dataset/index.ts'
import { withWorker, workerEntry } from '../threads/index.ts'
import type { FolderTasks } from './folder-tasks.ts'

/** Files that come over from the thread at a time: some milliseconds' worth. */
const PAGE = 5000

/**
 * Reads a folder as {@link readFolder} does, in a thread of its own: lists of millions of lines are anybody's, and what
 * reads them can be asked nothing meanwhile. An abort ends it within a few thousand lines.
 * @throws AcuityError as `readFolder`; `cancelled`
 */
export function readFolderInThread(options: Omit<FolderOptions, 'stop'>, signal: AbortSignal): Promise<DatasetFolder> {
  const flag = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  const stop = () => void Atomics.store(new Int32Array(flag), 0, 1)
  signal.addEventListener('abort', stop)
  const entry = workerEntry('folder-worker', import.meta.url)
  return withWorker<FolderTasks, DatasetFolder>(entry, async (worker) => {
    signal.throwIfAborted()
    const folder = await worker.run('read', { options, flag })
    const files: LabelledFile[] = []
    for (let page = await worker.run('next', { count: PAGE }); page.length > 0;) {
      for (const file of page) files.push(file)
      signal.throwIfAborted()
      page = await worker.run('next', { count: PAGE })
    }
    return { ...folder, files }
  }).finally(() => signal.removeEventListener('abort', stop))
}
