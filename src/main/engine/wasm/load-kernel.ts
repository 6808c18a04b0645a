import { readFileSync } from 'node:fs'
import { AcuityError } from '../../../shared/errors.ts'
import { isSealed } from './seal.ts'
import { compileWebAssembly, instantiateWebAssembly, type WebAssemblyMemory } from './web-assembly.ts'

/**
 * What `assembly/index.ts` exports. Addresses and lengths are unsigned 32 bits. Each family of resamplers says what it
 * calls where it calls it (../image/kernel).
 */
export interface KernelExports {
  readonly memory: WebAssemblyMemory
  copyRows(source: number, sourceStride: number, rows: number, rowBytes: number, target: number): void
  /** 64 bits, as a signed integer. */
  xxh64(address: number, length: number): bigint
}

let module: object | undefined

/**
 * A new instance, with a memory of its own.
 *
 * @throws AcuityError where the kernel was not compiled, or is damaged: it would make other pixels
 */
export function loadKernel(): KernelExports {
  module ??= compileWebAssembly(readKernel())
  return instantiateWebAssembly(module, {}) as KernelExports
}

/** The file lies beside this one, and beside the bundle that this one becomes part of. */
function readKernel(): Uint8Array {
  const file = new URL('./kernel.wasm', import.meta.url)
  let bytes: Uint8Array
  try {
    bytes = readFileSync(file)
  } catch (cause) {
    throw new AcuityError('internal', `The kernel ${file.pathname} is missing: run npm run prepare.`, { cause })
  }
  if (isSealed(bytes)) return bytes
  throw new AcuityError(
    'internal',
    `The kernel ${file.pathname} is damaged: run npm run prepare, or install Acuity again.`,
  )
}
