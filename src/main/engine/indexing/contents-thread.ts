import type { DatasetContents, LabelledFile } from '../dataset/index.ts'
import { entryBeside } from '../processes/index.ts'
import { withWorker } from '../threads/index.ts'
import type { ContentsTasks } from './contents-tasks.ts'

/** Files that come over from the thread at a time: some milliseconds' worth. */
const PAGE = 5000

/**
 * Reads a source as {@link readSource} does, in a thread of its own: lists of millions of lines are anybody's, and what
 * reads them can be asked nothing meanwhile. An abort ends it within a few thousand lines.
 * @throws AcuityError as `readSource`; `cancelled`
 */
export function readSourceInThread(
  options: ContentsTasks['read']['input']['options'],
  signal: AbortSignal,
): Promise<DatasetContents> {
  const flag = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  const stop = () => void Atomics.store(new Int32Array(flag), 0, 1)
  signal.addEventListener('abort', stop)
  const entry = entryBeside('contents-worker', import.meta.url)
  return withWorker<ContentsTasks, DatasetContents>(entry, async (worker) => {
    signal.throwIfAborted()
    const contents = await worker.run('read', { options, flag })
    const files: LabelledFile[] = []
    for (let page = await worker.run('next', { count: PAGE }); page.length > 0;) {
      for (const file of page) files.push(file)
      signal.throwIfAborted()
      page = await worker.run('next', { count: PAGE })
    }
    return { ...contents, files }
  }).finally(() => signal.removeEventListener('abort', stop))
}
