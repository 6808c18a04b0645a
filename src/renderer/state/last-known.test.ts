import { expect, it } from 'vitest'
import { lastKnown } from './last-known.ts'

interface List {
  ids: { value: number[] | null; failure: string | null }
}

it('stays with what is known until the next list is, or has failed', () => {
  const list = (): List => ({ ids: { value: null, failure: null } })
  const [first, second, third] = [list(), list(), list()]
  const known = lastKnown<List>()
  expect(known(first)).toBe(first)
  first.ids.value = [1, 2]
  expect(known(second)).toBe(first)
  second.ids.value = []
  expect(known(second)).toBe(second)
  third.ids.failure = 'The engine is gone.'
  expect(known(third)).toBe(third)
})
