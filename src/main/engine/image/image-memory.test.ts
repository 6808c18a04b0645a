import { once } from 'node:events'
import { statSync, writeFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../testing/folders.ts'
import { patternImage, tinyJpegs } from './testing/tiny-images.ts'
import { createDecoder } from './decoder.ts'
import { FileReader } from './file-reader.ts'
import { ImageFile } from './image-file.ts'
import { requireWholeHeader } from './header.ts'
import { ImageMemory, shareMemory, type SharedMemory } from './image-memory.ts'
import { readJpegHeader } from './jpeg/header.ts'
import { jpegMemory } from './memory-needed.ts'
import { createPreprocessor } from './preprocess.ts'
import { Scratch } from './scratch.ts'
import { createEncoder, SUBSAMPLING } from './testing/jpegs.ts'

const MIB = 2 ** 20
const tooLarge = (detail: RegExp) =>
  expect.objectContaining({ reason: 'too-large', message: expect.stringMatching(detail) as string }) as Error
const reserve = (memory: ImageMemory, mebibytes: number) => () => memory.reserve(mebibytes * MIB)

/** The process, and so much more that images may take. */
const limited = (mebibytes: number) => shareMemory(process.memoryUsage.rss() + mebibytes * MIB)

describe('memory for large images', () => {
  it('is refused to one that does not fit beside what the process holds, with the limit', () => {
    const memory = new ImageMemory(limited(200))
    expect(reserve(memory, 400)).toThrow(
      tooLarge(/takes 420 MB of memory, which beside the \d+ MB that .*limit of \d+ MB$/),
    )
    expect(reserve(memory, 100)).not.toThrow()
    expect(reserve(new ImageMemory(shareMemory(1)), 11)).not.toThrow()
  })

  it('is at most half of what the machine has, where nobody set a limit', () => {
    const memory = new ImageMemory()
    expect(reserve(memory, totalmem() / 2 / MIB + 1)).toThrow(tooLarge(/more than half of this machine's \d+ MB/))
    expect(reserve(memory, 100)).not.toThrow()
    memory.release()
  })

  it('is waited for, while another thread has too much of it', async () => {
    const shared = limited(500)
    const memory = new ImageMemory(shared)
    memory.reserve(300 * MIB)
    const second = startReserving(shared, 300 * MIB)
    const third = startReserving(shared, 50 * MIB)
    let reserved = false
    const [asked] = [once(second, 'message').then(() => (reserved = true))]
    await once(third, 'message')
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(reserved).toBe(false)
    memory.release()
    await asked
    for (const worker of [second, third]) {
      worker.postMessage('release')
      await once(worker, 'exit')
    }
    expect(new Int32Array(shared.words)[0]).toBe(0)
  })
})

function startReserving(shared: SharedMemory, bytes: number): Worker {
  return new Worker(new URL('./testing/memory-worker.ts', import.meta.url), { workerData: { shared, bytes } })
}

describe('what decoding takes', () => {
  const { width, height, data } = patternImage(100, 60)
  const encode = createEncoder()
  const needs = (file: Uint8Array, copies = false) =>
    jpegMemory(requireWholeHeader(readJpegHeader(file)), file.length, copies) - (32 << 20) - file.length

  it('is known from the header: pixels, CMYK before it is RGB, and the coefficients of several scans', () => {
    const baseline = encode({ width, height, data }, { subsampling: SUBSAMPLING['4:2:0'] })
    const progressive = encode({ width, height, data }, { subsampling: SUBSAMPLING['4:2:0'], progressive: 1 })
    expect(needs(baseline)).toBe(100 * 60 * 3)
    // 7 × 4 groups of six blocks of 64 coefficients.
    expect(needs(progressive)).toBe(100 * 60 * 3 + 7 * 4 * 6 * 128)
    expect(needs(progressive, true)).toBe(2 * 100 * 60 * 3 + 7 * 4 * 6 * 128 + progressive.length)
    expect(needs(tinyJpegs.cmyk.file)).toBe(5 * 3 * 7)
  })

  it('is said before a pixel is decoded, whichever decoder it is', () => {
    const side = 4000
    const grey = { width: side, height: side, data: new Uint8Array(side * side * 3) }
    const file = encode(grey, { subsampling: SUBSAMPLING.grayscale })
    for (const implementation of ['native', 'wasm'] as const) {
      const decoder = createDecoder(implementation, new Scratch(), new ImageMemory(limited(30)))
      expect(() => decoder.decode(file)).toThrow(tooLarge(/more than its limit of/))
    }
  })

  const square = (side: number) => {
    const black = { width: side, height: side, data: new Uint8Array(side * side * 3) }
    return encode(black, { subsampling: SUBSAMPLING.grayscale })
  }

  it('is given back at once where it was much', () => {
    const decoder = createDecoder()
    const small = decoder.decode(tinyJpegs.baseline.file).data
    decoder.release()
    expect(small.length).toBeGreaterThan(0)
    const large = decoder.decode(square(5000))
    decoder.release()
    expect(large.data.length).toBe(0)
  })

  it('is kept by no thread under a limit, where it is counted at all', () => {
    const resize = { fit: 'none', resize: 1, resampler: 'opencv-linear' } as const
    const kept = (memory: ImageMemory, side: number) => {
      const preprocessor = createPreprocessor('native', memory)
      const { data } = preprocessor.decode(square(side)).resize(resize)
      preprocessor.release()
      return data.length > 0
    }
    expect([kept(new ImageMemory(), 3000), kept(new ImageMemory(limited(500)), 3000)]).toEqual([true, false])
    expect(kept(new ImageMemory(limited(500)), 1000)).toBe(true)
  })

  it('is not kept under a limit for the file either', () => {
    const file = path.join(temporaryFolder(), 'a.jpg')
    writeFileSync(file, Buffer.concat([tinyJpegs.baseline.file, Buffer.alloc(13 << 20)]))
    const bytes = statSync(file).size
    const kept = (memory: ImageMemory) => {
      const reader = new FileReader('try again', memory)
      const content = reader.read(new ImageFile(file), { bytes, seenMs: null, content: null })
      reader.release()
      return content.length > 0
    }
    expect([kept(new ImageMemory()), kept(new ImageMemory(limited(500)))]).toEqual([true, false])
  })
})
