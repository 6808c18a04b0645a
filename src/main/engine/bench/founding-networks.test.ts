import { expect, it } from 'vitest'
import { printedNumber, published } from '../../../shared/published.ts'
import { foundingNetworks } from './founding-networks.ts'

it('are those of the published table, in its order', () => {
  expect(foundingNetworks).toEqual(
    published.map(({ architecture, input, crop }) => ({
      architecture,
      input: printedNumber(input),
      crop: printedNumber(crop),
    })),
  )
})
