import { describe, expect, it } from 'vitest'
import { firstOverflow, toFloat16 } from './float16.ts'

const one = (value: number) => toFloat16(Float32Array.of(value))[0]
const float = (bits: number) => new Float32Array(Uint32Array.of(bits).buffer)

describe('float32 becomes the nearest float16', () => {
  it.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [1 / 3, 0x3555],
    [Math.PI, 0x4248],
    [65504, 0x7bff],
    [65519.996, 0x7bff],
    [65520, 0x7c00],
    [-1e6, 0xfc00],
    [Infinity, 0x7c00],
    [-Infinity, 0xfc00],
    [2 ** -14, 0x0400],
    [2 ** -14 - 2 ** -24, 0x03ff],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [1.0001 * 2 ** -25, 0x0001],
    [-(2 ** -26), 0x8000],
    [3 * 2 ** -25, 0x0002],
    // Ties, to even: between 2048 and 2050, 2050 and 2052; and just beside them.
    [2049, 0x6800],
    [2051, 0x6802],
    [2049.001, 0x6801],
    // A mantissa that carries into the exponent, and a subnormal that becomes normal.
    [1.9999, 0x4000],
    [2 ** -14 - 2 ** -26, 0x0400],
  ])('%d', (value, bits) => expect(one(value)).toBe(bits))

  it('NaN stays NaN, whatever its payload', () => {
    for (const bits of [0x7fc00000, 0x7f800001, 0xffffffff]) {
      const half = toFloat16(float(bits))[0] ?? 0
      expect(half & 0x7c00).toBe(0x7c00)
      expect(half & 0x03ff).not.toBe(0)
    }
  })

  // An independent implementation, in the runtimes that have one.
  const native = (globalThis as { Float16Array?: new (values: Float32Array) => ArrayBufferView }).Float16Array
  it.skipIf(native === undefined)("every float16, its neighbours and what lies halfway, as the runtime's own", () => {
    if (!native) return
    const around = new Uint32Array(0x7c00 * 5)
    for (let half = 0; half < 0x7c00; half++) {
      // As float32: normal ones by their bits, subnormal ones by their value.
      const value = half < 0x400 ? half * 2 ** -24 : (1 + (half & 0x3ff) / 1024) * 2 ** ((half >> 10) - 15)
      const [bits = 0] = new Uint32Array(Float32Array.of(value).buffer)
      for (const [i, step] of [-1, 0, 1, 0xfff, 0x1000].entries()) around[half * 5 + i] = Math.max(bits + step, 0)
    }
    const values = new Float32Array(around.buffer)
    const { buffer, byteOffset } = new native(values)
    expect(toFloat16(values)).toEqual(new Uint16Array(buffer, byteOffset, values.length))
  })

  it('says which number does not fit', () => {
    const values = Float32Array.of(1, Infinity, NaN, 7e4, 8e4)
    expect(firstOverflow(values, toFloat16(values))).toBe(7e4)
    expect(firstOverflow(values.subarray(0, 3), toFloat16(values.subarray(0, 3)))).toBeUndefined()
  })
})
