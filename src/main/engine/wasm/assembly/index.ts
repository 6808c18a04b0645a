/**
 * What is done to every image's every byte, in WebAssembly: the resamplers, bit for bit those of
 * ../../image/specification, and what the crop cache does to a record. There is neither an allocator nor a garbage
 * collector: the caller lays out the memory. The resamplers load whole vectors past the bytes that matter, and store
 * them past those: every area of theirs is followed by room for that (../../image/kernel/kernel-memory.ts).
 */
export { copyRows } from './copy-rows'
export { pickPixels } from './nearest'
export { halve, interpolate } from './opencv'
export { averageCells, averageWhole } from './opencv-area'
export { interpolateCubic } from './opencv-cubic'
export { resampleColumns, resampleRows } from './pillow'
export { xxh64 } from './xxh64'
