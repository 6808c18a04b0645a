import type { z } from 'zod'
import { NodeList } from '../../src/main/engine/model/node-list.ts'
import { GraphField } from '../../src/main/engine/model/onnx/proto.ts'
import { encodeValueInfo, wrapField } from '../../src/main/engine/model/onnx/write.ts'
import { encodeModel } from '../../src/main/engine/model/onnx/write-model.ts'
import { noise, Session } from '../../src/main/engine/runtime/index.ts'
import { quantile } from '../../src/shared/metrics.ts'
import { CopyRequest, type CopyTimes } from './copy-times.ts'

/**
 * A program of its own: how long a session takes that only copies a batch of images in, and answers one byte of it. It is
 * given a CopyRequest as JSON on its command line, and prints CopyTimes as JSON.
 */

const WARM_UP = 5

/** Takes uint8 images as a network does, and gives the first byte of the first one. */
function copyingModel(side: number): Uint8Array {
  const nodes = new NodeList('copy')
  const axes = nodes.int64s(0, 1, 2, 3)
  nodes.add('Slice', ['pixels', nodes.int64s(0, 0, 0, 0), nodes.int64s(1, 1, 1, 1), axes], {}, 'byte')
  return encodeModel('copy', 'Acuity', [
    ...nodes.fields,
    ...wrapField(GraphField.input, [encodeValueInfo('pixels', 'uint8', ['batch', side, side, 3])]),
    ...wrapField(GraphField.output, [encodeValueInfo('byte', 'uint8', [1, 1, 1, 1])]),
  ])
}

async function measure({ provider, crops, batches, repetitions }: z.infer<typeof CopyRequest>): Promise<CopyTimes> {
  const times: CopyTimes = []
  for (const crop of crops) {
    const ports = { pixels: 'pixels', outputs: { byte: 'byte' } }
    const session = await Session.create(copyingModel(crop), ports, crop, { provider, threads: 1 })
    for (const batch of batches) {
      const pixels = noise(batch * crop * crop * 3)
      const latencies: number[] = []
      for (let i = -WARM_UP; i < repetitions; i++) {
        const start = performance.now()
        await session.run(pixels, batch)
        if (i >= 0) latencies.push(performance.now() - start)
      }
      times.push({ crop, batch, bytes: pixels.byteLength, p50Ms: quantile(latencies, 0.5) })
    }
    await session.release()
  }
  return times
}

const request = CopyRequest.parse(JSON.parse(process.argv[2] ?? ''))
process.stdout.write(JSON.stringify(await measure(request)))
