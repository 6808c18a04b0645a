/**
 * The resamplers in WebAssembly SIMD, bit for bit those of ../../specification. There is neither an allocator nor a
 * garbage collector: the caller lays out the memory (../kernel.ts). Loads of whole vectors read past the bytes that
 * matter, and stores write past them: every area is followed by room for that.
 */
export { resampleColumns, resampleRows } from './pillow'
export { halve, interpolate } from './opencv'
