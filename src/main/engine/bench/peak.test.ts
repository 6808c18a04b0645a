import { expect, it } from 'vitest'
import { withPeak } from './peak.ts'

const session = { provider: 'cpu', device: 'a CPU', threads: 1 } as const
const limits = { repetitions: 3, seconds: 1, precision: 'fp32' } as const

it('measures what matrix products reach with the sessions of a place', async () => {
  const { signal } = new AbortController()
  const place = await withPeak(session, { ...limits, signal }, async (peak) => {
    await peak.sample()
    await peak.sample()
    return peak.place()
  })
  expect(place).toMatchObject(session)
  // From a core that a dozen others share to the fastest that there are.
  expect(place.peakGmacsPerSecond).toBeGreaterThan(0.2)
  expect(place.peakGmacsPerSecond).toBeLessThan(1000)
})

it('ends when it is cancelled', async () => {
  const cancel = new AbortController()
  const sampling = withPeak(session, { ...limits, signal: cancel.signal }, async (peak) => {
    cancel.abort(new Error('enough'))
    await peak.sample()
  })
  await expect(sampling).rejects.toThrow('enough')
})
