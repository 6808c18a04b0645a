import { expect, it } from 'vitest'
import { Selection } from './selection.svelte.ts'

const images = [10, 11, 12, 13, 14, 15]

it('holds what is chosen one by one, in the order of the list, as far as that still has it', () => {
  const selection = new Selection()
  for (const image of [14, 11, 12, 11]) selection.toggle(image)
  expect(selection.among(images)).toEqual([12, 14])
  expect([selection.has(14), selection.has(11), selection.size]).toEqual([true, false, 2])
  expect(selection.among([10, 11, 12])).toEqual([12])
  selection.clear()
  expect(selection.among(images)).toEqual([])
})

it('draws a range anew from where it began, and leaves what was chosen before', () => {
  const selection = new Selection()
  selection.toggle(10)
  selection.toggle(13)
  selection.extendTo(15, images)
  expect(selection.among(images)).toEqual([10, 13, 14, 15])
  selection.extendTo(12, images)
  expect(selection.among(images)).toEqual([10, 12, 13])
})

it('begins a range where it is said, where nothing was chosen', () => {
  const selection = new Selection()
  selection.extendTo(12, images, 11)
  selection.extendTo(13, images, 12)
  expect(selection.among(images)).toEqual([11, 12, 13])
})

it('chooses what a pointer draws, beside the rest or in place of it', () => {
  const selection = new Selection()
  selection.toggle(10)
  selection.begin(true)
  selection.spread([12, 13])
  selection.spread([12])
  selection.end()
  expect(selection.among(images)).toEqual([10, 12])
  selection.begin(false)
  selection.spread([15])
  selection.end()
  expect(selection.among(images)).toEqual([15])
  selection.all(images)
  expect(selection.size).toBe(6)
})
