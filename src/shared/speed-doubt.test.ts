import { expect, it } from 'vitest'
import type { SessionSpeed } from './run.ts'
import { rateDoubts, speedDoubts, speedupInterval } from './speed-doubt.ts'

const speed: SessionSpeed = {
  fps: 100,
  meanFps: 98,
  p50Ms: 10,
  p90Ms: 12,
  p99Ms: 20,
  spread: 0.3,
  rounds: null,
  disturbedBy: [],
  batch: 1,
  sessions: 1,
  threadsPerSession: 1,
  warmUp: 3,
  repetitions: 30,
}
/** Five times as fast, p10 1.9 ms. */
const faster: SessionSpeed = { ...speed, fps: 500, p50Ms: 2, p90Ms: 2.1, spread: 0.1 }

it('doubts a speed that spreads, that something disturbed, and that of a few repetitions', () => {
  expect(speedDoubts(null)).toEqual([])
  expect(speedDoubts(faster)).toEqual([])
  expect(speedDoubts({ spread: 0.25, disturbedBy: null })).toEqual([])
  expect(speedDoubts({ ...speed, disturbedBy: ['run 2', 'a benchmark'], repetitions: 3 })).toEqual([
    'while run 2 and a benchmark went on',
    'with a spread of 30.0%, more than 25.0%',
    'in 3 repetitions, too few for a spread',
  ])
})

it('doubts a ratio to an uncertain speed, but none where there is no ratio', () => {
  expect(rateDoubts(faster, faster)).toEqual([])
  expect(rateDoubts(speed, null)).toEqual(['its session speed was measured with a spread of 30.0%, more than 25.0%'])
  expect(rateDoubts(faster, speed)).toEqual(['its ratio is to an uncertain speed'])
  // Of answers that were imported.
  expect(rateDoubts(null, speed)).toEqual([])
})

it('joins the reaches of both rates, as logarithms, in quadrature', () => {
  // The slow one reaches from p10 = 9 ms to 12, the fast one from 1.9 to 2.1: 5 / e^hypot(ln 1.05, ln 10/9) and so on.
  const [low, high] = speedupInterval(faster, speed) ?? [0, 0]
  expect(low).toBeCloseTo(5 / Math.exp(Math.hypot(Math.log(2.1 / 2), Math.log(10 / 9))), 10)
  expect(high).toBeCloseTo(5 * Math.exp(Math.hypot(Math.log(2 / 1.9), Math.log(1.2))), 10)
  expect([low.toFixed(2), high.toFixed(2)]).toEqual(['4.45', '6.04'])
  const [inverseLow, inverseHigh] = speedupInterval(speed, faster) ?? [0, 0]
  expect([1 / inverseHigh, 1 / inverseLow]).toEqual([expect.closeTo(low, 10), expect.closeTo(high, 10)])
  expect(speedupInterval({ ...faster, repetitions: 4 }, speed)).toBeNull()
})

it('takes the ratios of rounds where sessions took turns, as a busy round disturbs both', () => {
  const rounds = (fps: number[], together = 'a') => ({ rounds: { together, fps } })
  const busyAtTimes = [100, 50, 100, 25, 100]
  const slow = { ...speed, ...rounds(busyAtTimes) }
  const fast = { ...faster, ...rounds(busyAtTimes.map((fps) => 5 * fps)) }
  expect(speedupInterval(fast, slow)).toEqual([5, 5])
  const other = { ...fast, ...rounds(busyAtTimes, 'b') }
  expect(speedupInterval(other, slow)).toEqual(speedupInterval(faster, speed))
})
