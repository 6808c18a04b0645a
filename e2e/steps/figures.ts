/** Figures as the window shows them, worked out a second time: the page's own helpers would agree with themselves. */

export const grouped = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, '\u202F')

export const interval = (bounds: readonly [number, number] | null) =>
  bounds === null ? '–' : `${bounds.map((bound) => (bound * 100).toFixed(1)).join('–')}%`

/** The first of a class's names. */
export const shortName = (name: string) => name.split(',', 1)[0] ?? ''

/** What each class of a list is called where there is room for one name: one that two have, also in capitals, has the id. */
export function nameIn(classes: readonly { name: string; wnid: string }[]): (index: number) => string {
  const called = (name: string) => shortName(name).toLowerCase()
  return (index) => {
    const { name = '', wnid = '' } = classes[index] ?? {}
    const isAlone = classes.filter((other) => called(other.name) === called(name)).length < 2
    return isAlone ? shortName(name) : `${shortName(name)} (${wnid})`
  }
}
