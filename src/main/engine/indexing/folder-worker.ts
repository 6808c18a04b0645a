import { AcuityError } from '../../../shared/errors.ts'
import { readFolder, type LabelledFile } from '../dataset/index.ts'
import { serveTasks } from '../threads/index.ts'
import type { FolderTasks } from './folder-tasks.ts'

let files: LabelledFile[] = []
let handedOut = 0

serveTasks<FolderTasks>({
  read: async ({ options, flag }) => {
    const words = new Int32Array(flag)
    const throwIfAborted = () => {
      if (Atomics.load(words, 0) !== 0) throw new AcuityError('cancelled', `Reading ${options.root} was cancelled.`)
    }
    const { files: found, ...folder } = await readFolder({ ...options, stop: { throwIfAborted } })
    files = found
    return folder
  },
  next: ({ count }) => files.slice(handedOut, (handedOut += count)),
})
