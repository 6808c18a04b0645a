import { createHash } from 'node:crypto'
import type { Database, Drawable } from '../db/index.ts'

/**
 * Draws a sample that is stratified by class: of each class its share, rounded down, and one more of those whose share was
 * rounded down most (largest remainder), of which as of images, those come first whose hash with the seed is least. So a
 * larger sample by the same seed mostly holds a smaller one.
 * @param size of at most as many as there are images
 * @returns ids of `size` images, in no order
 * @see Cochran, Sampling Techniques (3rd edition, 1977), 5.3: proportional allocation
 */
export function drawSample(images: readonly Drawable[], size: number, seed: number): number[] {
  const classes = new Map<number, Drawable[]>()
  for (const image of images) {
    const known = classes.get(image.label)
    if (known) known.push(image)
    else classes.set(image.label, [image])
  }
  const shares = [...classes].map(([label, members]) => {
    const exact = (members.length * size) / images.length
    return { members, whole: Math.floor(exact), rest: exact - Math.floor(exact), key: keyOf(seed, `class ${label}`) }
  })
  let left = size - shares.reduce((sum, { whole }) => sum + whole, 0)
  const more = shares.toSorted((a, b) => b.rest - a.rest || byKey(a, b))
  return more.flatMap(({ members, whole }) => {
    const wanted = left-- > 0 ? whole + 1 : whole
    return members
      .map(({ id, bytes, content, path }) => ({ id, path, key: keyOf(seed, `${bytes} ${content ?? path}`) }))
      .toSorted((a, b) => byKey(a, b) || (a.path < b.path ? -1 : 1))
      .slice(0, wanted)
      .map(({ id }) => id)
  })
}

const keyOf = (seed: number, what: string) => createHash('sha256').update(`${seed} ${what}`).digest('hex')

const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : Number(a.key > b.key))

interface Drawn {
  id: number
  images: number
}

/**
 * The sample of a dataset as it is now, drawn anew unless it was before.
 * @returns null where it would hold all that there is
 */
export function settleSample(
  db: Database,
  { id: datasetId, generation }: { id: number; generation: number },
  { images, seed }: { images: number; seed: number },
): Drawn | null {
  const set = { datasetId, generation }
  const known = db.samples.find(set, { images, seed })
  if (known !== undefined) return { id: known, images }
  const all = db.samples.candidates(set)
  if (all.length <= images) return null
  const drawn = drawSample(all, images, seed)
  // Another process may have drawn it in the meantime.
  const id = db.transaction(
    () =>
      db.samples.find(set, { images, seed }) ?? db.samples.create(set, { images, drawnFrom: all.length, seed }, drawn),
  )
  return { id, images }
}
