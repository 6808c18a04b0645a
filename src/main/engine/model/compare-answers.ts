/**
 * The most that answers to the same image may differ at different batches, as a share of their size: sums may be taken in
 * another order then. On x64 ONNX Runtime's answers of a convolutional network are equal bit by bit in float32, float16
 * and 8 bits; elsewhere, 1e-6 of the scores is usual, and 1e-3 where a float16 or 8-bit rounding falls on the other side.
 * A network quantised dynamically, if only in its last layer, differs by 8e-3 and more.
 */
export const NOISE = 3e-3

/**
 * How far two answers lie apart: the Euclidean norm of their difference, as a share of the larger one's. Relative to the
 * answers, so that large logits may differ by more; over all classes, so that a single rounding counts for little.
 */
export function distance(a: Float32Array, b: Float32Array): number {
  let [difference, sizeA, sizeB] = [0, 0, 0]
  for (const [i, x] of a.entries()) {
    const y = b[i] ?? NaN
    if (Object.is(x, y)) {
      if (!Number.isFinite(x)) continue
    } else if (!Number.isFinite(x) || !Number.isFinite(y)) return Infinity
    difference += (x - y) ** 2
    sizeA += x ** 2
    sizeB += y ** 2
  }
  const size = Math.max(sizeA, sizeB)
  return size === 0 ? 0 : Math.sqrt(difference / size)
}
