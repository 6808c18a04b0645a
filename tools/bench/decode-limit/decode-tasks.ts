import type { Geometry } from '../../../src/shared/recipe.ts'

// A type, not an interface, so that it counts as a record of tasks.
export type DecodeTasks = {
  /** Reads whole files into memory, to be given first. */
  load: { input: { files: readonly string[] }; output: null }
  /**
   * Decodes files, over and over, until all threads together have decoded `images`.
   * `next` is a shared 32-bit counter of what has been taken. With a geometry only the part of each image is decoded that
   * its crop is made of.
   */
  decode: { input: { next: SharedArrayBuffer; images: number; part: Geometry | null }; output: null }
  /**
   * Decodes whole files in the same way, and makes the crop of each geometry of every image. Answers what that resizing
   * alone took this thread, by geometry, in milliseconds.
   */
  resize: { input: { next: SharedArrayBuffer; images: number; geometries: readonly Geometry[] }; output: number[] }
}
