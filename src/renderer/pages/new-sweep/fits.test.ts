import { expect, it } from 'vitest'
import type { SweepEstimate } from '../../../shared/sweep.ts'
import { fitsOf } from './fits.ts'

const fitting: SweepEstimate['fitting'] = []
const refused = [
  ['any', '8/16', 'too small'],
  ['fixed', '8/16', 'only 227'],
  ['fixed', '16/16', 'only 227'],
  ['fixed', '9/9', 'odd'],
].map(([model = '', size = '', message = '']) => {
  return { model, size, error: { code: 'model-invalid' as const, message, details: {} } }
})

it('tells of each model apart how it takes a size, and once why it does not take some', () => {
  const { fit, refusals } = fitsOf({ fitting, refused }, 'fixed')
  expect(refusals).toEqual([
    { reason: 'only 227', sizes: ['8/16', '16/16'] },
    { reason: 'odd', sizes: ['9/9'] },
  ])
  expect([fit('8/16'), fit('256/227')]).toEqual(['refused', null])
  expect(fitsOf({ fitting, refused }, 'any').refusals).toHaveLength(1)
})

it('knows nothing before anything was tried', () => {
  expect(fitsOf(null, 'any')).toMatchObject({ refusals: [] })
  expect(fitsOf(null, 'any').fit('8/16')).toBeNull()
})
