import { readFileSync } from 'node:fs'
import { createDecoder, createPreprocessor, cropResized, pixelsNeeded } from '../../../src/main/engine/image/index.ts'
import { serveTasks } from '../../../src/main/engine/threads/index.ts'
import type { DecodeTasks } from './decode-tasks.ts'

const decoder = createDecoder()
/** Decodes to where it resizes from, as a run does. */
const preprocessor = createPreprocessor()
let contents: Uint8Array[] = []

/** Takes the next file, over and over, until all threads together have taken `images`. */
function eachFile(next: SharedArrayBuffer, images: number, work: (bytes: Uint8Array) => void): void {
  const counter = new Int32Array(next)
  for (let i = Atomics.add(counter, 0, 1); i < images; i = Atomics.add(counter, 0, 1)) {
    const bytes = contents[i % contents.length]
    if (bytes !== undefined) work(bytes)
  }
}

serveTasks<DecodeTasks>({
  load: ({ files }) => {
    contents = files.map((file) => readFileSync(file))
    return null
  },
  decode: ({ next, images, part }) => {
    eachFile(next, images, (bytes) => {
      if (part === null) decoder.decode(bytes)
      else decoder.decodePart(bytes, (size) => pixelsNeeded(size, [part]))
    })
    return null
  },
  resize: ({ next, images, geometries }) => {
    const times = geometries.map((geometry) => ({ geometry, target: new Uint8Array(geometry.crop ** 2 * 3), ms: 0 }))
    eachFile(next, images, (bytes) => {
      const image = preprocessor.decode(bytes)
      for (const time of times) {
        const start = performance.now()
        cropResized(image.resize(time.geometry, [time.geometry]), time.geometry, time.target)
        time.ms += performance.now() - start
      }
    })
    return times.map(({ ms }) => ms)
  },
})
