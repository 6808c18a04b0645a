import { expect, it } from 'vitest'
import { AcuityError } from '../../../shared/errors.ts'
import { sweepBatches } from './sweep-batches.ts'

const full = (batch: number) => new AcuityError('model-invalid', `std::bad_alloc at ${batch}`)

/** Sweeps where memory holds batches up to `most`; tells what was tried, a list for each preparation. */
async function sweep(batches: readonly number[], most: number, divisible = true) {
  const tried: number[][] = []
  const outcome = await sweepBatches<number>((use) => {
    const here: number[] = []
    tried.push(here)
    const measure = (batch: number) => {
      here.push(batch)
      return batch <= most ? Promise.resolve(batch) : Promise.reject(full(batch))
    }
    return use({ batches, divisible, measure })
  })
  const tooLarge = outcome.tooLarge.map(({ batch, instead, error }) => [batch, instead, error.message])
  return { tried, measured: outcome.measured, tooLarge }
}

it('measures every batch once, with one preparation, where memory holds them all', async () => {
  expect(await sweep([1, 8, 1, 32], 32)).toEqual({ tried: [[1, 8, 32]], measured: [1, 8, 32], tooLarge: [] })
})

it('halves what memory does not hold, prepared anew', async () => {
  expect(await sweep([5, 100], 30)).toEqual({
    tried: [[5, 100], [50], [25]],
    measured: [5, 25],
    tooLarge: [[100, 25, 'std::bad_alloc at 100']],
  })
})

it('measures no batch twice', async () => {
  const { tried, measured, tooLarge } = await sweep([32, 64, 8], 32)
  expect(tried).toEqual([[32, 64], [8]])
  expect(measured).toEqual([32, 8])
  expect(tooLarge).toEqual([[64, 32, 'std::bad_alloc at 64']])
})

it('tries none that is larger than one that failed', async () => {
  const { tried, measured, tooLarge } = await sweep([16, 64, 8], 4)
  expect(tried).toEqual([[16], [8], [4]])
  expect(measured).toEqual([4])
  expect(tooLarge).toEqual([
    [16, 4, 'std::bad_alloc at 16'],
    [8, 4, 'std::bad_alloc at 8'],
    [64, 4, 'std::bad_alloc at 16'],
  ])
})

it('ends at 1, where nothing is tried instead', async () => {
  const { tried, measured, tooLarge } = await sweep([2, 8], 0)
  expect(tried).toEqual([[2], [1]])
  expect(measured).toEqual([])
  expect(tooLarge.map(([batch, instead]) => [batch, instead])).toEqual([
    [2, null],
    [8, null],
  ])
})

it('halves no batch that a model fixes', async () => {
  const { tried, tooLarge } = await sweep([16], 8, false)
  expect(tried).toEqual([[16]])
  expect(tooLarge).toEqual([[16, null, 'std::bad_alloc at 16']])
})

it('throws what is about something else', async () => {
  const measure = () => Promise.reject(new AcuityError('model-invalid', 'a bad node'))
  const sweeping = sweepBatches((use) => use({ batches: [8], divisible: true, measure }))
  await expect(sweeping).rejects.toThrow('a bad node')
})
