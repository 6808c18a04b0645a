import type { PairedTrial } from './recipe-diagnosis.ts'
import { counted } from './text.ts'

/** What is said where nothing that was tried is better. */
export const noMistake = (images: number): string =>
  `No mistake was found: ${counted(images, 'image')} tell nothing that was tried to be better than the recipe as given.`

/** Beside a table of what was tried. */
export const TESTED =
  "Differences are in points, p by McNemar's exact test, adjusted after Holm for how many were tried, and of the pair for how " +
  'many it was chosen from.'

/** An adjusted probability. */
export const adjustedText = ({ adjusted }: Pick<PairedTrial, 'adjusted'>): string =>
  adjusted < 0.0001 ? '<0.0001' : adjusted.toFixed(4)

/** What the images tell of a recipe against the given one. */
export function verdictText({ verdict, images, imagesToTell }: PairedTrial): string {
  if (verdict !== 'alike') return verdict
  const more =
    imagesToTell === null ? '' : `; about ${Number(imagesToTell.toPrecision(2)).toLocaleString('en')} would tell`
  return `not distinguishable at ${counted(images, 'image')}${more}`
}
