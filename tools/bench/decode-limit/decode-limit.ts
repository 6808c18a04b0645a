import { entryBeside } from '../../../src/main/engine/processes/index.ts'
import { withWorkers } from '../../../src/main/engine/threads/index.ts'
import type { Geometry } from '../../../src/shared/recipe.ts'
import type { DecodeTasks } from './decode-tasks.ts'

/** Answers images per second: of whole images, or of what their crops need of them. */
export type MeasureDecoding = (images: number, part?: Geometry) => Promise<number>

/**
 * Lends a measurement of what the exact decoder alone does on every core: no reading, no resizing, no network. The
 * threads and their files stay for as many measurements as are wanted.
 */
export async function withDecoding(
  files: readonly string[],
  threads: number,
  work: (measure: MeasureDecoding) => Promise<void>,
): Promise<void> {
  const entry = entryBeside('decode-worker', import.meta.url)
  await withWorkers<DecodeTasks>(entry, threads, async (workers) => {
    await Promise.all(workers.map((worker) => worker.run('load', { files })))
    const measure: MeasureDecoding = async (images, part) => {
      const next = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
      const start = performance.now()
      await Promise.all(workers.map((worker) => worker.run('decode', { next, images, part: part ?? null })))
      return (images * 1000) / (performance.now() - start)
    }
    // The first pass compiles.
    await measure(Math.min(files.length, 100))
    await work(measure)
  })
}
