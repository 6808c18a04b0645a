import { AcuityError } from '../../../shared/errors.ts'
import type { LabelledFile } from '../dataset/index.ts'
import { inspectImage, isAsSeen } from '../image/index.ts'
import { openSource, readSource, type Images } from '../sources/index.ts'
import { serveTasks } from '../threads/index.ts'
import type { IndexTasks } from './index-tasks.ts'

let files: LabelledFile[] = []
let handedOut = 0
/** The thread is of one indexing, and that of one source. */
let images: Images | undefined

serveTasks<IndexTasks>({
  read: async ({ options, flag }) => {
    const words = new Int32Array(flag)
    const throwIfAborted = () => {
      if (Atomics.load(words, 0) !== 0) throw new AcuityError('cancelled', `Reading ${options.root} was cancelled.`)
    }
    const { files: found, ...contents } = await readSource({ ...options, stop: { throwIfAborted } })
    files = found
    return contents
  },

  next: ({ count }) => {
    const page = files.slice(handedOut, (handedOut += count))
    // The thread goes on to inspect them: they are not kept twice meanwhile.
    if (page.length === 0) files = []
    return page
  },

  inspect: ({ source, files, memory }) => {
    images ??= openSource(source)
    const imageAt = images
    return files.map(({ path, unopened, known }) => {
      if (unopened) return { ok: false, bytes: 0, mtimeMs: 0, content: null, ...unopened }
      const image = imageAt(path)
      return known && isAsSeen(image, known) ? 'unchanged' : inspectImage(image, memory)
    })
  },
})
