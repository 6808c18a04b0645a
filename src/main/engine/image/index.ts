/** Exact pixels: header inspection, decoding, resampling and cropping. */
export { createDecoder } from './decoder.ts'
export { inspectImageFile, type ImageInspection } from './inspect.ts'
export { asImageFault, openImageFile } from './open-file.ts'
export { createPreprocessor, type Preprocessor } from './preprocess.ts'
