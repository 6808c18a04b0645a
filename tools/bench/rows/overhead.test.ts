import { expect, it } from 'vitest'
import { costOfPhases } from './overhead.ts'

it("takes what the threads spend on their sessions off what they spend on images, and leaves the engine's own thread apart", () => {
  const run = { images: 1000, rate: 5000, sessionRate: 20_000 }
  // Half a second, in which 10,000 images were inferred by threads that had the processor for 0.4 s of it.
  const measuring = { at: 500_000, own: 7_000, others: 400_000 }
  const evaluating = { at: 200_000, own: 12_000, others: 74_000 }
  expect(costOfPhases(run, measuring, evaluating)).toEqual({ own: 12, workers: 34, session: 40, rate: 5000 })
})
