import { expect, it } from 'vitest'
import { sweepRows, type Round } from './sweep.ts'

/** Each size takes 0.5 ms to resize to and 1.5 ms to infer, after 3 ms of decoding: 15 ms in all, and 30 in six runs. */
const round: Round = {
  decode: 1000 / 3,
  resizes: Array<number>(6).fill(2000),
  sessions: Array<number>(6).fill(1000 / 1.5),
  sweep: 60,
  runs: 1000 / 33,
}

it('sets a sweep against the time that an image takes decoded once, and its speed-up against what that saves', () => {
  const [sweep, speedup] = sweepRows('a network', [round])
  expect(sweep).toMatchObject({ measured: '60.0 img/s', limit: '66.7 img/s', ratio: '0.900', verdict: 'met' })
  expect(speedup).toMatchObject({ measured: '1.980 ×', limit: '2.000 ×', ratio: '0.990', verdict: 'met' })
})

it('holds the sweep to 0.85 of that, and its speed-up to 0.9', () => {
  expect(sweepRows('a network', [{ ...round, sweep: 56 }])).toMatchObject([{ verdict: 'not met' }, { verdict: 'met' }])
  expect(sweepRows('a network', [{ ...round, runs: 34 }])).toMatchObject([{ verdict: 'met' }, { verdict: 'not met' }])
})
