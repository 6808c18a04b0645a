import { AcuityError } from '../../../shared/errors.ts'
import type { Geometry } from '../../../shared/recipe.ts'
import { ImageFault } from '../../../shared/skip.ts'
import {
  createDecoder,
  createJpegEncoder,
  createPreprocessor,
  encodeBmp,
  FileReader,
  shrink,
  type Preprocessor,
  type RgbImage,
} from '../image/index.ts'
import { serveTasks } from '../threads/index.ts'
import { fileGone } from './locate-image.ts'
import type { ImageFile, PictureTasks } from './picture-tasks.ts'

const reader = new FileReader('look at it again')
const decoder = createDecoder()
/** Loaded for the first thumbnail. */
let encodeThumbnail: typeof encodeBmp | undefined
/** By their geometry; runs have few between them. */
const preprocessors = new Map<string, Preprocessor>()

serveTasks<PictureTasks>({
  draw: ({ side, ...image }) => show(image, (bytes) => shrink(decoder.decode(bytes), side)),
  thumbnail: ({ side, ...image }) => {
    encodeThumbnail ??= createJpegEncoder() ?? encodeBmp
    return show(image, (bytes) => shrink(decoder.decode(bytes), side), encodeThumbnail)
  },
  crop: ({ geometry, ...image }) =>
    show(image, (bytes) => {
      const { crop } = geometry
      const data = new Uint8Array(crop * crop * 3)
      preprocessorFor(geometry).preprocess(bytes, data)
      return { width: crop, height: crop, data }
    }),
})

function show({ file, ...indexed }: ImageFile, make: (bytes: Uint8Array) => RgbImage, encode = encodeBmp) {
  try {
    return encode(make(reader.read(file, indexed)))
  } catch (error) {
    if (!(error instanceof ImageFault)) throw error
    if (error.reason === 'file-missing') throw fileGone(file)
    throw new AcuityError('file-unreadable', `${file} cannot be shown: ${error.message}.`)
  }
}

function preprocessorFor(geometry: Geometry): Preprocessor {
  const key = JSON.stringify(geometry)
  const known = preprocessors.get(key) ?? createPreprocessor(geometry)
  preprocessors.set(key, known)
  return known
}
