/**
 * A pixel and the next one, bytes R G B, as 16-bit integers R0 R1 G0 G1 B0 B1 and two void ones. A swizzle would do the
 * same, but V8 builds its mask anew each time.
 */
export function pairPixels(from: usize): v128 {
  return i16x8.extend_low_i8x16_u(interleaveLow(v128.load64_zero(from), v128.load64_zero(from, 3)))
}

/** The lower eight bytes of each, in turns. */
export function interleaveLow(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
}

/** The upper eight bytes of each, in turns. */
export function interleaveHigh(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)
}
