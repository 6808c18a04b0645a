import { entryBeside } from '../../../src/main/engine/processes/index.ts'
import { withWorkers } from '../../../src/main/engine/threads/index.ts'
import type { Geometry } from '../../../src/shared/recipe.ts'
import type { DecodeTasks } from './decode-tasks.ts'

/** Measures on every core, in images per second. */
export interface DecodeLimit {
  /** Decodes: whole images, or what their crops need of them. */
  decode(images: number, part?: Geometry): Promise<number>
  /** Makes crops of images that are decoded already; the time of resizing alone counts. Answers the rate of each geometry. */
  resize(images: number, geometries: readonly Geometry[]): Promise<number[]>
}

/**
 * Lends a measurement of what the exact decoder alone, and the kernel alone, do on every core: no reading, no network. The
 * threads and their files stay for as many measurements as are wanted.
 */
export async function withDecoding(
  files: readonly string[],
  threads: number,
  work: (measure: DecodeLimit) => Promise<void>,
): Promise<void> {
  const entry = entryBeside('decode-worker', import.meta.url)
  await withWorkers<DecodeTasks>(entry, threads, async (workers) => {
    await Promise.all(workers.map((worker) => worker.run('load', { files })))
    const counter = () => new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
    const limit: DecodeLimit = {
      async decode(images, part) {
        const next = counter()
        const start = performance.now()
        await Promise.all(workers.map((worker) => worker.run('decode', { next, images, part: part ?? null })))
        return (images * 1000) / (performance.now() - start)
      },
      async resize(images, geometries) {
        const next = counter()
        const times = await Promise.all(workers.map((worker) => worker.run('resize', { next, images, geometries })))
        const busyMs = geometries.map((_, i) => times.reduce((sum, own) => sum + (own[i] ?? NaN), 0))
        return busyMs.map((ms) => (images * threads * 1000) / ms)
      },
    }
    // The first pass compiles.
    await limit.decode(Math.min(files.length, 100))
    await work(limit)
  })
}
