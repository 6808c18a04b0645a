import { pairPixels } from './pixels'

/*
 * `cv::resize` with INTER_LINEAR for 8-bit images (modules/imgproc/src/resize.cpp): HResizeLinear and
 * VResizeLinear<uchar, int, short>, and ResizeAreaFast for the exact half.
 */

/**
 * Horizontal pass over one row. A table entry is the near pixel and the weights of it and of the next one, 16 bits
 * each. The sums lose the 4 bits that the vertical pass drops; each channel takes 32 bits, and 4 void bytes follow.
 */
function interpolateRow(source: usize, table: usize, width: i32, target: usize): void {
  const end = target + 12 * width
  for (; target < end; target += 12) {
    const sums = i32x4.dot_i16x8_s(pairPixels(source + 3 * load<i32>(table)), v128.load32_splat(table, 4))
    v128.store(target, i32x4.shr_u(sums, 4))
    table += 8
  }
}

/** Four samples between two rows, times 4: each product loses its low bits before they are added up. */
function between(upper: usize, upperWeight: v128, lower: usize, lowerWeight: v128): v128 {
  const above = i32x4.shr_u(i32x4.dot_i16x8_s(v128.load(upper), upperWeight), 16)
  const below = i32x4.shr_u(i32x4.dot_i16x8_s(v128.load(lower), lowerWeight), 16)
  return i32x4.add(above, below)
}

/** (sum + 2) >> 2 of eight sums, as 16-bit integers: half of it, rounded down, and half of that, rounded up. */
function quarter(a: v128, b: v128): v128 {
  return i16x8.avgr_u(i16x8.shr_u(i16x8.narrow_i32x4_s(a, b), 1), i16x8.splat(0))
}

/**
 * Both passes. An entry of the table down the columns has four words: near row, far row, near weight, far weight.
 * `lines` has room for two rows between the passes, each of `lineStride` bytes: neighbouring output rows share them.
 */
export function interpolate(
  source: usize,
  sourceStride: usize,
  across: usize,
  width: i32,
  down: usize,
  height: i32,
  lines: usize,
  lineStride: usize,
  target: usize,
): void {
  const rowBytes: usize = 3 * width
  let upper = lines
  let lower = lines + lineStride
  let upperRow = -1
  let lowerRow = -1
  for (let y = 0; y < height; y++) {
    const near = load<i32>(down)
    const far = load<i32>(down, 4)
    if (near != upperRow && near == lowerRow) {
      const line = upper
      upper = lower
      lower = line
      lowerRow = upperRow
      upperRow = near
    }
    if (near != upperRow) interpolateRow(source + <usize>near * sourceStride, across, width, upper)
    if (far != lowerRow) interpolateRow(source + <usize>far * sourceStride, across, width, lower)
    upperRow = near
    lowerRow = far
    // Samples have 32 bits here, of which the upper 16 are 0: a product of pairs is a product of samples.
    const nearWeight = v128.load32_splat(down, 8)
    const farWeight = v128.load32_splat(down, 12)
    for (let x: usize = 0; x < rowBytes; x += 16) {
      const a = upper + 4 * x
      const b = lower + 4 * x
      const sums0 = between(a, nearWeight, b, farWeight)
      const sums1 = between(a + 16, nearWeight, b + 16, farWeight)
      const sums2 = between(a + 32, nearWeight, b + 32, farWeight)
      const sums3 = between(a + 48, nearWeight, b + 48, farWeight)
      v128.store(target + x, i8x16.narrow_i16x8_u(quarter(sums0, sums1), quarter(sums2, sums3)))
    }
    down += 16
    target += rowBytes
  }
}

/** Mean of 2 × 2 pixels. */
export function halve(source: usize, sourceStride: usize, width: i32, height: i32, target: usize): void {
  for (let y = 0; y < height; y++) {
    let from = source
    const end = target + 3 * width
    while (target < end) {
      for (let channel = 0; channel < 3; channel++) {
        const upper = <i32>load<u8>(from) + <i32>load<u8>(from, 3)
        const lower = <i32>load<u8>(from + sourceStride) + <i32>load<u8>(from + sourceStride, 3)
        store<u8>(target++, (upper + lower + 2) >> 2)
        from++
      }
      from += 3
    }
    source += 2 * sourceStride
  }
}
