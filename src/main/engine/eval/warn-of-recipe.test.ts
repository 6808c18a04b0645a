import { expect, it } from 'vitest'
import { messageOfAdvice } from '../../../shared/advice.ts'
import type { ModelDescription } from '../../../shared/model.ts'
import { Preset, resolveRecipe, type RecipeOverrides } from '../../../shared/presets.ts'
import type { Remedy } from '../../../shared/remedy.ts'
import { advised, refused } from '../../../testing/remedies.ts'
import { refuseNormalised } from './own-normalisation.ts'
import { warnOfRecipe } from './warn-of-recipe.ts'

const onnx = { caffe: null, elemType: 'float32', normalisation: null } as ModelDescription
const warnings = (recipe: RecipeOverrides, of = onnx) => warnOfRecipe(of, resolveRecipe('torchvision', recipe))

const SHARES = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] } satisfies RecipeOverrides
const NONE = { mean: [0, 0, 0], std: [1, 1, 1] } satisfies RecipeOverrides
const IMAGENET = { mean: [123.675, 116.28, 103.53], std: [58.395, 57.12, 57.375] } satisfies RecipeOverrides

it.each(Preset.options)('nothing is wrong with the preset %s', (preset) =>
  expect(warnOfRecipe(onnx, resolveRecipe(preset, {}))).toEqual([]),
)

it.each<[string, RecipeOverrides, RegExp, Extract<Remedy, { do: 'set' }>['values']]>([
  ['mean and std of shares', SHARES, /mean and std are as of pixels from 0 to 1/, IMAGENET],
  ['a mean of shares', { ...IMAGENET, mean: SHARES.mean }, /mean is as of pixels from 0 to 1/, { mean: IMAGENET.mean }],
  [
    'a mean of shares that is subtracted before a scale',
    { ...SHARES, scale: 1 / 255 },
    /mean is as of/,
    { mean: IMAGENET.mean },
  ],
  ['a std of shares', { ...NONE, std: SHARES.std }, /std is as of pixels from 0 to 1/, { std: IMAGENET.std }],
  [
    'halves',
    { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
    /as of pixels from 0 to 1/,
    { mean: [127.5, 127.5, 127.5], std: [127.5, 127.5, 127.5] },
  ],
])('says that something is of other pixels, and by what it would be of these: %s', (_, recipe, warning, values) =>
  expect(warnings(recipe)).toEqual([advised(warning, { do: 'set', values })]),
)

it('says that a scale of 1/255 beside a std of pixels leaves next to nothing, and which of them to change', () => {
  const [warning, ...others] = warnings({ ...IMAGENET, scale: 1 / 255 })
  expect(others).toEqual([])
  expect(warning && messageOfAdvice(warning)).toMatch(/hardly any difference between black and white/)
  expect(warning).toMatchObject({
    remedies: [
      { do: 'set', values: { scale: 1 } },
      { do: 'set', values: { std: [0.229, 0.224, 0.225] } },
    ],
  })
})

it('says that a mean is beyond white', () => {
  const beyond: RecipeOverrides = { ...NONE, mean: [31_536, 29_651, 26_400] }
  expect(warnings(beyond)).toEqual([expect.stringMatching(/is outside of the pixels/)])
})

it.each<[string, RecipeOverrides]>([
  ['pixels as they are', NONE],
  ['shares, by a scale', { ...NONE, scale: 1 / 255 }],
  ['shares, by a std', { ...NONE, std: [255, 255, 255] }],
  ['a mean and std of shares, scaled', { mean: IMAGENET.mean, std: SHARES.std, scale: 1 / 255 }],
  ['a mean without a std', { mean: [104, 117, 123], std: [1, 1, 1] }],
  ["MobileNet's of Caffe", { mean: [103.94, 116.78, 123.68], std: [1, 1, 1], scale: 0.017 }],
  ['-1 to 1', { mean: [127.5, 127.5, 127.5], std: [1, 1, 1], scale: 1 / 127.5 }],
])('finds nothing wrong: %s', (_, recipe) => expect(warnings(recipe)).toEqual([]))

it('leaves a network its own mean', () => {
  const caffe = { ...onnx, caffe: { mean: [0.5, 0.5, 0.5], scale: 1, meanFile: null } } as ModelDescription
  expect(warnings({ mean: [0.5, 0.5, 0.5], std: [1, 1, 1] }, caffe)).toEqual([])
})

const normalises = (offset: number, factor: number): ModelDescription => ({
  ...onnx,
  normalisation: { by: ['Sub', 'Div'], factors: [factor, factor, factor], offsets: [offset, offset, offset] },
})

it('says where the recipe does what the network does itself, and how to leave it out', () => {
  const values = { mean: [0, 0, 0], std: [255, 255, 255] }
  const warning = advised(/normalises its images itself.*\(Sub, Div\).*pixels from 0 to 1/, { do: 'set', values })
  expect(warnings(IMAGENET, normalises(-2, 4.4))).toEqual([warning])
  expect(warnings({ mean: [0, 0, 0], std: [255, 255, 255] }, normalises(-2, 4.4))).toEqual([])
  expect(warnings({ ...NONE, scale: 1 / 255 }, normalises(-2, 4.4))).toEqual([])
  expect(warnings(IMAGENET, normalises(0, 0.95))).toEqual([])
  expect(warnings(IMAGENET, normalises(-0.03, 0.4582))).toEqual([expect.stringContaining('0.458·x - 0.03. From')])
})

it('refuses what would be left of pixels that were normalised, for a network that takes whole numbers', () => {
  const whole = { ...onnx, elemType: 'uint8' } as const
  const check = (recipe: RecipeOverrides) => () => {
    refuseNormalised('net.onnx', whole, resolveRecipe('torchvision', recipe))
  }
  const set = (std: number): Remedy => ({ do: 'set', values: { mean: [0, 0, 0], std: [std, std, std] } })
  expect(check(IMAGENET)).toThrow(refused(/net\.onnx takes whole numbers \(uint8\)/, set(1)))
  expect(check({ mean: [0, 0, 0], std: [2, 2, 2], scale: 4 })).toThrow(refused(/whole numbers/, set(4)))
  expect(check(NONE)).not.toThrow()
  expect(() => {
    refuseNormalised('net.onnx', onnx, resolveRecipe('torchvision'))
  }).not.toThrow()
})
