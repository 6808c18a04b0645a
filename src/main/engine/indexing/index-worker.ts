import { AcuityError } from '../../../shared/errors.ts'
import type { LabelledFile } from '../dataset/index.ts'
import { inspectImage, isAsSeen, type SharedMemory } from '../image/index.ts'
import { openSource, readSource, type Images } from '../sources/index.ts'
import { serveTasks } from '../threads/index.ts'
import type { FileToInspect, IndexTasks, Inspection } from './index-tasks.ts'
import { inspectBoxes } from './inspect-boxes.ts'

let files: LabelledFile[] = []
let handedOut = 0
/** The thread is of one indexing, and that of one source, and of one folder of boxes. */
let images: Images | undefined
let boxFiles: Images | undefined

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

  inspect: ({ source, boxes, files, memory }) => {
    images ??= openSource(source)
    boxFiles ??= boxes ? openSource(boxes) : undefined
    const [imageAt, boxesAt] = [images, boxFiles]
    return files.map((file) => {
      const image = inspect(file, imageAt, memory)
      return { image, boxes: boxesAt ? boxesOf(file, image, boxesAt) : null }
    })
  },
})

function inspect({ path, unopened, known }: FileToInspect, imageAt: Images, memory: SharedMemory): Inspection['image'] {
  if (unopened) return { ok: false, bytes: 0, mtimeMs: 0, content: null, ...unopened }
  const image = imageAt(path)
  return known && isAsSeen(image, known) ? 'unchanged' : inspectImage(image, memory)
}

/** What an image's boxes are depends on its size as well. */
function boxesOf({ known, boxes }: FileToInspect, image: Inspection['image'], boxesAt: Images): Inspection['boxes'] {
  const { width, height } = (image === 'unchanged' ? known : image) ?? {}
  if (!boxes || !width || !height) return null
  const found = inspectBoxes(boxesAt(boxes.file), { width, height }, image === 'unchanged' ? boxes.known : null)
  return found === null || found === 'unchanged' ? found : { file: boxes.file, ...found }
}
