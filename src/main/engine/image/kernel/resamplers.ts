import type { Resampler } from '../../../../shared/recipe.ts'
import type { KernelResampler } from './kernel-resampler.ts'
import { openCvLinear } from './opencv.ts'
import { pillow } from './pillow.ts'

/** How the kernel computes each resampler that a recipe may name; ../specification has the same table. */
export const resamplers: Record<Resampler, KernelResampler> = {
  'pillow-bilinear': pillow('bilinear'),
  'pillow-bicubic': pillow('bicubic'),
  'opencv-linear': openCvLinear,
}
