import { AcuityError } from '../../../shared/errors.ts'
import type { LabelledFile } from '../dataset/index.ts'
import { readSource } from '../sources/index.ts'
import { serveTasks } from '../threads/index.ts'
import type { ContentsTasks } from './contents-tasks.ts'

let files: LabelledFile[] = []
let handedOut = 0

serveTasks<ContentsTasks>({
  read: async ({ options, flag }) => {
    const words = new Int32Array(flag)
    const throwIfAborted = () => {
      if (Atomics.load(words, 0) !== 0) throw new AcuityError('cancelled', `Reading ${options.root} was cancelled.`)
    }
    const { files: found, ...contents } = await readSource({ ...options, stop: { throwIfAborted } })
    files = found
    return contents
  },
  next: ({ count }) => files.slice(handedOut, (handedOut += count)),
})
