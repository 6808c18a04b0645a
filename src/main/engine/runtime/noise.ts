/** Pixels that are no picture but not blank either, the same every time (xorshift32, Marsaglia 2003). */
export function noise(bytes: number): Uint8Array {
  const pixels = new Uint8Array(bytes)
  let state = 0x9e3779b9
  for (let i = 0; i < bytes; i++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    pixels[i] = state
  }
  return pixels
}
