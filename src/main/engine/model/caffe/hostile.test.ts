import { Buffer } from 'node:buffer'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wrapField } from '../onnx/write.ts'
import { modelFolder } from '../testing/tiny-models.ts'
import { loadCaffeModel } from './load.ts'
import { loadMeanImage } from './mean-image.ts'
import { ANY_SIZE, ANY_SIZE_WEIGHTS, dice, encodeBlob, encodeCaffemodel, outcome } from './testing/tiny-caffe.ts'

let files: Awaited<ReturnType<typeof modelFolder>>
beforeAll(async () => {
  files = await modelFolder()
  await files.write('net.prototxt', ANY_SIZE)
})
afterAll(() => files.remove())

async function load(weights: Uint8Array): Promise<string> {
  const file = path.join(files.folder, 'net.prototxt')
  const weightsFile = await files.write('net.caffemodel', weights)
  return outcome(() => loadCaffeModel(file, weightsFile))
}

const good = encodeCaffemodel(ANY_SIZE_WEIGHTS)

describe('a damaged .caffemodel', () => {
  it('is none, undamaged', async () => {
    expect(await load(good)).toBe('success')
  })

  it('cut off anywhere', async () => {
    for (let length = 0; length < good.length; length++)
      expect(await load(good.subarray(0, length)), `cut at ${length}`).toMatch(/^.*net\.caffemodel|:\d+: layer/)
  })

  it('other bytes in random places', async () => {
    const roll = dice(42)
    const outcomes = new Set<boolean>()
    for (let round = 0; round < 600; round++) {
      const damaged = Buffer.from(good)
      // Most of a file is numbers, which nothing can be wrong with: the ends of blobs are hit more often.
      for (let flip = roll(4); flip >= 0; flip--) damaged[roll(2) ? roll(60) : roll(good.length)] = roll(256)
      outcomes.add((await load(damaged)) === 'success')
    }
    expect([...outcomes].sort()).toEqual([false, true])
  })

  it('bytes too many or too few', async () => {
    const roll = dice(43)
    for (let round = 0; round < 300; round++) {
      const [at, length] = [roll(good.length), roll(20)]
      const inserted = Buffer.from(Array.from({ length: roll(2) * roll(20) }, () => roll(256)))
      await load(Buffer.concat([good.subarray(0, at), inserted, good.subarray(at + length)]))
    }
  })

  it('nothing but noise', async () => {
    const roll = dice(44)
    for (let round = 0; round < 300; round++)
      expect(await load(Buffer.from(Array.from({ length: roll(200) }, () => roll(256))))).not.toBe('success')
  })

  const inLayer = (...content: Uint8Array[]) => Buffer.concat(wrapField(100, content))
  it.each<[title: string, file: Buffer, problem: RegExp]>([
    ['a length of 4 GiB', Buffer.of(0xa2, 0x06, 0xff, 0xff, 0xff, 0xff, 0x0f), /premature EOF/],
    ['a length of 2⁶⁴', Buffer.of(0xa2, 0x06, ...Array<number>(9).fill(0xff), 0x01), /premature EOF|invalid/],
    ['a length beyond the layer', Buffer.concat([inLayer(Buffer.of(0x3a, 0x7f)), Buffer.alloc(200)]), /premature EOF/],
    ['an endless number', Buffer.alloc(5000, 0xff), /invalid varint/],
    ['an impossible field number', Buffer.of(0x00, 0x01), /illegal tag/],
    ['an impossible wire type', Buffer.of(0xa7, 0x06), /illegal tag/],
    ['groups in groups', Buffer.alloc(50_000, 0x0b), /maximum recursion depth reached/],
    ['groups in groups, within a blob', inLayer(...wrapField(7, [Buffer.alloc(50_000, 0x0b)])), /in its layer/],
    ['fields without end', Buffer.alloc(4_000_000, Uint8Array.of(0x0a, 0x00)), /more fields than any real model/],
    ['blobs without end', inLayer(Buffer.alloc(4_000_000, Uint8Array.of(0x3a, 0x00))), /shape \[\] holds 0 bytes/],
    [
      'layers without end',
      Buffer.alloc(4_000_000, Uint8Array.of(0xa2, 0x06, 0x00)).subarray(0, 3_999_999),
      /more fields/,
    ],
    [
      'numbers without end, one by one',
      inLayer(...wrapField(7, [Buffer.alloc(10_000_000, Uint8Array.of(0x2d, 0, 0, 0, 0))])),
      /more fields/,
    ],
    [
      'sides without end',
      inLayer(...wrapField(7, wrapField(7, wrapField(1, [Buffer.alloc(2_000_000, 1)])))),
      /more fields/,
    ],
  ])('%s', async (_, file, problem) => {
    expect(await load(file)).toMatch(problem)
  })
})

describe('a damaged mean image', () => {
  const mean = encodeBlob({ dims: [1, 3, 4, 4], form: 'legacy' })
  const read = async (content: Uint8Array) => {
    const file = await files.write('mean.binaryproto', content)
    return outcome(() => loadMeanImage(file))
  }

  it('is none, undamaged', async () => {
    expect(await read(mean)).toBe('success')
  })

  it('cut off anywhere, or with other bytes', async () => {
    const roll = dice(46)
    for (let length = 0; length < mean.length; length++)
      expect(await read(mean.subarray(0, length))).not.toBe('success')
    for (let round = 0; round < 300; round++) {
      const damaged = Buffer.from(mean)
      for (let flip = roll(3); flip >= 0; flip--) damaged[roll(2) ? roll(12) : roll(mean.length)] = roll(256)
      await read(damaged)
    }
  })

  it.each<[dims: bigint[], problem: RegExp]>([
    [[1n, 3n, 2n ** 40n, 2n ** 40n], /holds 4 bytes of numbers/],
    [[1n, 3n, 2n ** 62n, 1n], /out of range/],
    [[1n, 3n, -1n, -1n], /shape \[1, 3, -1, -1\]/],
    [[1n, 1n, 1n, 1n], /three channels of an image are needed/],
    [[0n, 3n, 4n, 4n], /holds 4 bytes of numbers/],
  ])('of the shape %s', async (dims, problem) => {
    expect(await read(encodeBlob({ dims, data: [0], form: 'legacy' }))).toMatch(problem)
  })
})
