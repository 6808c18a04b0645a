import { expect, it } from 'vitest'
import { offerOf } from './set-remedy.ts'

it('fills in the fields that a remedy sets, all of them or none', () => {
  expect(offerOf({ do: 'set', values: { mean: [123.675, 116.28, 103.53], classOffset: -1 } })).toEqual({
    label: 'Set “Mean” to 123.675, 116.28, 103.53 and set “Class offset” to -1',
    recipe: { mean: '123.675,116.28,103.53' },
    settings: { classOffset: '-1' },
  })
  expect(offerOf({ do: 'set', values: { crop: 99, memoryLimit: 2e9 } })).toBeNull()
  expect(offerOf({ do: 'set', values: { labels: 'val.txt' } })).toBeNull()
  expect(offerOf({ do: 'state', option: 'classOffset' })).toBeNull()
})
