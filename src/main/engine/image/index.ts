/** Exact pixels: header inspection, decoding, resampling and cropping. */
export { createDecoder, type Decoder } from './decoder.ts'
export { planGeometry, type GeometryPlan } from './geometry.ts'
export type { ColorModel } from './header.ts'
export { inspectImageFile, type ImageInspection } from './inspect.ts'
export { createPreprocessor, type Preprocessor } from './preprocess.ts'
export { resample } from './resample.ts'
export type { CropWindow, RgbImage, Size } from './rgb-image.ts'
export type { ImageFormat } from './signature.ts'
