// Test support: a .caffemodel for a network of Caffe that nobody trained.
import { Buffer } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { wrapField } from '../../onnx/write.ts'
import { convert } from '../convert.ts'
import { readNet } from '../net.ts'
import { randomWeights } from '../random-weights.ts'
import type { Weights } from '../weights.ts'
import { wire } from '../wiring.ts'
import { encodeCaffemodel, encodeShape } from './tiny-caffe.ts'

/** The weights that a benchmark would draw for images of that side, as the file that training would have left. */
export function untrainedCaffemodel(prototxt: string, side: number): Buffer {
  const [wiring] = wire(readNet(prototxt, readFileSync(prototxt, 'utf8')))
  const blobs = new Map<string, Uint8Array[]>()
  const recorded: Weights = {
    blob: (layer, index, dims) => {
      const values = randomWeights.blob(layer, index, dims)
      const encoded = Buffer.concat([...encodeShape(dims), ...wrapField(5, [values])])
      blobs.set(layer.name, [...(blobs.get(layer.name) ?? []), encoded])
      return values
    },
  }
  convert(wiring, [3, side, side], recorded)
  return encodeCaffemodel([...blobs].map(([name, own]) => ({ name, blobs: own })))
}
