import { expect, it } from 'vitest'
import xxhash from 'xxhash-wasm'
import { loadKernel } from './index.ts'

const kernel = loadKernel()
kernel.memory.grow(2)
const memory = new Uint8Array(kernel.memory.buffer)
const xxh64 = (from: number, length: number) => BigInt.asUintN(64, kernel.xxh64(from, length))

it('sums nothing up to the specified sum', () => {
  expect(xxh64(0, 0).toString(16)).toBe('ef46db3751d8e999')
})

it('sums up as another implementation does, whatever the length and wherever the bytes begin', async () => {
  const other = await xxhash()
  memory.forEach((_, i) => (memory[i] = (i * 2654435761) >>> 13))
  const lengths = [...Array.from({ length: 200 }, (_, length) => length), 1023, 4096, 65_000]
  for (const length of lengths)
    for (const from of [0, 1, 64, 333])
      expect(xxh64(from, length), `${length} bytes from ${from}`).toBe(other.h64Raw(memory.slice(from, from + length)))
})
