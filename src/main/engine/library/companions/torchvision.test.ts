import { expect, it } from 'vitest'
import { resolveRecipe } from '../../../../shared/presets.ts'
import { recipeFromTorchvision } from './torchvision.ts'

const mean = [0.485, 0.456, 0.406]
const std = [0.229, 0.224, 0.225]
const read = (preset: unknown) => recipeFromTorchvision(preset, 'preset.json').recipe

it.each<[string, object, object]>([
  ['numbers', { crop_size: 224, resize_size: 232, mean, std, interpolation: 'bilinear' }, { resize: 232, crop: 224 }],
  [
    'lists of one, as the class keeps them',
    { crop_size: [224], resize_size: [232], interpolation: 'InterpolationMode.BILINEAR' },
    { resize: 232, crop: 224 },
  ],
  ["the class's own defaults", { crop_size: 224 }, {}],
  [
    'another filter',
    { crop_size: 384, resize_size: 384, interpolation: 'BICUBIC' },
    { resize: 384, crop: 384, resampler: 'pillow-bicubic' },
  ],
  ['both sides', { crop_size: 224, resize_size: [224, 224] }, { fit: 'squash', resize: 224 }],
  [
    'other colours',
    { crop_size: 224, mean: [0.5, 0.5, 0.5], std: 0.5 },
    { mean: [127.5, 127.5, 127.5], std: [127.5, 127.5, 127.5] },
  ],
])("reads torchvision's preset: %s", (_what, preset, overrides) => {
  expect(read(preset)).toEqual(resolveRecipe('torchvision', overrides))
})

it.each<[unknown, string]>([
  [[], 'preset.json is no JSON object.'],
  [{ resize_size: 256 }, 'preset.json: crop_size is null, where a whole number from 1 to 4096 is expected.'],
  [
    { crop_size: 256, resize_size: 224 },
    'preset.json: crop_size is 256, which does not fit into images resized to 224.',
  ],
  [{ crop_size: [224, 320] }, 'preset.json: crop_size is [224,320], and Acuity evaluates square images.'],
  [
    { crop_size: 224, interpolation: 'nearest-exact' },
    'preset.json: interpolation is "nearest-exact", and Acuity knows nearest, lanczos,',
  ],
  [
    { crop_size: 224, antialias: false },
    'preset.json: antialias is false, and Acuity resizes as Pillow does, which is never without.',
  ],
  [
    { crop_size: 224, std: [1, 1] },
    'preset.json: std is [1,1], where a number for each of three channels is expected.',
  ],
])('refuses what it cannot do, by key and value: %j', (preset, message) => {
  expect(() => read(preset)).toThrow(message)
})
