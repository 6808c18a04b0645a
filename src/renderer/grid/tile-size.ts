/** Sizes of a grid of images, in pixels. */
export const PICTURE = 144
export const GAP = 12
export const NARROWEST_TILE = 148

const LINE = 20

/** A picture, the lines below it, and the gap to the next row. */
export const rowHeight = (lines: number) => PICTURE + lines * LINE + 20
