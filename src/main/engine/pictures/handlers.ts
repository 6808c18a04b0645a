import type { imageMethods } from '../../../shared/contract/images.ts'
import { findEvaluated } from '../eval/index.ts'
import type { EngineContext, Handlers } from '../wing.ts'
import { existingImageFile } from './locate-image.ts'
import type { Pictures } from './pictures.ts'

export const imageHandlers = ({
  db,
  pictures,
}: EngineContext & { pictures: Pictures }): Handlers<typeof imageMethods> => ({
  'images.picture': async ({ image, side }) => ({ bmp: await pictures.draw(image, side) }),
  'images.thumbnail': ({ image, side }) => pictures.thumbnail(image, side),
  'images.pixels': async ({ run, image }) => ({
    bmp: await pictures.crop(image, findEvaluated(db, run).settings.recipe),
  }),
  'images.crop': async ({ image, geometry }) => ({ bmp: await pictures.crop(image, geometry) }),
  'images.locate': async ({ image }) => ({ file: await existingImageFile(db, image) }),
})
