import { describe, expect, it } from 'vitest'
import { AcuityError } from '../../../shared/errors.ts'
import { peakOf, withPeak } from './peak.ts'
import { sweepBatches } from './sweep-batches.ts'

const session = { provider: 'cpu', device: 'a CPU', threads: 1 } as const
const limits = { repetitions: 3, seconds: 1, precision: 'fp32' } as const

it('measures what matrix products reach with sessions of a provider', async () => {
  const { signal } = new AbortController()
  const rated = await withPeak(session, { ...limits, signal }, async (peak) => {
    await peak.sample()
    await peak.sample()
    return peak.rated()
  })
  expect(rated).toMatchObject(session)
  // From a core that a dozen others share to the fastest that there are.
  expect(rated.peakGmacsPerSecond).toBeGreaterThan(0.2)
  expect(rated.peakGmacsPerSecond).toBeLessThan(1000)
})

it('ends when it is cancelled', async () => {
  const cancel = new AbortController()
  const sampling = withPeak(session, { ...limits, signal: cancel.signal }, async (peak) => {
    cancel.abort(new Error('enough'))
    await peak.sample()
  })
  await expect(sampling).rejects.toThrow('enough')
})

describe('where memory runs out for the matrix product', () => {
  /** A thread that has memory when it is asked for the n-th time, if `has` says so. */
  function peakWhere(has: (asked: number) => boolean) {
    let asked = 0
    const run = (task: string) => {
      if (task === 'loadProduct') return Promise.resolve({ number: 0, macs: 2e6 })
      return has(asked++) ? Promise.resolve(1) : Promise.reject(new AcuityError('model-invalid', 'std::bad_alloc'))
    }
    const { signal } = new AbortController()
    return peakOf({ run: run }, session, { ...limits, signal })
  }

  it("keeps the networks' figures, and the samples that there are", async () => {
    // A sample takes 1 run to warm up and 3 that count: the second fails.
    const peak = peakWhere((asked) => asked !== 5)
    const swept = await sweepBatches<number>(async (use) => {
      const measure = async (batch: number) => {
        await peak.sample()
        return batch
      }
      await use({ batches: [1, 2, 4], divisible: true, measure })
    })
    expect(swept).toEqual({ measured: [1, 2, 4], tooLarge: [] })
    expect(await peak.rated()).toEqual({ ...session, peakGmacsPerSecond: 2 })
  })

  it('takes one when the networks are gone, where they left room for none', async () => {
    const peak = peakWhere((asked) => asked >= 1)
    await peak.sample()
    expect(await peak.rated()).toMatchObject({ peakGmacsPerSecond: 2 })
    await expect(peakWhere(() => false).rated()).rejects.toThrow('std::bad_alloc')
  })

  it('hides nothing else', async () => {
    const { signal } = new AbortController()
    const run = () => Promise.reject(new AcuityError('provider-unavailable', 'no kernel'))
    await expect(peakOf({ run }, session, { ...limits, signal }).sample()).rejects.toThrow('no kernel')
  })
})
