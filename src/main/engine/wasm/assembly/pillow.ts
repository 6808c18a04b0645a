import { interleaveHigh, interleaveLow, pairPixels } from './pixels'

/*
 * Both passes of Pillow's libImaging/Resample.c (ImagingResampleHorizontal_8bpc, ImagingResampleVertical_8bpc).
 *
 * A weight of 22 bits is split into `high * 2^11 + low`, so that both parts and the samples are 16-bit integers, which
 * one instruction multiplies and adds in pairs. Arithmetic modulo 2^32 makes the parts' sums, put together again, the
 * very sum of Pillow's: that one fits into 32 bits.
 *
 * A table holds for each output sample its first input sample, and then for each pair of input samples two words: the
 * high parts of the pair's weights and the low parts. Every output sample has the same number of pairs.
 */
const WEIGHT_BITS: i32 = 22
const LOW_BITS: i32 = 11
const HALF: i32 = 1 << (WEIGHT_BITS - 1)

function joinParts(high: v128, low: v128): v128 {
  return i32x4.shr_s(i32x4.add(i32x4.shl(high, LOW_BITS), low), WEIGHT_BITS)
}

/** Sixteen sums as bytes, saturated as by `clip8`. */
function clip(a: v128, b: v128, c: v128, d: v128): v128 {
  return i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d))
}

/**
 * Horizontal pass over RGB rows, four at a time, for which each weight is loaded once. What is written for rows beyond
 * `rows` up to the next multiple of four is void, and so is the byte that follows each row.
 */
export function resampleRows(
  source: usize,
  sourceStride: usize,
  rows: i32,
  table: usize,
  width: i32,
  pairs: i32,
  target: usize,
  targetStride: usize,
): void {
  const entryBytes: usize = 4 + 8 * pairs
  for (let row = 0; row < rows; row += 4) {
    let entry = table
    const end = target + 3 * width
    for (let to = target; to < end; to += 3) {
      let from0 = source + 3 * load<i32>(entry)
      let from2 = from0 + 2 * sourceStride
      let high0 = i32x4.splat(0)
      let high1 = i32x4.splat(0)
      let high2 = i32x4.splat(0)
      let high3 = i32x4.splat(0)
      let low0 = i32x4.splat(HALF)
      let low1 = i32x4.splat(HALF)
      let low2 = i32x4.splat(HALF)
      let low3 = i32x4.splat(HALF)
      const next = entry + entryBytes
      entry += 4
      do {
        const high = v128.load32_splat(entry)
        const low = v128.load32_splat(entry, 4)
        const pixels0 = pairPixels(from0)
        const pixels1 = pairPixels(from0 + sourceStride)
        const pixels2 = pairPixels(from2)
        const pixels3 = pairPixels(from2 + sourceStride)
        high0 = i32x4.add(high0, i32x4.dot_i16x8_s(pixels0, high))
        high1 = i32x4.add(high1, i32x4.dot_i16x8_s(pixels1, high))
        high2 = i32x4.add(high2, i32x4.dot_i16x8_s(pixels2, high))
        high3 = i32x4.add(high3, i32x4.dot_i16x8_s(pixels3, high))
        low0 = i32x4.add(low0, i32x4.dot_i16x8_s(pixels0, low))
        low1 = i32x4.add(low1, i32x4.dot_i16x8_s(pixels1, low))
        low2 = i32x4.add(low2, i32x4.dot_i16x8_s(pixels2, low))
        low3 = i32x4.add(low3, i32x4.dot_i16x8_s(pixels3, low))
        from0 += 6
        from2 += 6
        entry += 8
      } while (entry < next)
      const bytes = clip(joinParts(high0, low0), joinParts(high1, low1), joinParts(high2, low2), joinParts(high3, low3))
      v128.store32_lane(to, bytes, 0)
      v128.store32_lane(to + targetStride, bytes, 1)
      v128.store32_lane(to + 2 * targetStride, bytes, 2)
      v128.store32_lane(to + 3 * targetStride, bytes, 3)
    }
    source += 4 * sourceStride
    target += 4 * targetStride
  }
}

/** Vertical pass over rows of bytes, sixteen columns at a time; up to fifteen void bytes follow the target. */
export function resampleColumns(
  source: usize,
  sourceStride: usize,
  table: usize,
  height: i32,
  pairs: i32,
  target: usize,
  rowBytes: usize,
): void {
  for (let y = 0; y < height; y++) {
    const rows = source + <usize>load<i32>(table) * sourceStride
    table += 4
    for (let x: usize = 0; x < rowBytes; x += 16) {
      let from = rows + x
      let entry = table
      let high0 = i32x4.splat(0)
      let high1 = i32x4.splat(0)
      let high2 = i32x4.splat(0)
      let high3 = i32x4.splat(0)
      let low0 = i32x4.splat(HALF)
      let low1 = i32x4.splat(HALF)
      let low2 = i32x4.splat(HALF)
      let low3 = i32x4.splat(HALF)
      for (let pair = 0; pair < pairs; pair++) {
        const high = v128.load32_splat(entry)
        const low = v128.load32_splat(entry, 4)
        const upper = v128.load(from)
        const lower = v128.load(from + sourceStride)
        const left = interleaveLow(upper, lower)
        const right = interleaveHigh(upper, lower)
        const samples0 = i16x8.extend_low_i8x16_u(left)
        const samples1 = i16x8.extend_high_i8x16_u(left)
        const samples2 = i16x8.extend_low_i8x16_u(right)
        const samples3 = i16x8.extend_high_i8x16_u(right)
        high0 = i32x4.add(high0, i32x4.dot_i16x8_s(samples0, high))
        high1 = i32x4.add(high1, i32x4.dot_i16x8_s(samples1, high))
        high2 = i32x4.add(high2, i32x4.dot_i16x8_s(samples2, high))
        high3 = i32x4.add(high3, i32x4.dot_i16x8_s(samples3, high))
        low0 = i32x4.add(low0, i32x4.dot_i16x8_s(samples0, low))
        low1 = i32x4.add(low1, i32x4.dot_i16x8_s(samples1, low))
        low2 = i32x4.add(low2, i32x4.dot_i16x8_s(samples2, low))
        low3 = i32x4.add(low3, i32x4.dot_i16x8_s(samples3, low))
        entry += 8
        from += 2 * sourceStride
      }
      const bytes = clip(joinParts(high0, low0), joinParts(high1, low1), joinParts(high2, low2), joinParts(high3, low3))
      v128.store(target + x, bytes)
    }
    table += 8 * pairs
    target += rowBytes
  }
}
