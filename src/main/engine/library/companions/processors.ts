import { IMAGENET_DEFAULT, IMAGENET_STANDARD, OPENAI_CLIP, type Colours } from './companion.ts'

/** What an image processor of transformers does where its file says nothing else. */
export interface Processor {
  /** Both sides, or the shorter one, in pixels. */
  size: { square: number } | { shortest: number }
  /** Whether it cuts out the centre, and of which side; null where it knows no crop. */
  crop: { isDone: boolean; side: number } | null
  /** Pillow's number of the filter. */
  resample: number
  colours: Colours
  /** Where the size is not that of the resized image: see transformers.ts. */
  rule?: 'convnext' | 'levit' | 'poolformer' | 'perceiver'
  /** Knows rescale_offset and include_top. */
  isEfficientNet?: boolean
  /** BGR, unless do_flip_channel_order says otherwise. */
  flips?: boolean
}

const BILINEAR = 2
const BICUBIC = 3

const crops = (side: number) => ({ isDone: true, side })

const vit: Processor = { size: { square: 224 }, crop: null, resample: BILINEAR, colours: IMAGENET_STANDARD }
const clip: Processor = { size: { shortest: 224 }, crop: crops(224), resample: BICUBIC, colours: OPENAI_CLIP }
const deit: Processor = { size: { square: 256 }, crop: crops(224), resample: BICUBIC, colours: IMAGENET_STANDARD }
const mobilenet: Processor = { ...deit, size: { shortest: 256 }, resample: BILINEAR }
const plain: Processor = { ...vit, colours: IMAGENET_DEFAULT }

/**
 * The defaults of each class's `__init__`, transformers/models/…/image_processing_….py, without the end of its name
 * (`ImageProcessor`, in older files `FeatureExtractor`). Swin, Dinat and ImageNet's ViT-MAE have ViT's; ResNet, RegNet, CvT and VAN
 * have ConvNeXT's; DINOv2, FocalNet and Hiera have BiT's; data2vec has BEiT's.
 */
export const PROCESSORS: Readonly<Record<string, Processor>> = {
  Beit: deit,
  Bit: clip,
  CLIP: clip,
  ConvNext: { ...vit, size: { shortest: 384 }, rule: 'convnext' },
  DeiT: deit,
  EfficientFormer: { ...plain, crop: crops(224), resample: BICUBIC },
  EfficientNet: {
    ...vit,
    size: { square: 346 },
    crop: { isDone: false, side: 289 },
    resample: 0,
    isEfficientNet: true,
  },
  Levit: { ...clip, colours: IMAGENET_DEFAULT, rule: 'levit' },
  MobileNetV1: mobilenet,
  MobileNetV2: mobilenet,
  MobileViT: {
    ...clip,
    crop: crops(256),
    resample: BILINEAR,
    colours: { mean: [0, 0, 0], std: [1, 1, 1] },
    flips: true,
  },
  Perceiver: { ...plain, crop: crops(256), resample: BICUBIC, rule: 'perceiver' },
  PoolFormer: { ...clip, colours: IMAGENET_DEFAULT, rule: 'poolformer' },
  Pvt: plain,
  Segformer: { ...plain, size: { square: 512 } },
  Siglip: { ...vit, resample: BICUBIC },
  ViT: vit,
  ViTHybrid: clip,
}

/** The classes by config.json's model_type, models/auto/image_processing_auto.py: for files that name none. */
export const OF_MODEL_TYPE: Readonly<Record<string, string>> = {
  ...{
    beit: 'Beit',
    'data2vec-vision': 'Beit',
    bit: 'Bit',
    dinov2: 'Bit',
    focalnet: 'Bit',
    hiera: 'Bit',
    clip: 'CLIP',
  },
  ...{
    convnext: 'ConvNext',
    convnextv2: 'ConvNext',
    cvt: 'ConvNext',
    regnet: 'ConvNext',
    resnet: 'ConvNext',
    van: 'ConvNext',
  },
  ...{ deit: 'DeiT', efficientformer: 'EfficientFormer', efficientnet: 'EfficientNet', levit: 'Levit' },
  ...{ mobilenet_v1: 'MobileNetV1', mobilenet_v2: 'MobileNetV2', mobilevit: 'MobileViT', mobilevitv2: 'MobileViT' },
  ...{ perceiver: 'Perceiver', poolformer: 'PoolFormer', pvt: 'Pvt', segformer: 'Segformer', siglip: 'Siglip' },
  ...{
    dinat: 'ViT',
    nat: 'ViT',
    swiftformer: 'ViT',
    swin: 'ViT',
    swinv2: 'ViT',
    vit: 'ViT',
    vit_mae: 'ViT',
    vit_msn: 'ViT',
  },
  vit_hybrid: 'ViTHybrid',
}
