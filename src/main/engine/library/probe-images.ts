import { noise } from '../runtime/index.ts'

/** Images that are nothing alike: noise, a dark grey, and stripes from black to white. */
const makers: readonly ((side: number) => Uint8Array)[] = [
  (side) => noise(side * side * 3),
  (side) => new Uint8Array(side * side * 3).fill(48),
  (side) => {
    const pixels = new Uint8Array(side * side * 3)
    for (let at = 0; at < pixels.length; at++) pixels[at] = Math.floor((8 * (Math.floor(at / 3) % side)) / side) * 36
    return pixels
  },
]

/** Images by their numbers, from 0 to 2, one after another: uint8 HWC, `side` × `side` × 3 bytes each. */
export function probeImages(images: readonly number[], side: number): Uint8Array {
  const made = new Map([...new Set(images)].map((image) => [image, makers[image]?.(side)]))
  const pixels = new Uint8Array(images.length * side * side * 3)
  for (const [i, image] of images.entries()) pixels.set(made.get(image) ?? [], i * side * side * 3)
  return pixels
}
