import { wilson } from '../../../shared/metrics.ts'
import { binEdges, objectBin, type ObjectBin, type ObjectCurves } from '../../../shared/object-size.ts'
import type { Database } from '../db/index.ts'
import { objectSide, packedAnswers } from '../results/index.ts'
import { commonImages } from './common-images.ts'
import type { SweepLine } from './sweep-lines.ts'

/** Images whose objects are measured at a time: some ten milliseconds' worth. */
const PAGE = 2000

/** What a bin holds at one size. */
interface Counts {
  images: number
  correct: number
  /** Of the objects' sides. */
  sides: number
}

/** Of one size, by the bin's number. */
type Bins = Map<number, Counts>

/** How a model's accuracy at each size depends on the objects' size for the network; other work gets its turn meanwhile. */
export async function objectCurves(db: Database, { model, runs, sizes }: SweepLine): Promise<ObjectCurves> {
  const answers = await Promise.all(runs.map(({ id }) => packedAnswers(db, id)))
  const positions = commonImages(answers)
  const ids = Array.from(positions[0] ?? [], (at) => answers[0]?.images[at] ?? 0)
  const bins = runs.map((): Bins => new Map())
  let images = 0
  for (let start = 0; start < ids.length; start += PAGE) {
    const page = ids.slice(start, start + PAGE)
    const boxed = db.boxes.between(page[0] ?? 0, page.at(-1) ?? 0)
    for (const [i, id] of page.entries()) {
      const image = boxed.get(id)
      if (!image) continue
      images++
      for (const [size, { settings }] of runs.entries()) {
        const rank = answers[size]?.ranks[positions[size]?.[start + i] ?? -1]
        count(bins[size], objectSide(image.boxes, image, settings.recipe), rank === 0)
      }
    }
    await new Promise(setImmediate)
  }
  const shares = sharesOf(bins)
  const curves = runs.map(({ id: run }, i) => {
    const own = [...(bins[i] ?? [])].toSorted(([a], [b]) => a - b)
    const correct = own.reduce((sum, [, { correct }]) => sum + correct, 0)
    const expected = own.reduce((sum, [bin, { images }]) => sum + images * (shares.get(bin) ?? 0), 0)
    const shareOf = (count: number) => (images === 0 ? null : count / images)
    return { run, size: sizes[i] ?? '', top1: shareOf(correct), expected: shareOf(expected), bins: own.map(toFigures) }
  })
  return { model, evaluated: ids.length, images, curves }
}

function count(bins: Bins | undefined, side: number, isRight: boolean): void {
  const bin = objectBin(side)
  const counts = bins?.get(bin) ?? { images: 0, correct: 0, sides: 0 }
  bins?.set(bin, counts)
  counts.images++
  counts.sides += side
  if (isRight) counts.correct++
}

function toFigures([bin, { images, correct, sides }]: readonly [number, Counts]): ObjectBin {
  const figures = { side: sides / images, images, correct, top1: correct / images }
  return { ...binEdges(bin), ...figures, interval: wilson(correct, images) ?? [0, 1] }
}

/** The share of each bin's images that is right, over all sizes. */
function sharesOf(bins: readonly Bins[]): Map<number, number> {
  const all = new Map<number, { images: number; correct: number }>()
  for (const [bin, { images, correct }] of bins.flatMap((ofSize) => [...ofSize])) {
    const before = all.get(bin) ?? { images: 0, correct: 0 }
    all.set(bin, { images: before.images + images, correct: before.correct + correct })
  }
  return new Map([...all].map(([bin, { images, correct }]) => [bin, correct / images]))
}
