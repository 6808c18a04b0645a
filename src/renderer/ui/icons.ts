/** Paths of the icons, drawn in a box of 16 × 16. */
export const icons = {
  plus: 'M8 3.5v9M3.5 8h9',
  up: 'M8 12.5v-9M4.5 7L8 3.5 11.5 7',
  down: 'M8 3.5v9M4.5 9L8 12.5 11.5 9',
  right: 'M6.5 4.5L10 8l-3.5 3.5',
  grip: 'M6 4v.1M10 4v.1M6 8v.1M10 8v.1M6 12v.1M10 12v.1',
  close: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  check: 'M3.5 8.5l3 3 6-7',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.5v3.2M8 5.2v.1',
  warning: 'M8 2.5l6 11H2zM8 6.5v3M8 11.4v.1',
  drop: 'M8 2.5v7M5 6.5l3 3 3-3M2.5 10.5v3h11v-3',
} as const

export type IconName = keyof typeof icons
