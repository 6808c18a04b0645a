import { channels, mostLegible, tokenColours } from './css-colour.ts'
import type { Scene } from './draw-matrix.ts'
import { colourOf, type Ramp } from './matrix-pixels.ts'

/** How much of the strongest colour the weakest cell has; MatrixLegend says the same. */
const WEAKEST = 0.35

export interface MatrixColours extends Pick<Scene, 'colours' | 'textOn' | 'font'> {
  wrong: Ramp
  right: Ramp
}

/** The colours and the font that a matrix is drawn with inside an element and in this theme. */
export function matrixColours(element: HTMLElement): MatrixColours {
  const tokens = ['--surface', '--ink', '--ink-2', '--line', '--accent', '--wrong', '--right'] as const
  const [surface = '', ink = '', faint = '', line = '', mark = '', wrong = '', right = ''] = tokenColours(
    element,
    tokens,
  )
  const ramp = (high: string): Ramp => ({
    low: colourOf(WEAKEST, { low: channels(surface), high: channels(high) }),
    high: channels(high),
  })
  const ramps = { wrong: ramp(wrong), right: ramp(right) }
  return {
    ...ramps,
    colours: { surface, ink, faint, line, mark },
    textOn: (intensity, kind) => mostLegible(colourOf(intensity, ramps[kind]), [surface, ink]),
    font: getComputedStyle(element).font,
  }
}
