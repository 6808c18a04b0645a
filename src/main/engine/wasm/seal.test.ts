import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { isSealed, sealed } from './seal.ts'
import { compileWebAssembly, instantiateWebAssembly } from './web-assembly.ts'

const kernel = readFileSync(path.join(import.meta.dirname, 'kernel.wasm'))

it('a kernel that is not to the last bit what was compiled is told', () => {
  expect(isSealed(kernel)).toBe(true)
  for (let at = 0; at < kernel.length; at += 7) {
    const flipped = Buffer.from(kernel)
    flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8))
    expect(isSealed(flipped)).toBe(false)
  }
  for (const length of [0, 10, 40, kernel.length - 1]) expect(isSealed(kernel.subarray(0, length))).toBe(false)
})

it('WebAssembly passes over the seal', () => {
  const module = sealed(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0))
  expect(isSealed(module)).toBe(true)
  expect(instantiateWebAssembly(compileWebAssembly(module), {})).toEqual({})
})
