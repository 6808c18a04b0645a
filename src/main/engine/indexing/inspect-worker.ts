import { inspectImage, isAsSeen } from '../image/index.ts'
import { openSource, type Images } from '../sources/index.ts'
import { serveTasks } from '../threads/index.ts'
import type { InspectTasks } from './inspect-tasks.ts'

/** The thread is of one indexing, and that of one source. */
let images: Images | undefined

serveTasks<InspectTasks>({
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
