import { openCvWeights, type OpenCvLinear } from '../opencv-weights.ts'
import { TableCache, type Table } from './table-cache.ts'

const cache = new TableCache<Table>()

/** The columns of an OpenCV resize, as `assembly/opencv.ts` reads them. */
export function openCvRowTable(input: number, output: number, from: number, length: number, kind: OpenCvLinear): Table {
  return cache.get(`row ${kind} ${input} ${output} ${from} ${length}`, () => {
    const { near, far, nearWeight, farWeight } = openCvWeights(input, output, from, length, 'row', kind)
    const words = new Int32Array(2 * length)
    for (let i = 0; i < length; i++) {
      words[2 * i] = near[i] ?? 0
      // The far sample is the next one, or has no weight.
      words[2 * i + 1] = (nearWeight[i] ?? 0) | ((farWeight[i] ?? 0) << 16)
    }
    return { words, ...samplesRead(near, far) }
  })
}

/** The rows of an OpenCV resize, as `assembly/opencv.ts` reads them. */
export function openCvColumnTable(
  input: number,
  output: number,
  from: number,
  length: number,
  kind: OpenCvLinear,
): Table {
  return cache.get(`column ${kind} ${input} ${output} ${from} ${length}`, () => {
    const { near, far, nearWeight, farWeight } = openCvWeights(input, output, from, length, 'column', kind)
    const words = new Int32Array(4 * length)
    for (let i = 0; i < length; i++)
      words.set([near[i] ?? 0, far[i] ?? 0, nearWeight[i] ?? 0, farWeight[i] ?? 0], 4 * i)
    return { words, ...samplesRead(near, far) }
  })
}

function samplesRead(near: Int32Array, far: Int32Array): { start: number; end: number } {
  return { start: near[0] ?? 0, end: (far.at(-1) ?? 0) + 1 }
}
