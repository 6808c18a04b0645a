import { channels, mostLegible, tokenColour } from './css-colour.ts'
import type { Scene } from './draw-matrix.ts'
import { colourOf, type Ramp } from './matrix-pixels.ts'

/** How much of the strongest colour the weakest cell has; MatrixLegend says the same. */
const WEAKEST = 0.35

export interface MatrixColours extends Pick<Scene, 'colours' | 'textOn' | 'font'> {
  wrong: Ramp
  right: Ramp
}

/** The colours and the font that a matrix is drawn with at this place and in this theme. */
export function matrixColours(place: HTMLElement): MatrixColours {
  const colour = (token: `--${string}`) => tokenColour(place, token)
  const [surface, ink] = [colour('--surface'), colour('--ink')]
  const ramp = (high: string): Ramp => ({
    low: colourOf(WEAKEST, { low: channels(surface), high: channels(high) }),
    high: channels(high),
  })
  const ramps = { wrong: ramp(colour('--wrong')), right: ramp(colour('--right')) }
  return {
    ...ramps,
    colours: { surface, ink, faint: colour('--ink-2'), line: colour('--line'), mark: colour('--accent') },
    textOn: (intensity, kind) => mostLegible(colourOf(intensity, ramps[kind]), [surface, ink]),
    font: getComputedStyle(place).font,
  }
}
