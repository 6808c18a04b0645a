/**
 * Fills `values` with numbers drawn uniformly from `centre` ± `bound`, the same ones every time (xorshift32, Marsaglia
 * 2003).
 * @param seed any 32-bit number but 0
 */
export function fillUniform(values: Float32Array, seed: number, centre: number, bound: number): void {
  let state = seed
  for (let i = 0; i < values.length; i++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    values[i] = centre + bound * (state / 2 ** 31)
  }
}
