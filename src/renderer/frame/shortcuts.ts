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

const everywhere: ShortcutGroup = {
  title: 'Everywhere',
  shortcuts: [
    { keys: ['Ctrl+K'], does: 'Find a run, a class, a model, a dataset or an action' },
    { keys: ['?'], does: 'Show these shortcuts' },
    { keys: ['Ctrl+N'], does: 'New run' },
    { keys: ['Ctrl+O'], does: 'Add a dataset' },
    { keys: ['Ctrl+Shift+O'], does: 'Add a model' },
    { keys: ['Ctrl+Shift+C'], does: 'Compare runs' },
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
  ],
}

const image: ShortcutGroup = {
  title: 'Image',
  shortcuts: [
    { keys: ['←', '→'], does: 'Previous or next image of the list' },
    { keys: ['Esc'], does: 'Back to the grid' },
    { keys: ['N'], does: 'Write a note' },
    { keys: ['L'], does: 'Tag: label looks wrong' },
    { keys: ['C'], does: 'Copy the file’s name' },
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

/** What keys do at a place. On macOS, Ctrl is Cmd. */
export function shortcutsAt(route: Route): ShortcutGroup[] {
  if (route.view === 'image') return [image, everywhere]
  if (route.view === 'flips' || (route.view === 'run' && route.tab === 'errors')) return [grid, everywhere]
  if (route.view === 'run' && route.tab === 'confusions') return [matrix, everywhere]
  return [everywhere]
}
