import { pairPixels } from './pixels'

/*
 * `cv::resize` with INTER_CUBIC for 8-bit images (modules/imgproc/src/resize.cpp): HResizeCubic in fixed point, and
 * VResizeCubicVec_32s8u in floats, as far as a row of the whole result fills vectors of eight, with VResizeCubic behind.
 */

/** Bits after the point where both passes' weights are multiplied in. */
const BITS: i32 = 22

/**
 * Horizontal pass over one row. A table entry has the first of four pixels, and their weights, 16 bits each. Each channel
 * takes 32 bits, and 4 void bytes follow.
 */
function interpolateRow(source: usize, table: usize, width: i32, target: usize): void {
  const end = target + 12 * width
  for (; target < end; target += 12) {
    const from = source + 3 * load<i32>(table)
    const first = i32x4.dot_i16x8_s(pairPixels(from), v128.load32_splat(table, 4))
    const second = i32x4.dot_i16x8_s(pairPixels(from + 6), v128.load32_splat(table, 8))
    v128.store(target, i32x4.add(first, second))
    table += 12
  }
}

/** A line's four sums as floats, times a weight. */
function weigh(line: usize, weight: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(v128.load(line)), weight)
}

/** Four samples between four lines: the last one's product first, as OpenCV adds them up. */
function between(a: usize, b: usize, c: usize, d: usize, weights: usize): v128 {
  let sum = f32x4.add(weigh(c, v128.load32_splat(weights, 8)), weigh(d, v128.load32_splat(weights, 12)))
  sum = f32x4.add(weigh(b, v128.load32_splat(weights, 4)), sum)
  sum = f32x4.add(weigh(a, v128.load32_splat(weights)), sum)
  return i32x4.trunc_sat_f32x4_s(f32x4.nearest(sum))
}

/** Weights of the vertical pass as floats, without the bits behind the point. */
function asFloats(weights: usize): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(v128.load(weights)), f32x4.splat(<f32>1 / <f32>(1 << BITS)))
}

/**
 * Both passes. An entry of the table down the columns has eight words: four rows and their weights. `lines` has room for
 * four rows between the passes, each of `lineStride` bytes, and for a vector: a row is in the place that its number gives it.
 *
 * @param inFloats how many bytes of a row come from vectors of eight
 */
export function interpolateCubic(
  source: usize,
  sourceStride: usize,
  across: usize,
  width: i32,
  down: usize,
  height: i32,
  lines: usize,
  lineStride: usize,
  inFloats: i32,
  target: usize,
): void {
  const rowBytes: usize = 3 * width
  const weights = lines + 4 * lineStride
  let next = load<i32>(down)
  for (let y = 0; y < height; y++) {
    const first = load<i32>(down)
    const last = load<i32>(down, 12)
    if (next < first) next = first
    for (; next <= last; next++) {
      interpolateRow(source + <usize>next * sourceStride, across, width, lines + <usize>(next & 3) * lineStride)
    }
    const a = lines + <usize>(first & 3) * lineStride
    const b = lines + <usize>(load<i32>(down, 4) & 3) * lineStride
    const c = lines + <usize>(load<i32>(down, 8) & 3) * lineStride
    const d = lines + <usize>(last & 3) * lineStride
    v128.store(weights, asFloats(down + 16))
    for (let x: usize = 0; x < <usize>inFloats; x += 8) {
      const at: usize = 4 * x
      const left = between(a + at, b + at, c + at, d + at, weights)
      const right = between(a + at + 16, b + at + 16, c + at + 16, d + at + 16, weights)
      const samples = i16x8.narrow_i32x4_s(left, right)
      v128.store64_lane(target + x, i8x16.narrow_i16x8_u(samples, samples), 0)
    }
    for (let x = <usize>inFloats; x < rowBytes; x++) {
      const at: usize = 4 * x
      const sum =
        load<i32>(a + at) * load<i32>(down, 16) +
        load<i32>(b + at) * load<i32>(down, 20) +
        load<i32>(c + at) * load<i32>(down, 24) +
        load<i32>(d + at) * load<i32>(down, 28)
      store<u8>(target + x, <u8>min(max((sum + (1 << (BITS - 1))) >> BITS, 0), 255))
    }
    down += 32
    target += rowBytes
  }
}
