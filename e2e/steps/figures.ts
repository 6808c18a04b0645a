/** Figures as the window shows them, worked out a second time: the page's own helpers would agree with themselves. */

export const grouped = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, '\u202F')

export const interval = (bounds: readonly [number, number] | null) =>
  bounds === null ? '–' : `${bounds.map((bound) => (bound * 100).toFixed(1)).join('–')}%`

/** The first of a class's names. */
export const shortName = (name: string) => name.split(',', 1)[0] ?? ''
