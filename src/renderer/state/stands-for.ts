import type { Attachment } from 'svelte/attachments'
import { on } from 'svelte/events'
import { isForControl } from '../lib/keys.ts'
import type { Things } from '../lib/thing.ts'
import type { MenuItem } from '../ui/menu.ts'
import type { App } from './app.ts'
import type { Place } from './shelf.svelte.ts'
import { menuFor, performKey } from './thing-commands.ts'

/** An element that stands for something: the right button and the menu key open what can be done with it. */
export function opensMenu(app: App, label: string, items: () => readonly MenuItem[]): Attachment<HTMLElement> {
  return (element) => on(element, 'contextmenu', (event) => showMenu(event, app, label, items()))
}

/** The same for datasets, models, runs and sweeps, whose keys it has as well. */
export function standsFor(app: App, things: () => Things, place: Place): Attachment<HTMLElement> {
  return (element) => {
    const offMenu = on(element, 'contextmenu', (event) => {
      const now = things()
      showMenu(event, app, labelOf(now, app), menuFor(now, app, place))
    })
    const offKeys = on(element, 'keydown', (event) => {
      if (!isForControl(event) && performKey(event, things(), app, place)) event.preventDefault()
    })
    return () => {
      offMenu()
      offKeys()
    }
  }
}

/** What a menu is of, spoken. */
export function labelOf({ kind, ids }: Things, { library }: App): string {
  const [id, ...others] = ids
  return id === undefined || others.length > 0 ? `${ids.length} of them` : (library.nameOf({ kind, id }) ?? kind)
}

function showMenu(event: MouseEvent, app: App, label: string, items: readonly MenuItem[]): void {
  // A field keeps its own.
  if (event.defaultPrevented || isForControl({ target: event.target, defaultPrevented: false })) return
  if (items.length === 0) return
  event.preventDefault()
  app.overlay.menu = { label, x: event.clientX, y: event.clientY, items }
}
