import { listCommands } from '../../shared/commands.ts'
import type { Route } from '../lib/route.ts'

export interface Shortcut {
  /** Keys of which any will do; those that go together are joined by `+`. */
  keys: readonly string[]
  does: string
}

export interface ShortcutGroup {
  title: string
  shortcuts: readonly Shortcut[]
}

/** What a command's key does, as it is written on keyboards. */
const keysOf = (page?: 'image'): Shortcut[] =>
  listCommands().flatMap(({ key, title, does = title, on }) =>
    key !== undefined && on === page ? { keys: [key.replace('CmdOrCtrl', 'Ctrl')], does } : [],
  )

const everywhere: ShortcutGroup = {
  title: 'Everywhere',
  shortcuts: [
    ...keysOf(),
    { keys: ['F2'], does: 'Rename the entry that has the focus, or what the page is about' },
    { keys: ['Delete'], does: 'Delete it' },
    { keys: ['Shift+F10'], does: 'Show what can be done with it' },
    { keys: ['Alt+←'], does: 'Back' },
    { keys: ['Alt+→'], does: 'Forward' },
  ],
}

const grid: ShortcutGroup = {
  title: 'Grid of images',
  shortcuts: [
    { keys: ['←', '→', '↑', '↓'], does: 'Move between images' },
    { keys: ['Page Up', 'Page Down'], does: 'Move by a screen' },
    { keys: ['Home', 'End'], does: 'First or last of the row' },
    { keys: ['Ctrl+Home', 'Ctrl+End'], does: 'First or last image' },
    { keys: ['Enter'], does: 'Open the image' },
    { keys: ['Space', 'Ctrl+Click'], does: 'Select the image, or let go of it' },
    { keys: ['Shift+Arrow', 'Shift+Click'], does: 'Select as far as there' },
    { keys: ['Ctrl+A'], does: 'Select all of the list' },
    { keys: ['Esc'], does: 'Select nothing' },
    { keys: ['1', '…', '9'], does: 'Tag the selection, or untag it' },
    { keys: ['T'], does: 'Write a tag for the selection' },
  ],
}

const image: ShortcutGroup = {
  title: 'Image',
  shortcuts: [
    { keys: ['←', '→'], does: 'Previous or next image of the list' },
    { keys: ['Esc'], does: 'Back to the grid' },
    { keys: ['1', '…', '9'], does: 'Tag the image, or untag it' },
    ...keysOf('image'),
  ],
}

const sizes: ShortcutGroup = {
  title: 'Image at every size',
  shortcuts: [
    { keys: ['+', '−'], does: 'Zoom all sizes' },
    { keys: ['0'], does: 'Show the whole of each' },
    { keys: ['←', '→', '↑', '↓'], does: 'Move within all, where one of them has the focus' },
    { keys: ['Enter'], does: 'Open the image in that run' },
  ],
}

const matrix: ShortcutGroup = {
  title: 'Confusion matrix',
  shortcuts: [
    { keys: ['←', '→', '↑', '↓'], does: 'Move between cells' },
    { keys: ['+', '−'], does: 'Zoom' },
    { keys: ['0'], does: 'Show the whole matrix' },
    { keys: ['Enter'], does: 'Open the images of the cell' },
  ],
}

const points: readonly Shortcut[] = [
  { keys: ['←', '→'], does: 'Move along a line' },
  { keys: ['↑', '↓'], does: 'Move to the next line' },
  { keys: ['Home', 'End'], does: 'First or last point of the line' },
  { keys: ['Enter'], does: 'Open the run' },
  { keys: ['Esc'], does: 'Hide what is told of a point' },
]

const curve: ShortcutGroup = {
  title: 'Curve of a sweep',
  shortcuts: [...points, { keys: ['Space'], does: 'Mark the point: two that are marked open side by side' }],
}

const objects: ShortcutGroup = { title: 'Chart of object sizes', shortcuts: points }

const runs: ShortcutGroup = {
  title: 'Table of runs',
  shortcuts: [
    { keys: ['↑', '↓'], does: 'Move between runs' },
    { keys: ['Space'], does: 'Select the run, or not' },
    { keys: ['Shift+↑', 'Shift+↓'], does: 'Select on the way' },
    { keys: ['Ctrl+A'], does: 'Select all that are shown' },
    { keys: ['Esc'], does: 'Select none' },
    { keys: ['Delete'], does: 'Delete those that are selected' },
    { keys: ['Enter'], does: 'Open the run' },
  ],
}

/** What keys do on a page. On macOS, Ctrl is Cmd. */
export function shortcutsAt(route: Route): ShortcutGroup[] {
  if (route.view === 'runs') return [runs, everywhere]
  if (route.view === 'image') return [image, sizes, everywhere]
  if (route.view === 'flips' || (route.view === 'run' && route.tab === 'errors')) return [grid, everywhere]
  if (route.view === 'sweep' && route.tab === 'critical') return [grid, everywhere]
  if (route.view === 'run' && route.tab === 'confusions') return [matrix, everywhere]
  if (route.view === 'sweep' && route.tab === 'curve') return [curve, everywhere]
  if (route.view === 'sweep' && route.tab === 'objects') return [objects, everywhere]
  return [everywhere]
}
