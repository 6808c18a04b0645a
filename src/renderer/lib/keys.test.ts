import { expect, it } from 'vitest'
import { isForControl } from './keys.ts'

/** A key that was pressed while such an element had the focus. */
const pressed = (element: object, defaultPrevented = false) =>
  isForControl({ target: Object.assign(new EventTarget(), element), defaultPrevented })

it.each([
  { localName: 'input', type: 'text' },
  { localName: 'input', type: 'radio' },
  { localName: 'select', type: 'select-one' },
  { localName: 'textarea', type: 'textarea' },
  { localName: 'div', isContentEditable: true },
])('$localName $type keeps its keys', (element) => expect(pressed(element)).toBe(true))

it.each([
  { localName: 'input', type: 'checkbox' },
  { localName: 'button', type: 'submit' },
  { localName: 'a', type: '' },
  { localName: 'body' },
])('$localName $type leaves keys to the page', (element) => expect(pressed(element)).toBe(false))

it('leaves alone what was acted upon already', () => expect(pressed({ localName: 'button' }, true)).toBe(true))

it('takes keys that are pressed in the window itself', () => {
  expect(isForControl({ target: null, defaultPrevented: false })).toBe(false)
})
