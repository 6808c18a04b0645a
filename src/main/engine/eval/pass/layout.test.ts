import { expect, it } from 'vitest'
import { resolveRecipe } from '../../../../shared/presets.ts'
import { layOut } from './layout.ts'

const geometry = (resize: number, crop: number) => resolveRecipe('caffe', { resize, crop })
const wanted = (resize: number, crop: number, fixedBatch: number | null = null) => ({
  geometry: geometry(resize, crop),
  fixedBatch,
})
const bytes = (crop: number, images: number) => crop * crop * 3 * images

it('makes each resize once, and each crop once, whoever shares it', () => {
  const { layout, planeOf } = layOut(
    [wanted(128, 99), wanted(256, 227), wanted(128, 111), { ...wanted(128, 99), geometry: { ...geometry(128, 99) } }],
    10,
  )
  expect(planeOf).toEqual([0, 1, 2, 0])
  expect(layout.planes.map(({ geometry: { crop } }) => crop)).toEqual([99, 227, 111])
  expect(layout.resizes.map(({ resize: { resize }, planes }) => [resize, planes])).toEqual([
    [128, [0, 2]],
    [256, [1]],
  ])
  // What is done to pixels in the network's graph makes no other crop.
  const other = { geometry: { ...geometry(128, 99), mean: [1, 2, 3] as [number, number, number] }, fixedBatch: null }
  expect(layOut([wanted(128, 99), other], 10).planeOf).toEqual([0, 0])
})

it('lays planes side by side, with room for what networks of a fixed batch read beyond the last image', () => {
  const { layout } = layOut([wanted(128, 99), wanted(128, 111, 8), wanted(128, 111, 7), wanted(256, 227, 1)], 10)
  const [first, second, third] = layout.planes.map(({ offset }) => offset)
  expect([first, second, third]).toEqual([0, bytes(99, 10), bytes(99, 10) + bytes(111, 16)])
  expect(layout.slotBytes).toBe(bytes(99, 10) + bytes(111, 16) + bytes(227, 10))
})
