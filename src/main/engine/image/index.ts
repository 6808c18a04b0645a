/** Exact pixels: header inspection, decoding, resampling and cropping. */
export { encodeBmp } from './bmp.ts'
export { createDecoder } from './decoder.ts'
export { FileReader } from './file-reader.ts'
export { planGeometry } from './geometry.ts'
export { inspectImageFile, type ImageInspection } from './inspect.ts'
export { asImageFault, openImageFile } from './open-file.ts'
export { createPreprocessor, type Preprocessor } from './preprocess.ts'
export { shrink } from './shrink.ts'
