/** Copies rows to where they lie without gaps. The target may overlap the source where it begins no later. */
export function copyRows(source: usize, sourceStride: usize, rows: u32, rowBytes: usize, target: usize): void {
  for (let row: u32 = 0; row < rows; row++) {
    memory.copy(target, source, rowBytes)
    source += sourceStride
    target += rowBytes
  }
}
