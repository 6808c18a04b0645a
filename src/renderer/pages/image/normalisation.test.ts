import { expect, it } from 'vitest'
import { resolveRecipe } from '../../../shared/presets.ts'
import { describeNormalisation } from './normalisation.ts'

it('names what is subtracted and divided by, and the order of the channels', () => {
  expect(describeNormalisation(resolveRecipe('caffe'))).toBe(
    'Pixels of 8 bits, before normalisation. The network gets (pixel − mean) / std as BGR: mean 104, 117, 123; std 1, 1, 1.',
  )
})

it('names the mean image, and a scale that changes something', () => {
  const meanImage = { sha256: 'f'.repeat(64), name: 'mean.binaryproto' }
  const text = describeNormalisation({ ...resolveRecipe('caffe', { scale: 0.017 }), meanImage })
  expect(text).toContain('(pixel − mean) × scale / std as BGR: mean image mean.binaryproto; std 1, 1, 1, scale 0.017.')
})
