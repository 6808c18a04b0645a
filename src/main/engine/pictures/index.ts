export { existingImageFile } from './locate-image.ts'
export { Pictures } from './pictures.ts'
