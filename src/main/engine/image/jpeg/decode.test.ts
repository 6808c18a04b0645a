import { FORMAT_RGB, compressSync } from '@julusian/jpeg-turbo'
import { describe, expect, it } from 'vitest'
import { ImageFault } from '../../../../shared/skip.ts'
import { createDecoder } from '../index.ts'
import { patternImage, tinyJpegs } from '../testing/tiny-images.ts'

const hex = (data: Uint8Array) => Buffer.from(data).toString('hex')
const photo = Buffer.from(
  compressSync(Buffer.from(patternImage(64, 48).data), { format: FORMAT_RGB, width: 64, height: 48 }),
)
const { baseline } = tinyJpegs

function fault(decode: () => unknown): string {
  try {
    decode()
  } catch (error) {
    if (error instanceof ImageFault) return error.reason
    throw error
  }
  return 'decoded'
}

/** The baseline file with some bytes at and behind a marker replaced. */
function patched(marker: number, offset: number, ...values: number[]): Uint8Array {
  const file = Buffer.from(baseline.file)
  file.set(values, file.indexOf(Buffer.from([0xff, marker])) + offset)
  return file
}

describe.each(['native', 'wasm'] as const)('decoding JPEG, %s', (implementation) => {
  const decoder = createDecoder(implementation)

  it.each(Object.entries(tinyJpegs))("gives Pillow's bytes: %s", (kind, { file, width, height, rgb }) => {
    if (implementation === 'wasm' && kind === 'arithmetic') {
      expect(() => decoder.decode(file)).toThrow('arithmetic coding is not implemented')
      return
    }
    const image = decoder.decode(file)
    expect(image).toMatchObject({ width, height })
    expect(hex(image.data)).toBe(rgb)
  })

  it('uses one buffer for one image after another', () => {
    const first = decoder.decode(baseline.file).data
    decoder.decode(tinyJpegs.grayscale.file)
    expect(hex(first)).toBe(tinyJpegs.grayscale.rgb)
  })

  it('accepts what Pillow accepts: garbage behind the end marker, corrupt data before it', () => {
    const whole = hex(decoder.decode(photo).data)
    expect(hex(decoder.decode(Buffer.concat([photo, Buffer.alloc(5000, 0xff)])).data)).toBe(whole)
    const corrupt = Buffer.from(photo).fill(0, photo.length - 200, photo.length - 150)
    expect(decoder.decode(corrupt)).toMatchObject({ width: 64, height: 48 })
  })

  it.each([
    ['half of it', photo.subarray(0, photo.length / 2)],
    ['all but the end marker and a byte', photo.subarray(0, -3)],
    ['a progressive file without its end marker', tinyJpegs.progressive.file.subarray(0, -2)],
    ['the header alone', photo.subarray(0, 300)],
  ])('says truncated: %s', (_, file) => expect(fault(() => decoder.decode(file))).toBe('truncated'))

  it('says of a file that it is damaged where its rows are all there, and not of the next one', () => {
    const end = Buffer.of(0xff, 0xd9)
    const damaged = [
      Buffer.concat([photo.subarray(0, photo.length / 2), end]),
      Buffer.concat([photo.subarray(0, photo.length / 2), Buffer.alloc(photo.length / 2), end]),
    ]
    for (const file of damaged) {
      decoder.decode(file)
      expect(decoder.damage).toMatch(/^Corrupt JPEG data: /)
      decoder.decode(photo)
      expect(decoder.damage).toBeNull()
    }
  })

  it('accepts a file without end marker whose rows are all there, as Pillow does', () => {
    const padded = Buffer.concat([photo.subarray(0, -2), Buffer.alloc(100)])
    expect(fault(() => decoder.decode(padded))).toBe('decoded')
  })

  it.each([
    ['no bytes', new Uint8Array(0), 'empty-file'],
    ['text', Buffer.from('hello, world'), 'not-an-image'],
    ['GIF', Buffer.from('GIF89a______'), 'unsupported-format'],
    ['lossless (SOF3)', patched(0xc0, 1, 0xc3), 'unsupported-format'],
    ['12 bits a sample', patched(0xc0, 4, 12), 'unsupported-format'],
    ['2 components', patched(0xc0, 9, 2), 'unsupported-format'],
    ['no pixels', patched(0xc0, 6, 0), 'bad-header'],
    ['65535 × 65535 pixels', patched(0xc0, 5, 255, 255, 255, 255), 'too-large'],
    ['scan before frame', Buffer.from('ffd8ffda0008010100003f00', 'hex'), 'bad-header'],
    ['a Huffman table that is none', patched(0xc4, 5, 255), 'undecodable'],
  ])('names the fault: %s', (_, file, reason) => expect(fault(() => decoder.decode(file))).toBe(reason))

  it('decodes the next file as if a bad one had never been', () => {
    for (const bad of [patched(0xc4, 5, 255), photo.subarray(0, 900)]) {
      expect(fault(() => decoder.decode(bad))).not.toBe('decoded')
      expect(hex(decoder.decode(baseline.file).data)).toBe(baseline.rgb)
    }
    const frame = Buffer.from(baseline.file).indexOf(Buffer.from([0xff, 0xc0]))
    const withoutTables = Buffer.concat([baseline.file.subarray(0, 20), baseline.file.subarray(frame)])
    expect(fault(() => decoder.decode(withoutTables))).toBe('undecodable')
  })

  it('survives whatever is done to a file', () => {
    let seed = 1
    const random = (below: number) => (seed = (seed * 48271) % 0x7fffffff) % below
    const files = [photo, ...Object.values(tinyJpegs).map(({ file }) => file)]
    for (let round = 0; round < 600; round++) {
      const file = Buffer.from(files[round % files.length] ?? photo)
      for (let flips = 1 + random(4); flips > 0; flips--) file[2 + random(file.length - 2)] = random(256)
      const cut = random(4) === 0 ? random(file.length) : file.length
      expect(() => fault(() => decoder.decode(file.subarray(0, cut)))).not.toThrow()
    }
  })
})

it('takes the native library on Linux, and says what it is', () => {
  expect(createDecoder().name).toMatch(process.platform === 'linux' ? /native/ : /WebAssembly/)
  expect(createDecoder('wasm').name).toMatch(/WebAssembly/)
})
