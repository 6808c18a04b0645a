import type { OpenedMenu } from '../ui/menu.ts'

/** What lies over the page, one at a time. */
export class Overlay {
  shown = $state<'palette' | 'shortcuts' | null>(null)
  /** Of what was clicked with the right button, or has the focus. */
  menu = $state.raw<OpenedMenu | null>(null)
}
