import { z } from 'zod'
import { ExportedModel } from '../exported-model.ts'
import { Recipe } from '../recipe.ts'
import type { Methods } from './method.ts'

export const exportingMethods = {
  /** Has the person's own Python export a classifier of one of its libraries into a folder, and checks what came of it. */
  'models.export': {
    input: z.object({
      /** `torchvision:resnet50`, `torchvision:resnet50.IMAGENET1K_V2`, `timm:resnet50.a1_in1k`, `hf:microsoft/resnet-50` */
      model: z.string().min(1),
      folder: z.string().min(1),
      /** Default: what the library states. */
      size: Recipe.shape.crop.optional(),
      /** Default: that of the active environment. */
      python: z.string().min(1).optional(),
      /** Drawn at random: nothing is downloaded. */
      randomWeights: z.boolean().default(false),
    }),
    output: ExportedModel,
  },
} satisfies Methods
