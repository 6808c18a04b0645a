import { interleaveHigh, interleaveLow } from './pixels'

/**
 * Transposes blocks of bytes: eight rows of sixteen become sixteen rows of eight. What is interleaved three times is
 * transposed.
 *
 * @param source the first block, whose rows are `sourceStride` bytes apart; each block begins `sourceStep` bytes later
 * @param target where the first block goes, likewise
 */
export function transpose(
  source: usize,
  sourceStride: usize,
  sourceStep: usize,
  blocks: i32,
  target: usize,
  targetStride: usize,
  targetStep: usize,
): void {
  for (let block = 0; block < blocks; block++) {
    const source4 = source + 4 * sourceStride
    const row0 = v128.load(source)
    const row1 = v128.load(source + sourceStride)
    const row2 = v128.load(source + 2 * sourceStride)
    const row3 = v128.load(source + 3 * sourceStride)
    const row4 = v128.load(source4)
    const row5 = v128.load(source4 + sourceStride)
    const row6 = v128.load(source4 + 2 * sourceStride)
    const row7 = v128.load(source4 + 3 * sourceStride)
    const low04 = interleaveLow(row0, row4)
    const low26 = interleaveLow(row2, row6)
    const low15 = interleaveLow(row1, row5)
    const low37 = interleaveLow(row3, row7)
    const high04 = interleaveHigh(row0, row4)
    const high26 = interleaveHigh(row2, row6)
    const high15 = interleaveHigh(row1, row5)
    const high37 = interleaveHigh(row3, row7)
    const step: usize = 4 * targetStride
    storeFour(target, targetStride, interleaveLow(low04, low26), interleaveLow(low15, low37))
    storeFour(target + step, targetStride, interleaveHigh(low04, low26), interleaveHigh(low15, low37))
    storeFour(target + 2 * step, targetStride, interleaveLow(high04, high26), interleaveLow(high15, high37))
    storeFour(target + 3 * step, targetStride, interleaveHigh(high04, high26), interleaveHigh(high15, high37))
    source += sourceStep
    target += targetStep
  }
}

/** Four rows of eight bytes, from those of the even source rows and those of the odd. */
function storeFour(target: usize, stride: usize, even: v128, odd: v128): void {
  const first = interleaveLow(even, odd)
  const second = interleaveHigh(even, odd)
  v128.store64_lane(target, first, 0)
  v128.store64_lane(target + stride, first, 1)
  v128.store64_lane(target + 2 * stride, second, 0)
  v128.store64_lane(target + 3 * stride, second, 1)
}
