import { readFileSync } from 'node:fs'
import { createDecoder, pixelsNeeded } from '../../../src/main/engine/image/index.ts'
import { serveTasks } from '../../../src/main/engine/threads/index.ts'
import type { DecodeTasks } from './decode-tasks.ts'

const decoder = createDecoder()
let contents: Uint8Array[] = []

serveTasks<DecodeTasks>({
  load: ({ files }) => {
    contents = files.map((file) => readFileSync(file))
    return null
  },
  decode: ({ next, images, part }) => {
    const counter = new Int32Array(next)
    for (let i = Atomics.add(counter, 0, 1); i < images; i = Atomics.add(counter, 0, 1)) {
      const bytes = contents[i % contents.length]
      if (bytes === undefined) continue
      if (part === null) decoder.decode(bytes)
      else decoder.decodePart(bytes, (size) => pixelsNeeded(size, [part]))
    }
    return null
  },
})
