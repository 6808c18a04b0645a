import { commands, type CommandId } from '../../shared/commands.ts'

/** What tells whether an element has a use of its own for arrows and Escape. */
type Focused = Partial<Pick<HTMLInputElement, 'localName' | 'type' | 'isContentEditable'>>

const FIELDS = new Set(['input', 'select', 'textarea'])

/** Whether a key was pressed by itself, and for the page: not for a control, nor with Alt, Ctrl, Meta or Shift. */
export function isForPage(event: KeyboardEvent): boolean {
  return !isForControl(event) && !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey
}

/** Whether a page's key was pressed that stands for the command. */
export function isKeyOf(event: KeyboardEvent, id: CommandId): boolean {
  return isForPage(event) && event.key === commands[id].key?.toLowerCase()
}

/** Whether the key was pressed that undoes what was done on the page, and not what was typed into a field. */
export function isUndo(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = event
  return !isForControl(event) && key.toLowerCase() === 'z' && (ctrlKey || metaKey) && !shiftKey && !altKey
}

/** Whether a key was meant for the control that had the focus; a page's shortcuts leave such keys alone. */
export function isForControl({
  target,
  defaultPrevented,
}: Pick<KeyboardEvent, 'target' | 'defaultPrevented'>): boolean {
  const { localName = '', type, isContentEditable = false } = (target ?? {}) as Focused
  // A checkbox takes nothing but the space bar.
  return defaultPrevented || isContentEditable || (FIELDS.has(localName) && type !== 'checkbox')
}
