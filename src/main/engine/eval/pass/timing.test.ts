import { expect, it, onTestFinished, vi } from 'vitest'
import { calibrationTiming, sessionTiming } from './timing.ts'

function stated(text: string): void {
  vi.stubEnv('ACUITY_TIMING_MS', text)
  onTestFinished(() => void vi.unstubAllEnvs())
}

it('is in full unless less is stated, and never more', () => {
  stated('')
  expect(sessionTiming()).toEqual({ warmUp: 3, repetitions: 30, minMs: 500, maxMs: 3_000 })
  stated('50')
  expect(sessionTiming()).toEqual({ warmUp: 3, repetitions: 30, minMs: 50, maxMs: 50 })
  stated('2000')
  expect(calibrationTiming()).toEqual({ warmUp: 2, repetitions: 10, minMs: 0, maxMs: 1_000 })
})

it.each(['soon', '-1', 'NaN'])('refuses %s, which would time nothing', (text) => {
  stated(text)
  expect(sessionTiming).toThrow(`not “${text}”`)
})
