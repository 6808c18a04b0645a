import { z } from 'zod'
import { counted } from './text.ts'

/** What a sample is drawn by: two runs of as many images and one seed are of the same ones. */
export const Seed = z.int().min(0).max(0xffff_ffff)

/** Some of the images of a dataset, of each class its share: what a run of them finds is an estimate. */
export const Sample = z.object({
  images: z.int(),
  /** Those that a run of the whole dataset would evaluate. */
  drawnFrom: z.int(),
  seed: Seed,
})
export type Sample = z.infer<typeof Sample>

/** For people: `estimated from 1000 of 50000 images, stratified by class, seed 0`. */
export const describeSample = ({ images, drawnFrom, seed }: Sample) =>
  `estimated from ${images} of ${counted(drawnFrom, 'image')}, stratified by class, seed ${seed}`
