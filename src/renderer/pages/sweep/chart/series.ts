/** How lines are told apart: by colour, by the mark of their points, and by the dashes of the line. */
export interface Series {
  colour: string
  /** Around 0, 0. */
  mark: string
  dashes: string
}

const COLOURS = 6
const marks = [
  'M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z',
  'M-4.5 -4.5h9v9h-9z',
  'M0 -5.5l5.5 9.5h-11z',
  'M0 5.5l5.5 -9.5h-11z',
  'M-2 -5.5h4v3.5h3.5v4h-3.5v3.5h-4v-3.5h-3.5v-4h3.5z',
]
const dashes = ['none', '7 3', '2 3', '9 3 2 3', '12 4', '5 2 1 2 1 2']

/** The look of a line; of thirty lines no two are alike. */
export function seriesAt(line: number): Series {
  return {
    colour: `var(--series-${(line % COLOURS) + 1})`,
    mark: marks[line % marks.length] ?? '',
    dashes: dashes[line % dashes.length] ?? 'none',
  }
}
