import { expect, it } from 'vitest'
import { recipeFromTransformers } from './transformers.ts'

const read = (config: unknown, modelType?: string) =>
  recipeFromTransformers(config, 'preprocessor_config.json', modelType).recipe

/** As most of the files have them. */
const common = { do_normalize: true, do_resize: true }
const half = { image_mean: [0.5, 0.5, 0.5], image_std: [0.5, 0.5, 0.5] }
const imagenet = { image_mean: [0.485, 0.456, 0.406], image_std: [0.229, 0.224, 0.225] }
const rescale = { do_rescale: true, rescale_factor: 0.00392156862745098 }
const inception = { mean: [127.5, 127.5, 127.5], std: [127.5, 127.5, 127.5], scale: 1 }
const torchvision = { mean: [123.675, 116.28, 103.53], std: [58.395, 57.12, 57.375], scale: 1 }

it.each<[string, object, object]>([
  [
    'google/vit-base-patch16-224: both sides resized',
    {
      ...common,
      ...half,
      ...rescale,
      image_processor_type: 'ViTImageProcessor',
      resample: 2,
      size: { height: 224, width: 224 },
    },
    {
      fit: 'squash',
      resize: 224,
      crop: 224,
      resampler: 'pillow-bilinear',
      channels: 'RGB',
      cropRounding: 'floor',
      ...inception,
    },
  ],
  [
    'an older file of ViT, whose one number is both sides',
    { ...common, ...half, feature_extractor_type: 'ViTFeatureExtractor', resample: 2, size: 384 },
    { fit: 'squash', resize: 384, crop: 384, ...inception },
  ],
  [
    'microsoft/swin-tiny-patch4-window7-224',
    { ...common, ...imagenet, feature_extractor_type: 'ViTFeatureExtractor', resample: 3, size: 224 },
    { fit: 'squash', resize: 224, crop: 224, resampler: 'pillow-bicubic', ...torchvision },
  ],
  [
    'facebook/deit-base-distilled-patch16-224: squashed to 256, and cropped',
    {
      ...common,
      ...imagenet,
      crop_size: 224,
      do_center_crop: true,
      feature_extractor_type: 'DeiTFeatureExtractor',
      resample: 3,
      size: 256,
    },
    { fit: 'squash', resize: 256, crop: 224, resampler: 'pillow-bicubic', ...torchvision },
  ],
  [
    'microsoft/beit-base-patch16-224: no crop',
    {
      ...common,
      ...half,
      crop_size: 224,
      do_center_crop: false,
      feature_extractor_type: 'BeitFeatureExtractor',
      resample: 2,
      size: 224,
    },
    { fit: 'squash', resize: 224, crop: 224, resampler: 'pillow-bilinear', ...inception },
  ],
  [
    'microsoft/resnet-50: int(224 / 0.875) and a crop',
    {
      ...common,
      ...imagenet,
      crop_pct: 0.875,
      feature_extractor_type: 'ConvNextFeatureExtractor',
      resample: 3,
      size: 224,
    },
    { fit: 'shortest', resize: 256, crop: 224, resampler: 'pillow-bicubic', ...torchvision },
  ],
  [
    'facebook/convnext-base-384: squashed from 384 on',
    {
      ...common,
      ...imagenet,
      ...rescale,
      crop_pct: null,
      image_processor_type: 'ConvNextImageProcessor',
      resample: 3,
      size: { shortest_edge: 384 },
    },
    { fit: 'squash', resize: 384, crop: 384 },
  ],
  [
    'facebook/regnet-y-040, with a part of its own',
    {
      ...common,
      ...imagenet,
      crop_pct: 0.95,
      image_processor_type: 'ConvNextImageProcessorFast',
      size: { shortest_edge: 288 },
    },
    { fit: 'shortest', resize: 303, crop: 288, resampler: 'pillow-bilinear' },
  ],
  [
    'google/mobilenet_v1_1.0_224',
    {
      ...common,
      ...half,
      ...rescale,
      crop_size: { height: 224, width: 224 },
      do_center_crop: true,
      image_processor_type: 'MobileNetV1ImageProcessor',
      resample: 2,
      size: { shortest_edge: 256 },
    },
    { fit: 'shortest', resize: 256, crop: 224, resampler: 'pillow-bilinear', ...inception },
  ],
  [
    'google/efficientnet-b0: divided by the deviation twice, as include_top has it',
    {
      ...common,
      ...rescale,
      crop_size: { height: 289, width: 289 },
      do_center_crop: false,
      image_mean: [0.485, 0.456, 0.406],
      image_processor_type: 'EfficientNetImageProcessor',
      image_std: [0.47853944, 0.4732864, 0.47434163],
      include_top: true,
      resample: 0,
      rescale_offset: false,
      size: { height: 224, width: 224 },
    },
    // 255 * 0.47853944 ** 2 = 58.395
    {
      fit: 'squash',
      resize: 224,
      crop: 224,
      resampler: 'pillow-nearest',
      mean: torchvision.mean,
      std: [expect.closeTo(58.395, 4), expect.closeTo(57.12, 4), expect.closeTo(57.375, 4)],
    },
  ],
  [
    "EfficientNet's offset: (pixel / 127.5 - 1 - mean) / std",
    {
      ...half,
      image_processor_type: 'EfficientNetImageProcessor',
      include_top: false,
      rescale_factor: 1 / 127.5,
      rescale_offset: true,
    },
    { fit: 'squash', resize: 346, crop: 346, mean: [191.25, 191.25, 191.25], std: [63.75, 63.75, 63.75] },
  ],
  [
    'facebook/levit-128S: int(256 / 224 * 224) and a crop of 224',
    {
      ...common,
      ...imagenet,
      do_center_crop: true,
      feature_extractor_type: 'LevitFeatureExtractor',
      resample: 3,
      size: 224,
    },
    { fit: 'shortest', resize: 256, crop: 224, resampler: 'pillow-bicubic', ...torchvision },
  ],
  [
    'google/bit-50',
    {
      ...common,
      ...half,
      ...rescale,
      crop_size: { height: 448, width: 448 },
      do_center_crop: true,
      do_convert_rgb: true,
      image_processor_type: 'BitImageProcessor',
      resample: 2,
      size: { shortest_edge: 448 },
    },
    { fit: 'shortest', resize: 448, crop: 448, ...inception },
  ],
  [
    'sail/poolformer_s12: int(224 / 0.9)',
    {
      ...common,
      ...imagenet,
      crop_pct: 0.9,
      crop_size: { height: 224, width: 224 },
      do_center_crop: true,
      image_processor_type: 'PoolFormerImageProcessor',
      resample: 3,
      size: { shortest_edge: 224 },
    },
    { fit: 'shortest', resize: 248, crop: 224 },
  ],
  [
    'apple/mobilevit-small: BGR in 0…1',
    {
      crop_size: { height: 256, width: 256 },
      do_center_crop: true,
      do_flip_channel_order: true,
      do_resize: true,
      feature_extractor_type: 'MobileViTFeatureExtractor',
      resample: 2,
      size: { shortest_edge: 288 },
    },
    { fit: 'shortest', resize: 288, crop: 256, channels: 'BGR', mean: [0, 0, 0], std: [255, 255, 255] },
  ],
  [
    "the class's own defaults, and nulls as newer files have them",
    {
      image_processor_type: 'DeiTImageProcessorFast',
      size: { height: 248, width: 248, shortest_edge: null },
      resample: null,
      do_pad: null,
    },
    { fit: 'squash', resize: 248, crop: 224, resampler: 'pillow-bicubic', ...inception },
  ],
  [
    'one number for all channels',
    { image_processor_type: 'ViTImageProcessor', image_mean: 0.25, image_std: 0.5 },
    { mean: [63.75, 63.75, 63.75], std: [127.5, 127.5, 127.5] },
  ],
  [
    'pixels that are neither rescaled nor normalised',
    { image_processor_type: 'ViTImageProcessor', do_rescale: false, do_normalize: false },
    { mean: [0, 0, 0], std: [1, 1, 1], scale: 1 },
  ],
  [
    'a crop out of images as they are',
    { image_processor_type: 'CLIPImageProcessor', do_resize: false, crop_size: 160 },
    { fit: 'none', crop: 160 },
  ],
])('reads %s', (_what, config, recipe) => expect(read(config)).toMatchObject(recipe))

it("goes by config.json's model_type where no processor is named", () => {
  const config = { ...common, ...imagenet, size: 224, resample: 3 }
  expect(read(config, 'resnet')).toMatchObject({ fit: 'shortest', resize: 256, crop: 224 })
  expect(read(config, 'vit')).toMatchObject({ fit: 'squash', resize: 224 })
  expect(() => read(config, 'toString')).toThrow('preprocessor_config.json: image_processor_type is null')
})

const vit = { image_processor_type: 'ViTImageProcessor' }
const clip = { image_processor_type: 'CLIPImageProcessor' }

it.each<[object, string | RegExp]>([
  [
    { image_processor_type: 'DonutImageProcessor' },
    'image_processor_type is "DonutImageProcessor", and Acuity does not know what that one does.',
  ],
  [
    { feature_extractor_type: 'constructor' },
    'feature_extractor_type is "constructor", and Acuity does not know what that one does.',
  ],
  [
    { ...vit, size: { height: 224, width: 320 } },
    'size is {"height":224,"width":320}, and Acuity evaluates square images.',
  ],
  [{ ...vit, size: { longest_edge: 224 } }, /size is \{"longest_edge":224\}, where a whole number .* is expected\.$/],
  [
    { ...clip, size: { shortest_edge: 224, longest_edge: 400 } },
    /size is \{"shortest_edge":224,"longest_edge":400\}, where /,
  ],
  [
    { ...vit, size: { shortest_edge: 224 } },
    'size is {"shortest_edge":224}, and without a crop images would keep their own shapes.',
  ],
  [{ ...vit, size: 1e9 }, /size is 1000000000, where a whole number from 1 to 4096/],
  [
    { ...clip, size: { shortest_edge: 224 }, crop_size: 288 },
    'crop_size is 288, but a crop of 288 does not fit into images resized to 224.',
  ],
  [{ ...clip, crop_size: { height: 224, width: 200 } }, /crop_size is .* square images\.$/],
  [{ ...vit, do_resize: false }, 'do_resize is false, and nothing else brings images to one size.'],
  [{ ...vit, do_center_crop: true }, 'do_center_crop is true, which its processor does not know.'],
  [{ ...vit, do_pad: true }, 'do_pad is true, and Acuity knows no such step.'],
  [{ ...vit, do_flip_channel_order: true }, 'do_flip_channel_order is true, which its processor does not know.'],
  [{ ...vit, resample: 6 }, /resample is 6, and Pillow's filters are 0 \(nearest\), 1 \(lanczos\)/],
  [{ ...vit, resample: 'PIL.Image.BOX' }, /resample is "PIL\.Image\.BOX", where the number of one of/],
  [{ ...vit, rescale_factor: -1 }, 'rescale_factor is -1, where a number above 0 is expected.'],
  [{ ...vit, image_std: [0.5, 0, 0.5] }, 'image_std is [0.5,0,0.5], by which pixels are divided.'],
  [{ ...vit, image_mean: [0.5] }, 'image_mean is [0.5], where a number for each of three channels is expected.'],
  [{ ...vit, do_normalize: 'yes' }, 'do_normalize is "yes", where true or false is expected.'],
  [
    { image_processor_type: 'EfficientNetImageProcessor', rescale_offset: true },
    /rescale_factor is null, and with rescale_offset only 1\/127\.5/,
  ],
  [
    { image_processor_type: 'ConvNextImageProcessor', size: { height: 224, width: 224 } },
    /size is .*, and its processor takes a shortest_edge\.$/,
  ],
  [
    { image_processor_type: 'ConvNextImageProcessor', size: 224, crop_pct: 1.5 },
    /crop_pct is 1\.5, where a number above 0/,
  ],
])('refuses what it cannot do, by key and value: %j', (config, message) => {
  const failing = () => read(config)
  expect(failing).toThrow(expect.objectContaining({ code: 'recipe-invalid' }))
  expect(failing).toThrow(typeof message === 'string' ? `preprocessor_config.json: ${message}` : message)
})

it('shows no more of a value than a line has room for', () => {
  expect(() => read({ ...vit, resample: 'x'.repeat(1000) })).toThrow(/^.{1,140}…, where/)
})
