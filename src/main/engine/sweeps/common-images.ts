import type { PackedAnswers } from '../db/index.ts'

/**
 * The images that all of several runs have evaluated.
 * @returns of each run the positions of these images in its columns, in order of the images' ids
 */
export function commonImages(runs: readonly PackedAnswers[]): Int32Array[] {
  const [first, ...others] = runs
  if (!first) return []
  if (others.every(({ images }) => isSame(first.images, images))) return runs.map(() => everyPosition(first.images))
  const length = Math.min(...runs.map(({ images }) => images.length))
  const positions = runs.map(() => new Int32Array(length))
  const at = others.map(() => 0)
  let found = 0
  for (let i = 0; i < first.images.length; i++) {
    const image = first.images[i] ?? 0
    let isCommon = true
    for (let other = 0; other < others.length && isCommon; other++) {
      const images = others[other]?.images ?? first.images
      let position = at[other] ?? 0
      while ((images[position] ?? Infinity) < image) position++
      at[other] = position
      isCommon = images[position] === image
    }
    if (!isCommon) continue
    for (let run = 0; run < positions.length; run++) {
      const own = positions[run]
      if (own) own[found] = run === 0 ? i : (at[run - 1] ?? 0)
    }
    found++
  }
  return positions.map((own) => own.subarray(0, found))
}

/** As it mostly is, once a sweep is done. */
function isSame(one: Int32Array, other: Int32Array): boolean {
  if (one.length !== other.length) return false
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false
  return true
}

export function everyPosition({ length }: Int32Array): Int32Array {
  const positions = new Int32Array(length)
  for (let at = 0; at < length; at++) positions[at] = at
  return positions
}
