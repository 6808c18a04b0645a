import { hash } from 'node:crypto'

/** The name of a section that WebAssembly passes over: what it holds is of no meaning to it. */
const NAME = Buffer.from('sha256')
const SUM_BYTES = 32
/** Such a section's number, its length, and its name behind the name's length. */
const HEAD = Buffer.from([0, 1 + NAME.length + SUM_BYTES, NAME.length, ...NAME])

/** A module with the SHA-256 of all of it in a last section. */
export function sealed(module: Uint8Array): Buffer {
  return Buffer.concat([module, HEAD, hash('sha256', module, 'buffer')])
}

/** Whether a module is, to the last bit, what was sealed. */
export function isSealed(module: Uint8Array): boolean {
  const end = module.length - HEAD.length - SUM_BYTES
  return end > 0 && sealed(module.subarray(0, end)).equals(module)
}
