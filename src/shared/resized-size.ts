import { roundHalfEven } from './half-even.ts'
import type { Resize } from './recipe.ts'

/** Width and height in pixels. */
interface Size {
  readonly width: number
  readonly height: number
}

/** What is left of an image before it is resized, from which pixel on. */
export interface CentralPart extends Size {
  readonly left: number
  readonly top: number
}

/**
 * The part of an image that a recipe cuts out of its middle. Of both sides: TensorFlow's `tf.image.central_crop`
 * (ops/image_ops_impl.py). A square: `_decode_and_center_crop` of EfficientNet's and the TPU ResNets' preprocessing.py,
 * in floats, its odd margins halved upwards; there the part is size / (size + 32).
 */
export function centralPart(
  { width, height }: Size,
  { centralCrop: part, centralShape }: Pick<Resize, 'centralCrop' | 'centralShape'>,
): CentralPart {
  if (part === undefined) return { left: 0, top: 0, width, height }
  if (centralShape === 'square') {
    const side = Math.trunc(Math.fround(Math.fround(part) * Math.min(width, height)))
    const before = (length: number) => Math.floor((length - side + 1) / 2)
    return { left: before(width), top: before(height), width: side, height: side }
  }
  const left = Math.trunc((width - width * part) / 2)
  const top = Math.trunc((height - height * part) / 2)
  return { left, top, width: width - 2 * left, height: height - 2 * top }
}

/**
 * Width and height in pixels that a recipe resizes an image to, or what it cuts out of it. Shortest: torchvision's
 * `_compute_resized_output_size` (transforms/functional.py), the longer side truncated. Longest: timm's
 * `ResizeKeepRatio` with `longest=1` (data/transforms.py), both sides rounded half to even; of an image that is
 * far longer than wide, nothing may be left, nor of the middle of one that has hardly a pixel.
 */
export function resizedSize(
  imageWidth: number,
  imageHeight: number,
  resizing: Pick<Resize, 'fit' | 'resize' | 'centralCrop' | 'centralShape'>,
): { width: number; height: number } {
  const { fit, resize } = resizing
  const { width, height } = centralPart({ width: imageWidth, height: imageHeight }, resizing)
  if (width === 0 || height === 0) return { width: 0, height: 0 }
  switch (fit) {
    case 'none':
      return { width, height }
    case 'squash':
      return { width: resize, height: resize }
    case 'shortest':
      return width <= height
        ? { width: resize, height: Math.trunc((resize * height) / width) }
        : { width: Math.trunc((resize * width) / height), height: resize }
    case 'longest': {
      const ratio = Math.max(height / resize, width / resize)
      return { width: roundHalfEven(width / ratio), height: roundHalfEven(height / ratio) }
    }
  }
}
