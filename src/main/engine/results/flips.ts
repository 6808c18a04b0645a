import { AcuityError } from '../../../shared/errors.ts'
import { FlipCell, type ClassFlips, type FlipRow, type Flips } from '../../../shared/flips.ts'
import { mcnemarExact, pairedDifference } from '../../../shared/metrics.ts'
import type { Database, Pair, RunRow } from '../db/index.ts'
import { shortestDecimal } from './shortest-decimal.ts'

/** @throws AcuityError `invalid-input` where both are the same run */
export function pairOf(first: RunRow, second: RunRow): Pair {
  if (first.id === second.id)
    throw new AcuityError('invalid-input', `Run ${first.id} cannot be paired with itself: name two runs.`)
  return {
    first: first.id,
    firstDataset: first.datasetId,
    firstGeneration: first.generation,
    second: second.id,
    secondDataset: second.datasetId,
    secondGeneration: second.generation,
  }
}

type Cells = Record<FlipCell, number>

/** How two runs answered the images that both have evaluated so far, altogether and class by class. */
export function flips(db: Database, first: RunRow, second: RunRow): Flips {
  const total = noImages()
  const byLabel = new Map<number, Cells>()
  for (const { label, cell, images } of db.flips.counts(pairOf(first, second))) {
    const own = byLabel.get(label) ?? noImages()
    byLabel.set(label, own)
    own[cell] += images
    total[cell] += images
  }
  const names = db.datasets.classes(first.datasetId)
  const classes = [...byLabel].flatMap(([label, cells]) => {
    const entry = names[label]
    return entry ? [{ ...entry, ...classFlips(cells) }] : []
  })
  return {
    first: first.id,
    second: second.id,
    images: sum(total),
    cells: total,
    top1: accuracies(total),
    p: mcnemarExact(total.lost, total.gained),
    classes: classes.toSorted((a, b) => a.gained - a.lost - (b.gained - b.lost) || a.index - b.index),
  }
}

/** Both answers to these rows of the first run, in their order. */
export function flipRows(db: Database, pair: Pair, images: readonly number[]): FlipRow[] {
  return db.flips.rows(pair, images).map(({ first, second, ...row }) => ({
    ...row,
    first: { ...first, p1: first.p1 === null ? null : shortestDecimal(first.p1) },
    second: { ...second, p1: second.p1 === null ? null : shortestDecimal(second.p1) },
  }))
}

const noImages = (): Cells => ({ 'both-right': 0, lost: 0, gained: 0, 'same-wrong': 0, 'different-wrong': 0 })
const sum = (cells: Cells) => FlipCell.options.reduce((images, cell) => images + cells[cell], 0)

function accuracies(cells: Cells): Flips['top1'] {
  const { 'both-right': both, lost, gained } = cells
  const images = sum(cells)
  const interval = pairedDifference(both, lost, gained, images - both - lost - gained)
  if (!interval) return null
  return {
    first: (both + lost) / images,
    second: (both + gained) / images,
    difference: (gained - lost) / images,
    interval,
  }
}

function classFlips(cells: Cells): Omit<ClassFlips, 'index' | 'wnid' | 'name'> {
  const { 'both-right': both, lost, gained } = cells
  const images = sum(cells)
  return {
    images,
    firstCorrect: both + lost,
    secondCorrect: both + gained,
    lost,
    gained,
    delta: (gained - lost) / images,
  }
}
