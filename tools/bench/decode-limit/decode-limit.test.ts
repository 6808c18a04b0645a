import path from 'node:path'
import { expect, it } from 'vitest'
import { resolveRecipe } from '../../../src/shared/presets.ts'
import { findData } from '../data.ts'
import { withDecoding } from './decode-limit.ts'

it('has rates of decoding, and of resizing for each geometry', async () => {
  const { folder, files } = findData(true)
  const some = files.slice(0, 3).map((file) => path.join(folder, file))
  const geometries = [96, 128].map((crop) => resolveRecipe('inception', { crop }))
  const rates: number[] = []
  await withDecoding(some, 2, async (limit) => {
    rates.push(await limit.decode(7), await limit.decode(7, geometries[0]), ...(await limit.resize(7, geometries)))
  })
  expect(rates).toHaveLength(4)
  for (const rate of rates) expect(rate).toSatisfy((value) => Number.isFinite(value) && Number(value) > 0)
})
