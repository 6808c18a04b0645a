/*
 * `cv::resize` with INTER_AREA for 8-bit images (modules/imgproc/src/resize.cpp): ResizeArea_<uchar, float>, and
 * ResizeAreaFast_ for whole numbers. A line of floats between the passes has four of each pixel, the last one void.
 */

/** The bytes R, G, B of a pixel, and a void one, as 32-bit integers. */
function channelsOf(pixel: usize): v128 {
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(pixel)))
}

/** A pixel from floats, rounded half to even; the byte behind it is void. */
function storePixel(target: usize, channels: v128): void {
  const samples = i32x4.trunc_sat_f32x4_s(f32x4.nearest(channels))
  const words = i16x8.narrow_i32x4_s(samples, samples)
  v128.store32_lane(target, i8x16.narrow_i16x8_u(words, words), 0)
}

/**
 * Horizontal pass over one row. A table entry has the bytes before the first pixel, the number of pixels, and a float for
 * each.
 */
function averageRow(source: usize, table: usize, width: i32, line: usize): void {
  const end = line + 16 * width
  for (; line < end; line += 16) {
    let pixel = source + <usize>load<i32>(table)
    const weightsEnd = table + 8 + 4 * load<i32>(table, 4)
    let sum = f32x4.splat(0)
    for (table += 8; table < weightsEnd; table += 4) {
      sum = f32x4.add(sum, f32x4.mul(f32x4.convert_i32x4_s(channelsOf(pixel)), v128.load32_splat(table)))
      pixel += 3
    }
    v128.store(line, sum)
  }
}

/**
 * Both passes. An entry of the table down the columns has the first row, the number of rows, and a float for each. `lines`
 * has room for the row that was averaged last, and for the sums of rows. Neighbouring output rows may share a row.
 */
export function averageCells(
  source: usize,
  sourceStride: usize,
  across: usize,
  width: i32,
  down: usize,
  height: i32,
  lines: usize,
  target: usize,
): void {
  const lineBytes: usize = 16 * width
  const sums = lines + lineBytes
  let averaged = -1
  for (let y = 0; y < height; y++) {
    let row = load<i32>(down)
    const end = row + load<i32>(down, 4)
    memory.fill(sums, 0, lineBytes)
    for (down += 8; row < end; row++) {
      if (row != averaged) averageRow(source + <usize>row * sourceStride, across, width, lines)
      averaged = row
      const weight = v128.load32_splat(down)
      for (let at: usize = 0; at < lineBytes; at += 16) {
        v128.store(sums + at, f32x4.add(v128.load(sums + at), f32x4.mul(v128.load(lines + at), weight)))
      }
      down += 4
    }
    for (let at = sums; at < sums + lineBytes; at += 16) {
      storePixel(target, v128.load(at))
      target += 3
    }
  }
}

/** Means of `across` × `down` pixels each. */
export function averageWhole(
  source: usize,
  sourceStride: usize,
  across: i32,
  down: i32,
  width: i32,
  height: i32,
  target: usize,
): void {
  const share = f32x4.splat(<f32>1 / <f32>(across * down))
  for (let y = 0; y < height; y++) {
    let from = source
    for (let x = 0; x < width; x++) {
      let sum = i32x4.splat(0)
      for (let row = 0; row < down; row++) {
        const begin = from + <usize>row * sourceStride
        const end = begin + 3 * across
        for (let pixel = begin; pixel < end; pixel += 3) sum = i32x4.add(sum, channelsOf(pixel))
      }
      storePixel(target, f32x4.mul(f32x4.convert_i32x4_s(sum), share))
      from += 3 * across
      target += 3
    }
    source += <usize>down * sourceStride
  }
}
