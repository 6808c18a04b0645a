import { CALIBRATION_BINS, summariseCalibration, type ConfidenceCount } from '../../../shared/calibration.ts'
import type { Request } from '../../../shared/contract.ts'
import { mcnemarExact, pairedDifference, wilson } from '../../../shared/metrics.ts'
import type { CurveLine, CurveLoss, CurvePoint } from '../../../shared/sweep-curve.ts'
import type { Database, EvaluatedRow, PackedAnswers } from '../db/index.ts'
import { packedAnswers } from '../results/index.ts'
import { commonImages, everyPosition } from './common-images.ts'
import { sweepLines, type SweepLine } from './sweep-lines.ts'

type Measure = Pick<Request<'sweeps.curve'>, 'y' | 'classes'>

/** The lines of a sweep, each point with what was counted for it so far. */
export function sweepCurve(db: Database, sweep: number, measure: Measure): Promise<CurveLine[]> {
  return Promise.all(sweepLines(db, sweep).map((line) => curveLine(db, line, measure)))
}

async function curveLine(db: Database, { model, runs, sizes }: SweepLine, measure: Measure): Promise<CurveLine> {
  const answers = await Promise.all(runs.map(({ id }) => packedAnswers(db, id)))
  const points = runs.map((run, i): CurvePoint => {
    const own = answers[i]
    return { run: run.id, size: sizes[i] ?? '', ...(own ? valueOf(run, own, measure) : noValue) }
  })
  const begun = points.flatMap(({ run, size }, i) => {
    const own = answers[i]
    return own && own.images.length > 0 ? [{ run, size, answers: own }] : []
  })
  return { model, points, loss: measure.y === 'ece' || begun.length < 2 ? null : lossOf(begun, measure) }
}

type Value = Pick<CurvePoint, 'images' | 'value' | 'interval'>
const noValue: Value = { images: 0, value: null, interval: null }

function valueOf(run: EvaluatedRow, answers: PackedAnswers, measure: Measure): Value {
  switch (measure.y) {
    case 'top1':
      return accuracy(run.top1Correct, run.evaluated)
    case 'top5':
      return accuracy(run.top5Correct, run.evaluated)
    case 'classes': {
      const own = chosen(answers, measure)
      return accuracy(sum(rights(answers, own, deepestRank(measure))), own.length)
    }
    case 'ece': {
      const { images, ece } = summariseCalibration(confidenceCounts(answers))
      return { images, value: ece, interval: null }
    }
  }
}

function accuracy(correct: number, images: number): Value {
  return images === 0 ? noValue : { images, value: correct / images, interval: wilson(correct, images) }
}

/** As the engine counts a run's calibration in SQL: a confidence of 1 belongs to the last bin. */
function confidenceCounts({ confidences, ranks }: PackedAnswers): ConfidenceCount[] {
  const counts = Array.from({ length: CALIBRATION_BINS }, () => ({ images: 0, correct: 0, confidence: 0 }))
  for (let at = 0; at < confidences.length; at++) {
    const confidence = confidences[at] ?? NaN
    const bin = counts[Math.min(CALIBRATION_BINS - 1, Math.floor(confidence * CALIBRATION_BINS))]
    if (!bin) continue
    bin.images++
    bin.confidence += confidence
    if (ranks[at] === 0) bin.correct++
  }
  return counts
}

/** By `top1` and `classes` the most probable class is to be right, by `top5` one of the first five. */
const deepestRank = ({ y }: Measure) => (y === 'top5' ? 4 : 0)

/** Which of a run's images a measure is of: those of these positions, or all of them. */
function chosen({ labels }: PackedAnswers, { y, classes }: Measure, positions = everyPosition(labels)): Int32Array {
  if (y !== 'classes') return positions
  const wanted = new Uint8Array(Math.max(0, ...classes) + 1)
  for (const label of classes) wanted[label] = 1
  // Not `filter`, which takes ten times as long.
  const own = new Int32Array(positions.length)
  let found = 0
  for (const at of positions) if (wanted[labels[at] ?? -1] === 1) own[found++] = at
  return own.subarray(0, found)
}

/** Whether each of these images is right, 1 or 0. */
function rights({ ranks }: PackedAnswers, positions: Int32Array, deepest: number): Uint8Array {
  const right = new Uint8Array(positions.length)
  for (let i = 0; i < positions.length; i++) {
    const rank = ranks[positions[i] ?? 0] ?? -1
    right[i] = rank >= 0 && rank <= deepest ? 1 : 0
  }
  return right
}

function sum(right: Uint8Array): number {
  let total = 0
  for (const one of right) total += one
  return total
}

interface Sized {
  run: number
  size: string
  answers: PackedAnswers
}

/** @param runs two at least, the smallest first */
function lossOf(runs: readonly Sized[], measure: Measure): CurveLoss | null {
  const positions = commonImages(runs.map(({ answers }) => answers))
  // The same image has the same label in each.
  const right = runs.map(({ answers }, run) => {
    return rights(answers, chosen(answers, measure, positions[run]), deepestRank(measure))
  })
  const [smallest, largest] = [right[0] ?? new Uint8Array(0), right.at(-1) ?? new Uint8Array(0)]
  const images = smallest.length
  let both = 0
  for (const [i, one] of smallest.entries()) both += one & (largest[i] ?? 0)
  const [gained, lost] = [sum(smallest) - both, sum(largest) - both]
  const interval = pairedDifference(both, lost, gained, images - both - lost - gained)
  if (!interval) return null
  const sizes = runs.map(({ run, size }, i) => ({ run, size, correct: sum(right[i] ?? new Uint8Array(0)) }))
  return { images, sizes, lost, gained, interval, p: mcnemarExact(lost, gained) }
}
