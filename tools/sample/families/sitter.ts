import type { Canvas } from '../canvas.ts'
import type { Frame, Light } from '../frame.ts'
import type { Random } from '../random.ts'
import type { Texture } from '../textures.ts'

/** Everything a family needs to draw one individual: where it stands, how it is lit, and what sets it apart. */
export interface Sitter {
  readonly canvas: Canvas
  readonly frame: Frame
  readonly light: Light
  readonly random: Random
  /** Of the body, in degrees. */
  readonly hue: number
  /** How strongly the fine marking stands out, 0 to 1. */
  readonly contrast: number
  /** The marking, in the frame's units. */
  readonly texture: Texture
}
