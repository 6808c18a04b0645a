import type { Resampler } from '../../../../shared/recipe.ts'
import { openCvNearest, pillowNearest } from '../nearest-samples.ts'
import type { KernelResampler } from './kernel-resampler.ts'
import { nearest } from './nearest.ts'
import { openCvArea } from './opencv-area.ts'
import { openCvCubic } from './opencv-cubic.ts'
import { openCvLinear } from './opencv.ts'
import { pillow } from './pillow.ts'

/** How the kernel computes each resampler that a recipe may name; ../specification has the same table. */
export const resamplers: Record<Resampler, KernelResampler> = {
  'pillow-bilinear': pillow('bilinear'),
  'pillow-bicubic': pillow('bicubic'),
  'pillow-lanczos': pillow('lanczos'),
  'pillow-box': pillow('box'),
  'pillow-hamming': pillow('hamming'),
  'pillow-nearest': nearest(pillowNearest),
  'opencv-linear': openCvLinear,
  'opencv-area': openCvArea,
  'opencv-cubic': openCvCubic,
  'opencv-nearest': nearest(openCvNearest),
}
