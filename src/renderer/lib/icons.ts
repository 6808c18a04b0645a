/** Paths of the icons, drawn in a box of 16 × 16. */
export const icons = {
  plus: 'M8 3.5v9M3.5 8h9',
  close: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  check: 'M3.5 8.5l3 3 6-7',
  warning: 'M8 2.5l6 11H2zM8 6.5v3M8 11.4v.1',
  drop: 'M8 2.5v7M5 6.5l3 3 3-3M2.5 10.5v3h11v-3',
} as const

export type IconName = keyof typeof icons
