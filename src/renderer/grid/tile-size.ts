/** Sizes of a grid of images, in pixels. */
export const GAP = 12

const LINE = 20

/** Of a tile whose picture is so high. */
export const narrowestTile = (picture: number) => picture + 4

/** A picture, the lines below it, and the gap to the next row. */
export const rowHeight = (lines: number, picture: number) => picture + lines * LINE + 20
