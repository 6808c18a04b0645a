import { expect, it } from 'vitest'
import { RovingFocus } from './roving-focus.svelte.ts'

const images = [10, 11, 12, 13, 14, 15]
const key = (name: string) => ({
  key: name,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  prevented: false,
  preventDefault() {
    this.prevented = true
  },
})

/** A grid of two columns whose tiles come into view only when it is let. */
function grid() {
  const opened: number[] = []
  const extended: [number, number][] = []
  const shown: (() => void)[] = []
  const focus: RovingFocus = new RovingFocus(null, {
    images,
    shape: { count: images.length, columns: 2, page: 2 },
    reveal: async (index) => {
      await new Promise<void>((resolve) => shown.push(resolve))
      return { focus: () => focus.hold(images[index] ?? -1) }
    },
    open: (image) => opened.push(image),
    extend: (from, to) => extended.push([from, to]),
  })
  const settle = async () => {
    for (const show of shown.splice(0)) show()
    await new Promise(setImmediate)
  }
  return { focus, opened, extended, settle }
}

it('goes where the keys lead, however many come before the first tile is in view', async () => {
  const { focus, settle } = grid()
  focus.hold(10)
  for (const name of ['ArrowRight', 'ArrowDown', 'ArrowDown']) focus.press(key(name))
  expect([focus.activeIndex, focus.focusedIndex]).toEqual([5, 0])
  await settle()
  expect([focus.activeIndex, focus.focusedIndex]).toEqual([5, 5])
})

it('opens the tile that a move leads to, also while the focus is still on the one before', async () => {
  const { focus, opened, settle } = grid()
  focus.hold(10)
  focus.press(key('ArrowRight'))
  const early = key('Enter')
  focus.press(early)
  expect([opened, early.prevented]).toEqual([[11], true])
  await settle()
  // Once it has the focus, its own link opens it.
  const late = key('Enter')
  focus.press(late)
  expect([opened, late.prevented]).toEqual([[11], false])
})

it('has what Shift leads over chosen', () => {
  const { focus, extended } = grid()
  focus.hold(10)
  for (const shiftKey of [true, true, false]) focus.press({ ...key('ArrowDown'), shiftKey })
  expect([focus.activeIndex, extended]).toEqual([
    4,
    [
      [10, 12],
      [12, 14],
    ],
  ])
})

it('leaves keys alone that are for the window', () => {
  const { focus } = grid()
  const back = { ...key('ArrowLeft'), altKey: true }
  focus.press(back)
  expect([focus.activeIndex, back.prevented]).toEqual([0, false])
})
