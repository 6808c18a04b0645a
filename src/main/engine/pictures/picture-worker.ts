import { AcuityError } from '../../../shared/errors.ts'
import { ImageFault } from '../../../shared/skip.ts'
import { createDecoder, encodeBmp, FileReader, shrink } from '../image/index.ts'
import { serveTasks } from '../threads/index.ts'
import { fileGone } from './locate-image.ts'
import type { PictureTasks } from './picture-tasks.ts'

const reader = new FileReader('look at it again')
const decoder = createDecoder()

serveTasks<PictureTasks>({
  draw: ({ file, bytes, side }) => {
    try {
      return encodeBmp(shrink(decoder.decode(reader.read(file, bytes)), side))
    } catch (error) {
      if (!(error instanceof ImageFault)) throw error
      if (error.reason === 'file-missing') throw fileGone(file)
      throw new AcuityError('file-unreadable', `${file} cannot be shown: ${error.message}.`)
    }
  },
})
