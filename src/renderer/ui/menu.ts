/** A line of a menu. */
export interface MenuItem {
  title: string
  /** What does the same, as it is written on keyboards. */
  key?: string | undefined
  /** A rule stands between two sections. */
  section: number
  act: () => unknown
}

/** A menu, and where in the window its corner is to be, in CSS pixels. */
export interface OpenedMenu {
  /** What it is of: spoken. */
  label: string
  x: number
  y: number
  items: readonly MenuItem[]
}
