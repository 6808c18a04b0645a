import { spawnSync } from 'node:child_process'
import { closeSync, ftruncateSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { temporaryFolder } from '../../../../testing/folders.ts'
import { patient } from '../../../../testing/patience.ts'
import { wrapField } from '../onnx/write.ts'
import { encodeCaffemodel, encodeShape, layer, network } from './testing/tiny-caffe.ts'

const Measured = z.object({ grown: z.number(), views: z.boolean(), outcome: z.string() })

/** Loads a network in a process of its own: by how much its memory grew at most, in bytes. */
function measureLoad(prototxt: string, weights: string) {
  const code = `
    import { loadCaffeModel } from ${JSON.stringify(pathToFileURL(path.join(import.meta.dirname, 'load.ts')))}
    const before = process.resourceUsage().maxRSS
    const model = await loadCaffeModel(...process.argv.slice(1)).catch((error) => error)
    const grown = (process.resourceUsage().maxRSS - before) * 1024
    const buffers = new Set([...(model.external?.tensors.values() ?? [])].map(({ buffer }) => buffer))
    console.log(JSON.stringify({ grown, views: buffers.size === 1, outcome: model.message ?? 'success' }))
  `
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', code, prototxt, weights],
    { encoding: 'utf8' },
  )
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return Measured.parse(JSON.parse(stdout))
}

/** Writes a .caffemodel whose last blob is that many zeros, which take no room on disk. */
function writeLarge(file: string, outputs: number, inputs: number): void {
  const zeros = new Uint8Array(4 * outputs * inputs)
  const blob = [...encodeShape([outputs, inputs]), ...wrapField(5, [zeros])]
  const chunks = wrapField(100, [...wrapField(1, [new TextEncoder().encode('fc')]), ...wrapField(7, blob)])
  const handle = openSync(file, 'w')
  writeSync(handle, encodeCaffemodel([{ name: 'conv', blobs: [{ dims: [4, 3, 3, 3] }] }]))
  for (const chunk of chunks) if (chunk !== zeros) writeSync(handle, chunk)
  ftruncateSync(handle, statSync(file).size + zeros.byteLength)
  closeSync(handle)
}

const MB = 2 ** 20

it('a file of 320 MB is held once, and its weights are views of it', { timeout: patient(300_000) }, () => {
  const folder = temporaryFolder()
  const [prototxt, weights] = [path.join(folder, 'net.prototxt'), path.join(folder, 'net.caffemodel')]
  const fc = layer('fc', 'InnerProduct', 'pool', 'fc', 'inner_product_param { num_output: 80000 bias_term: false }')
  const conv = layer(
    'conv',
    'Convolution',
    'data',
    'conv',
    'convolution_param { num_output: 4 kernel_size: 3 bias_term: false }',
  )
  writeFileSync(
    prototxt,
    network(conv + layer('pool', 'Reshape', 'conv', 'pool', 'reshape_param { shape { dim: 0 dim: -1 } }') + fc, 18),
  )
  writeLarge(weights, 80_000, 1024)
  const { size } = statSync(weights)
  expect(size).toBeGreaterThan(312 * MB)

  const { outcome, views, grown } = measureLoad(prototxt, weights)
  expect({ outcome, views }).toEqual({ outcome: 'success', views: true })
  expect(grown).toBeLessThan(1.2 * size + 50 * MB)
})

it.each<[title: string, content: () => Uint8Array, problem: RegExp]>([
  ['fields without end', () => Buffer.alloc(40 * MB, Uint8Array.of(0x0a, 0x00)), /more fields/],
  [
    'numbers one by one',
    () => Buffer.concat(wrapField(100, wrapField(7, [Buffer.alloc(40 * MB, Uint8Array.of(0x2d, 0, 0, 0, 0))]))),
    /more fields/,
  ],
  [
    'numbers few by few',
    () => Buffer.concat(wrapField(100, wrapField(7, [Buffer.alloc(40 * MB, Uint8Array.of(0x2a, 4, 0, 0, 0, 0))]))),
    /more fields|premature EOF/,
  ],
  [
    'layers one by one',
    () => Buffer.alloc(40 * MB, Uint8Array.of(0xa2, 0x06, 0x00, 0x00)).subarray(0, -1),
    /illegal tag/,
  ],
])('a file of 40 MB, %s, takes little more than itself', { timeout: patient(300_000) }, (_, content, problem) => {
  const folder = temporaryFolder()
  const [prototxt, weights] = [path.join(folder, 'net.prototxt'), path.join(folder, 'net.caffemodel')]
  writeFileSync(prototxt, network(layer('relu', 'ReLU', 'data', 'out')))
  writeFileSync(weights, content())
  const { outcome, grown } = measureLoad(prototxt, weights)
  expect(outcome).toMatch(problem)
  expect(grown).toBeLessThan(150 * MB)
})
