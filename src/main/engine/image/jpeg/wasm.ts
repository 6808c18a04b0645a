import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { ImageFault } from '../../../../shared/skip.ts'
import { CHANNELS, TJPF, type DecompressOptions, type JpegBackend } from './backend.ts'
import type { Size } from '../rgb-image.ts'
import { compileWebAssembly, instantiateWebAssembly, type WebAssemblyMemory } from '../../wasm/index.ts'

// libjpeg-turbo 2, turbojpeg.h
const TJFLAG_STOPONWARNING = 8192

/** WebAssembly memory never shrinks: after an image that made it larger than this, the next one gets a new instance. */
const MAX_KEPT_BYTES = 128 << 20

/** What @cwasm/jpeg-turbo's module exports. Pointers and sizes are unsigned 32 bits. */
interface TurboJpeg {
  readonly memory: WebAssemblyMemory
  malloc(bytes: number): number
  free(pointer: number): void
  tjInitDecompress(): number
  tjDestroy(handle: number): number
  tjDecompressHeader3(
    ...pointers: [handle: number, jpeg: number, length: number, w: number, h: number, sub: number, colors: number]
  ): number
  tjDecompress2(
    ...args: [
      h: number,
      jpeg: number,
      length: number,
      out: number,
      w: number,
      pitch: number,
      h: number,
      pixelFormat: number,
      flags: number,
    ]
  ): number
}

/** libjpeg's error exit: the C stack is left as it is, so the instance that raised this must not be used again. */
class LongJump extends Error {}

const imports = {
  env: {
    setjmp: () => 0,
    longjmp: () => {
      throw new LongJump()
    },
  },
  wasi_snapshot_preview1: Object.fromEntries(
    ['environ_sizes_get', 'environ_get', 'proc_exit', 'fd_close', 'fd_seek', 'fd_write'].map((name) => [name, () => 0]),
  ),
}

/** Runs the WebAssembly build of libjpeg-turbo in @cwasm/jpeg-turbo: bit-exact too, about a third of the speed. */
export function openWasmJpeg(): JpegBackend {
  const file = createRequire(import.meta.url).resolve('@cwasm/jpeg-turbo/jpeg-turbo.wasm')
  const module = compileWebAssembly(readFileSync(file))
  let decompressor: Decompressor | undefined
  return {
    name: 'libjpeg-turbo (WebAssembly)',
    copies: true,
    decompress(bytes: Uint8Array, size: Size, options: DecompressOptions, pixels: Uint8Array) {
      const current = (decompressor ??= new Decompressor(module))
      // Only an instance that got to the end of a decode is fit for another.
      decompressor = undefined
      const result = current.decompress(bytes, size, options, pixels)
      if (result.reusable) decompressor = current
      return result
    },
  }
}

class Decompressor {
  readonly #api: TurboJpeg
  readonly #messageAt: number

  constructor(module: object) {
    this.#api = instantiateWebAssembly(module, imports) as TurboJpeg
    // turbojpeg.c's message buffer has no accessor here, but its initial content tells where it lies.
    this.#messageAt = Buffer.from(this.#api.memory.buffer).indexOf('\0No error\0\0') + 1
  }

  decompress(bytes: Uint8Array, size: Size, { output, stopAtWarning }: DecompressOptions, pixels: Uint8Array) {
    const api = this.#api
    const handle = api.tjInitDecompress()
    const jpeg = this.#allocate(bytes.length)
    const out = this.#allocate(pixels.length)
    this.#view(jpeg, bytes.length).set(bytes)
    if (stopAtWarning) this.#view(out, pixels.length).set(pixels)

    let warning: string | null = 'stopped'
    try {
      this.#checkSize(handle, jpeg, bytes.length, size)
      const flags = stopAtWarning ? TJFLAG_STOPONWARNING : 0
      const pitch = size.width * CHANNELS[output]
      const { width, height } = size
      const status = api.tjDecompress2(handle, jpeg, bytes.length, out, width, pitch, height, TJPF[output], flags)
      warning = status === 0 ? null : this.#message()
    } catch (thrown) {
      if (!(thrown instanceof LongJump && stopAtWarning)) throw this.#fault(thrown)
    }
    pixels.set(this.#view(out, pixels.length))
    api.free(out)
    api.free(jpeg)
    api.tjDestroy(handle)
    return { warning, reusable: !stopAtWarning && api.memory.buffer.byteLength <= MAX_KEPT_BYTES }
  }

  /** tjDecompress2 would scale to whatever size it is given: so libjpeg's own reading of the header must agree. */
  #checkSize(handle: number, jpeg: number, length: number, size: Size): void {
    const info = this.#allocate(16)
    const fields = [info, info + 4, info + 8, info + 12] as const
    this.#api.tjDecompressHeader3(handle, jpeg, length, ...fields)
    const [width, height] = new Uint32Array(this.#api.memory.buffer, info, 2)
    this.#api.free(info)
    if (width !== size.width || height !== size.height) {
      throw new ImageFault('bad-header', `libjpeg-turbo reads ${String(width)} × ${String(height)} pixels`)
    }
  }

  #allocate(length: number): number {
    const pointer = this.#api.malloc(length) >>> 0
    if (pointer === 0) throw new ImageFault('too-large', 'the WebAssembly decoder ran out of memory')
    return pointer
  }

  #view(pointer: number, length: number): Uint8Array {
    return new Uint8Array(this.#api.memory.buffer, pointer, length)
  }

  /** What it last said. */
  #message(): string {
    const message = Buffer.from(this.#api.memory.buffer, this.#messageAt, 200).toString('latin1')
    return message.slice(0, message.indexOf('\0'))
  }

  #fault(thrown: unknown): ImageFault {
    if (thrown instanceof ImageFault) return thrown
    if (!(thrown instanceof LongJump)) return new ImageFault('undecodable', `libjpeg-turbo: ${String(thrown)}`)
    return new ImageFault('undecodable', `libjpeg-turbo: ${this.#message()}`)
  }
}
