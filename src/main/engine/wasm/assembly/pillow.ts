import { transpose } from './transpose'

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

/** Rows that the horizontal pass takes at a time, transposed eight by eight: kernel/pillow.ts has the same number. */
const STRIP_ROWS: usize = 16

/**
 * Vertical pass over rows of `rowBytes` samples, eight columns at a time; up to seven void bytes follow the target.
 *
 * @param source where input sample 0 of the table would lie, if it were there
 */
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
    let from = source + <usize>load<i32>(table) * sourceStride
    const weights = table + 4
    table = weights + 8 * pairs
    const end = target + rowBytes
    for (let to = target; to < end; to += 8) {
      let high = v128.load32_splat(weights)
      let low = v128.load32_splat(weights, 4)
      let first = v128.load8x8_u(from)
      let second = v128.load8x8_u(from + sourceStride)
      let left = interleave16Low(first, second)
      let right = interleave16High(first, second)
      let highLeft = i32x4.dot_i16x8_s(left, high)
      let highRight = i32x4.dot_i16x8_s(right, high)
      let lowLeft = i32x4.dot_i16x8_s(left, low)
      let lowRight = i32x4.dot_i16x8_s(right, low)
      let next = from
      for (let entry = weights + 8; entry < table; entry += 8) {
        next += 2 * sourceStride
        high = v128.load32_splat(entry)
        low = v128.load32_splat(entry, 4)
        first = v128.load8x8_u(next)
        second = v128.load8x8_u(next + sourceStride)
        left = interleave16Low(first, second)
        right = interleave16High(first, second)
        highLeft = i32x4.add(highLeft, i32x4.dot_i16x8_s(left, high))
        highRight = i32x4.add(highRight, i32x4.dot_i16x8_s(right, high))
        lowLeft = i32x4.add(lowLeft, i32x4.dot_i16x8_s(left, low))
        lowRight = i32x4.add(lowRight, i32x4.dot_i16x8_s(right, low))
      }
      v128.store64_lane(to, clip(joinParts(highLeft, lowLeft), joinParts(highRight, lowRight)), 0)
      from += 8
    }
    target = end
  }
}

/** Sums in halves, rounded down. */
function joinParts(high: v128, low: v128): v128 {
  return i32x4.shr_s(i32x4.add(i32x4.shl(high, LOW_BITS), low), WEIGHT_BITS - 1)
}

/** Eight sums, from halves, as bytes, rounded and saturated as by `clip8`: what is negative is 0 at once. */
function clip(left: v128, right: v128): v128 {
  const sums = i16x8.avgr_u(i16x8.narrow_i32x4_u(left, right), i16x8.splat(0))
  return i8x16.narrow_i16x8_u(sums, sums)
}

function interleave16Low(a: v128, b: v128): v128 {
  return i16x8.shuffle(a, b, 0, 8, 1, 9, 2, 10, 3, 11)
}

function interleave16High(a: v128, b: v128): v128 {
  return i16x8.shuffle(a, b, 4, 12, 5, 13, 6, 14, 7, 15)
}

/**
 * Horizontal pass over RGB rows, sixteen at a time: the vertical one over their columns. What is written for rows
 * beyond `rows` up to the next multiple of sixteen is void, and so are up to seven bytes behind each row.
 *
 * @param source the first byte that the table's first entry reads, of the first row
 * @param rowBytes how many bytes of each row the table reads
 * @param strip room for those of sixteen rows
 * @param columns room for sixteen rows of output
 */
export function resampleRows(
  source: usize,
  sourceStride: usize,
  rows: i32,
  rowBytes: usize,
  table: usize,
  width: i32,
  pairs: i32,
  strip: usize,
  columns: usize,
  target: usize,
  targetStride: usize,
): void {
  const pixelBytes: usize = 3 * STRIP_ROWS
  const origin = strip - pixelBytes * load<i32>(table)
  const blocks = <i32>((rowBytes + 15) / 16)
  const columnBlocks = (3 * width + 7) / 8
  for (let row = 0; row < rows; row += <i32>STRIP_ROWS) {
    transpose(source, sourceStride, 16, blocks, strip, STRIP_ROWS, 16 * STRIP_ROWS)
    transpose(source + 8 * sourceStride, sourceStride, 16, blocks, strip + 8, STRIP_ROWS, 16 * STRIP_ROWS)
    resampleColumns(origin, pixelBytes, table, width, pairs, columns, pixelBytes)
    transpose(columns, STRIP_ROWS, 8 * STRIP_ROWS, columnBlocks, target, targetStride, 8)
    source += STRIP_ROWS * sourceStride
    target += STRIP_ROWS * targetStride
  }
}
