/** Bytes R0 G0 B0 R1 G1 B1 as 16-bit integers R0 R1 G0 G1 B0 B1 0 0: an index out of range gives 0. */
export function pairPixels(from: usize): v128 {
  return i8x16.swizzle(v128.load64_zero(from), i8x16(0, -1, 3, -1, 1, -1, 4, -1, 2, -1, 5, -1, -1, -1, -1, -1))
}

/** Saturates four times four integers to sixteen bytes. */
export function clip(a: v128, b: v128, c: v128, d: v128): v128 {
  return i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d))
}
