import { describe, expect, it } from 'vitest'
import { resolveRecipe } from '../../../../shared/presets.ts'
import { isOfTimm, recipeFromTimm } from './timm.ts'

/** As timm/resnet50.a1_in1k has it. */
const resnet50 = {
  architecture: 'resnet50',
  num_classes: 1000,
  num_features: 2048,
  pretrained_cfg: {
    tag: 'a1_in1k',
    custom_load: false,
    input_size: [3, 224, 224],
    test_input_size: [3, 288, 288],
    fixed_input_size: false,
    interpolation: 'bicubic',
    crop_pct: 0.95,
    test_crop_pct: 1.0,
    crop_mode: 'center',
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
    num_classes: 1000,
    pool_size: [7, 7],
    first_conv: 'conv1',
    classifier: 'fc',
  },
}
const { pretrained_cfg: flat } = resnet50
const of = (fields: object, useTestSize?: boolean) =>
  recipeFromTimm({ ...resnet50, pretrained_cfg: { ...flat, ...fields } }, 'config.json', useTestSize).recipe

it("reads timm's config as its validate.py does, with the test size, and with the training size if asked", () => {
  const { preset, recipe, classNames } = recipeFromTimm(resnet50, 'config.json')
  expect([preset, classNames]).toEqual(['timm', null])
  // floor(288 / 1.0) and floor(224 / 0.95)
  expect(recipe).toEqual(resolveRecipe('timm', { resize: 288, crop: 288 }))
  expect(of({}, false)).toEqual(resolveRecipe('timm', { resize: 235, crop: 224 }))
})

it('reads the same keys flat, as older configs and exports have them', () => {
  expect(recipeFromTimm({ architecture: 'resnet50', ...flat }, 'config.json').recipe).toEqual(of({}))
})

describe('each key', () => {
  it.each<[string, object, object]>([
    [
      'floors the resized side',
      { test_input_size: null, test_crop_pct: null, crop_pct: 0.9 },
      { resize: 248, crop: 224 },
    ],
    ['takes each test key for itself', { test_crop_pct: 0, crop_pct: 0.94 }, { resize: 306, crop: 288 }],
    ['takes 0.875 where no part is stated', { test_crop_pct: null, crop_pct: null }, { resize: 329, crop: 288 }],
    ['squashes', { crop_mode: 'squash' }, { fit: 'squash', resize: 288, crop: 288 }],
    [
      'fills up with the mean, round(255 * mean)',
      { crop_mode: 'border', test_crop_pct: 0.9 },
      { fit: 'longest', resize: 320, crop: 288, fill: [124, 116, 104] },
    ],
    ['takes bicubic where no filter is stated', { interpolation: '' }, { resampler: 'pillow-bicubic' }],
    ['takes another filter', { interpolation: 'lanczos' }, { resampler: 'pillow-lanczos' }],
    [
      'takes means and deviations in pixels',
      { mean: [0.5, 0.5, 0.5], std: [0.25, 0.5, 0.5] },
      { mean: [127.5, 127.5, 127.5], std: [63.75, 127.5, 127.5] },
    ],
    [
      "takes ImageNet's where none are stated",
      { mean: null, std: null },
      { mean: [123.675, 116.28, 103.53], std: [58.395, 57.12, 57.375] },
    ],
    ['takes 224 where no size is stated', { input_size: null, test_input_size: null }, { crop: 224 }],
    ['halves odd margins as torchvision does', {}, { cropRounding: 'half-even', channels: 'RGB' }],
    [
      'passes over what has to do with training',
      { hf_hub_id: 'timm/', first_conv: 3, fixed_input_size: true },
      { crop: 288 },
    ],
  ])('%s', (_what, fields, expected) => expect(of(fields)).toMatchObject(expected))
})

it.each<[object, string]>([
  [
    { interpolation: 'random' },
    'config.json: interpolation is "random", and Acuity knows nearest, lanczos, bilinear, bicubic, box, hamming.',
  ],
  [{ crop_mode: 'fill' }, 'config.json: crop_mode is "fill", and Acuity knows center, squash, border.'],
  [
    { test_input_size: [3, 288, 320] },
    'config.json: test_input_size is [3,288,320], and Acuity evaluates square images.',
  ],
  [
    { test_input_size: [1, 28, 28] },
    'config.json: test_input_size is [1,28,28], and Acuity evaluates networks of three channels.',
  ],
  [{ test_input_size: 'big' }, 'config.json: test_input_size is "big", where channels, height and width is expected.'],
  [{ test_crop_pct: 1.2 }, 'config.json: test_crop_pct is 1.2, where a number above 0 and not above 1 is expected.'],
  [
    { test_crop_pct: 0.001 },
    'config.json: crop_pct is 0.95, so that images would be resized to 288000, and not to a whole number from 1 to 4096.',
  ],
  [{ mean: [0.5] }, 'config.json: mean is [0.5], where a number for each of three channels is expected.'],
  [{ std: [0, 1, 1] }, 'config.json: std is [0,1,1], by which pixels are divided.'],
  [{ crop_border_pixels: 4 }, 'config.json: crop_border_pixels is 4, which Acuity does not cut off.'],
])('refuses what it cannot do, by key and value: %j', (fields, message) => {
  expect(() => of(fields)).toThrow(expect.objectContaining({ code: 'recipe-invalid', message }))
})

it.each([[null], [[1]], ['squash'], [{ pretrained_cfg: 'resnet50' }]])('refuses what is no config: %j', (config) => {
  expect(() => recipeFromTimm(config, 'config.json')).toThrow('config.json is no JSON object.')
})

it('knows class names', () => {
  const label_names = ['n01440764', 'n01443537']
  expect(
    recipeFromTimm({ ...resnet50, label_names, label_descriptions: { n01440764: 'tench' } }, 'c').classNames,
  ).toEqual(label_names)
  expect(recipeFromTimm({ pretrained_cfg: { ...flat, label_names } }, 'c').classNames).toEqual(label_names)
})

it("tells timm's config.json from those of others", () => {
  expect([resnet50, { architecture: 'resnet50', ...flat }].map(isOfTimm)).toEqual([true, true])
  const others = [
    { architectures: ['ViTForImageClassification'], model_type: 'vit' },
    { architecture: 'amd64' },
    [],
    null,
  ]
  expect(others.map(isOfTimm)).toEqual([false, false, false, false])
})
