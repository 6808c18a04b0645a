import { expect, it } from 'vitest'
import type { PackedAnswers } from '../db/index.ts'
import { commonImages } from './common-images.ts'

const run = (...images: number[]): PackedAnswers => ({
  images: Int32Array.from(images),
  labels: new Int32Array(images.length),
  ranks: new Int8Array(images.length),
  confidences: new Float32Array(images.length),
})

it('finds what all have, wherever it lies in each', () => {
  const runs = [run(1, 2, 3, 5, 8, 9), run(2, 3, 4, 8, 9), run(0, 2, 8)]
  const positions = commonImages(runs)
  expect(positions.map((own) => [...own])).toEqual([
    [1, 4],
    [0, 3],
    [1, 2],
  ])
  expect(positions.map((own, i) => [...own].map((at) => runs[i]?.images[at]))).toEqual([
    [2, 8],
    [2, 8],
    [2, 8],
  ])
})

it('finds nothing where one has nothing, and all where there is one', () => {
  expect(commonImages([run(1, 2), run()]).map((own) => [...own])).toEqual([[], []])
  expect(commonImages([run(4, 7)]).map((own) => [...own])).toEqual([[0, 1]])
  expect(commonImages([])).toEqual([])
})
