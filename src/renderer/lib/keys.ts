/** Fields and choices have a use of their own for arrows and Escape; a page's shortcuts leave those alone. */
const OWN_KEYS = 'input:not([type=checkbox]), select, textarea, [contenteditable], [role=radiogroup] *'

/** Whether a key was meant for the control that had the focus, and not for the page. */
export function isForControl({
  target,
  defaultPrevented,
}: Pick<KeyboardEvent, 'target' | 'defaultPrevented'>): boolean {
  return defaultPrevented || (target instanceof Element && target.closest(OWN_KEYS) !== null)
}
