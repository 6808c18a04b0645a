import { z } from 'zod'
import { MeanImageReference } from './mean-image.ts'

export const Fit = z.enum(['squash', 'shortest', 'longest', 'none'])
export type Fit = z.infer<typeof Fit>

/** The arithmetic of resizing, after the library and its filter that it equals to the byte. */
export const Resampler = z.enum([
  'pillow-bilinear',
  'pillow-bicubic',
  'pillow-lanczos',
  'pillow-box',
  'pillow-hamming',
  'pillow-nearest',
  'opencv-linear',
  'opencv-area',
  'opencv-cubic',
  'opencv-nearest',
])
export type Resampler = z.infer<typeof Resampler>

export const CropRounding = z.enum(['half-even', 'floor'])
export type CropRounding = z.infer<typeof CropRounding>

export const ChannelOrder = z.enum(['RGB', 'BGR'])
export type ChannelOrder = z.infer<typeof ChannelOrder>

export const Layout = z.enum(['NCHW', 'NHWC'])
export type Layout = z.infer<typeof Layout>

export const CentralShape = z.enum(['image', 'square'])
export type CentralShape = z.infer<typeof CentralShape>

/** Of images, resized images and crops, in pixels. */
export const MAX_SIDE = 4096

const Side = z.int().min(1).max(MAX_SIDE)
const PerChannel = z.tuple([z.number(), z.number(), z.number()])
const Byte = z.int().min(0).max(255)

/**
 * Everything between a file and the network's input, as data. The network sees `(pixel - mean) * scale / std` with
 * pixels in 0…255, and mean and std in the network's own channel order.
 */
export const Recipe = z.strictObject({
  /**
   * squash: both sides to `resize`; shortest: the shorter side to `resize`, keeping the aspect; longest: the longer side,
   * with `fill` around what the crop is larger than; none: as it is.
   */
  fit: Fit,
  resize: Side,
  crop: Side,
  /** How an odd margin is halved: as torchvision rounds (half to even), or floored as Caffe does. */
  cropRounding: CropRounding,
  resampler: Resampler,
  channels: ChannelOrder,
  mean: PerChannel,
  /** Subtracted in place of `mean`, pixel by pixel: cut where the image is. */
  meanImage: MeanImageReference.optional(),
  std: PerChannel.refine((std) => std.every((s) => s !== 0), 'no std may be 0'),
  scale: z.number().refine((scale) => scale !== 0, 'the scale may not be 0'),
  /** The part of an image that is cut out of its middle before it is resized; all of it where undefined. */
  centralCrop: z.number().gt(0).max(1).optional(),
  /** What it is a part of: image, of both sides; square, of the shorter side, and as wide as it is high. */
  centralShape: CentralShape.optional(),
  /** R, G and B of what lies around an image whose longer side is resized; the mean, rounded, if nothing is said. */
  fill: z.tuple([Byte, Byte, Byte]).optional(),
  /** Whether images are turned as their EXIF data say, as OpenCV's `imread` does. */
  exifOrientation: z.boolean().optional(),
})
export type Recipe = z.infer<typeof Recipe>

/** What decides the pixels of a resized image, whatever is cut out of it. */
export type Resize = Pick<Recipe, 'fit' | 'resize' | 'resampler' | 'centralCrop' | 'centralShape' | 'exifOrientation'>

/** The part of a recipe that decides pixels; the rest is arithmetic inside the network's graph. */
export const Geometry = Recipe.pick({
  ...{ fit: true, resize: true, resampler: true, centralCrop: true, centralShape: true, exifOrientation: true },
  ...{ crop: true, cropRounding: true, fill: true },
})
export type Geometry = z.infer<typeof Geometry>

/** That of a recipe, and nothing else. */
export function resizeOf({ fit, resize, resampler, centralCrop, centralShape, exifOrientation }: Resize): Resize {
  return {
    ...{ fit, resize, resampler },
    ...(centralCrop !== undefined && { centralCrop }),
    ...(centralShape !== undefined && { centralShape }),
    ...(exifOrientation !== undefined && { exifOrientation }),
  }
}

/** That of a recipe, and nothing else. */
export function geometryOf({ crop, cropRounding, fill, ...resize }: Geometry): Geometry {
  return { ...resizeOf(resize), crop, cropRounding, ...(fill !== undefined && { fill }) }
}
