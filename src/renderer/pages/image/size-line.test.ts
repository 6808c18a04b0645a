import { expect, it } from 'vitest'
import { resolveRecipe } from '../../../shared/presets.ts'
import { inTurn, sizeLine } from './size-line.ts'

const run = (id: number, resize: number, crop: number, others = {}) => {
  const recipe = resolveRecipe('torchvision', { resize, crop })
  return { run: id, sweep: 9, modelSha256: 'one', output: 'y', layout: 'NCHW' as const, recipe, ...others }
}

it('has the runs of the sweep that differ in size alone, the smallest first', () => {
  const own = run(1, 256, 227)
  const runs = [
    ...[own, run(2, 128, 99), run(3, 128, 111), run(4, 256, 99)],
    run(5, 200, 160, { modelSha256: 'another' }),
    run(6, 200, 160, { sweep: 10 }),
    run(7, 200, 160, { sweep: null }),
    run(8, 200, 160, { recipe: { ...own.recipe, resampler: 'opencv-linear' as const, crop: 160 } }),
  ]
  expect(sizeLine(own, runs).map(({ run: id }) => id)).toEqual([2, 4, 3, 1])
  expect(sizeLine(runs.at(-2), runs)).toEqual([])
  expect(sizeLine(undefined, runs)).toEqual([])
})

it('pictures are fetched one after another, the nearest first, those alone that came into view', () => {
  const near = [3, 2, 4, 1]
  expect(inTurn(near, new Set([4, 2]), new Set())).toEqual([2])
  expect(inTurn(near, new Set([4, 2]), new Set([2]))).toEqual([2, 4])
  expect(inTurn(near, new Set([4, 2, 3]), new Set([2]))).toEqual([3, 2])
  expect(inTurn(near, new Set(), new Set())).toEqual([])
})
