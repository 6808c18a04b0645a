import { AcuityError } from '../../../shared/errors.ts'
import { ImageFault } from '../../../shared/skip.ts'
import {
  createDecoder,
  createJpegEncoder,
  createPreprocessor,
  encodeBmp,
  FileReader,
  ImageMemory,
  shrink,
  type RgbImage,
} from '../image/index.ts'
import { openSource, type Images, type Source } from '../sources/index.ts'
import { serveTasks } from '../threads/index.ts'
import { fileGone } from './locate-image.ts'
import type { LocatedImage, PictureTasks } from './picture-tasks.ts'

const memory = new ImageMemory()
const reader = new FileReader('look at it again', memory)
const decoder = createDecoder(undefined, undefined, memory)
/** Loaded for the first thumbnail. */
let encodeThumbnail: typeof encodeBmp | undefined
const preprocessor = createPreprocessor(undefined, memory)
/** By where they lie; a person looks at few datasets. */
const sources = new Map<string, Images>()

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
      try {
        preprocessor.preprocess(bytes, geometry, data)
      } finally {
        preprocessor.release()
      }
      return { width: crop, height: crop, data }
    }),
})

function show(located: LocatedImage, make: (bytes: Uint8Array) => RgbImage, encode = encodeBmp) {
  const { source, path } = located
  const { name } = imagesOf(source)(path)
  try {
    return encode(make(readAsIndexed(located)))
  } catch (error) {
    if (!(error instanceof ImageFault)) throw error
    if (error.reason === 'file-missing') throw fileGone(name)
    throw new AcuityError('file-unreadable', `${name} cannot be shown: ${error.message}.`)
  } finally {
    decoder.release()
    reader.release()
  }
}

/** What an open source knows of its images may be of before an archive was written anew: it is opened once more then. */
function readAsIndexed({ source, path, ...indexed }: LocatedImage): Uint8Array {
  try {
    return reader.read(imagesOf(source)(path), indexed)
  } catch (error) {
    if (!(error instanceof ImageFault)) throw error
    sources.delete(keyOf(source))
    return reader.read(imagesOf(source)(path), indexed)
  }
}

function imagesOf(source: Source): Images {
  const key = keyOf(source)
  const known = sources.get(key) ?? openSource(source)
  sources.set(key, known)
  return known
}

const keyOf = (source: Source) => JSON.stringify(source)
