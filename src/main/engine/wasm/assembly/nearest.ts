/**
 * Takes pixels by their places: of each column the bytes before it in a row, of each row its number, a word each. A pixel
 * is stored with one byte more, which the next one overwrites.
 */
export function pickPixels(
  source: usize,
  sourceStride: usize,
  across: usize,
  width: i32,
  down: usize,
  height: i32,
  target: usize,
): void {
  const rowBytes: usize = 3 * width
  const columnsEnd = across + 4 * width
  for (let y = 0; y < height; y++) {
    const from = source + <usize>load<i32>(down) * sourceStride
    let to = target
    for (let column = across; column < columnsEnd; column += 4) {
      store<u32>(to, load<u32>(from + <usize>load<i32>(column)))
      to += 3
    }
    down += 4
    target += rowBytes
  }
}
