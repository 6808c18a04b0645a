import { expect, it } from 'vitest'
import { Drag } from './drag.svelte.ts'

/** Entries of 20 pixels below each other. */
const entries = (count: number) =>
  Array.from({ length: count }, (_, position) => ({
    getBoundingClientRect: () => ({ top: position * 20, bottom: position * 20 + 20 }),
    scrollIntoView: () => undefined,
  })) as unknown as Element[]

function dragging(keys: string[]) {
  const moves: [string, number][] = []
  return {
    moves,
    drag: new Drag<string>(
      () => keys,
      (key, steps) => moves.push([key, steps]),
    ),
  }
}

it('moves the entry that is dropped elsewhere, and none that is dropped beside itself', () => {
  const { drag, moves } = dragging(['a', 'b', 'c'])
  drag.grab('c')
  drag.follow(3, entries(3))
  expect([drag.isHeld('c'), drag.target]).toEqual([true, 0])
  drag.drop()
  expect([drag.isHeld('c'), drag.target, moves]).toEqual([false, null, [['c', -2]]])
  drag.grab('b')
  drag.follow(45, entries(3))
  expect(drag.target).toBe(null)
  drag.drop()
  expect(moves).toHaveLength(1)
})

it('leaves everything as it is when Escape is pressed, which does nothing else then', () => {
  const { drag, moves } = dragging(['a', 'b'])
  const pressed: string[] = []
  const press = (key: string) =>
    drag.press({ key, preventDefault: () => pressed.push(key), stopPropagation: () => undefined })
  press('Escape')
  drag.grab('a')
  drag.follow(39, entries(2))
  press('x')
  expect([drag.target, pressed]).toEqual([2, []])
  press('Escape')
  drag.drop()
  expect([drag.target, pressed, moves]).toEqual([null, ['Escape'], []])
})

it('moves nothing that has left the list meanwhile', () => {
  const keys = ['a', 'b']
  const { drag, moves } = dragging(keys)
  drag.grab('b')
  keys.pop()
  drag.follow(0, entries(1))
  drag.drop()
  expect(moves).toEqual([])
})
