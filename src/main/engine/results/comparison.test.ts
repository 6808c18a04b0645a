import { expect, it } from 'vitest'
import { evaluate, sampleEngine, sampleRun } from '../../../testing/engine.ts'

it('tells runs apart that read the same, and warns of what the table does not show', async () => {
  const engine = await sampleEngine()
  const { recipe = {} } = sampleRun(99)
  const start = async (crop: 99 | 227, more: object = {}) =>
    (await evaluate(engine, sampleRun(crop, { sample: 5, recipe: { ...sampleRun(crop).recipe, ...more } }))).run
  const plain = await start(99)
  const swapped = await start(99, { channels: recipe.channels === 'BGR' ? 'RGB' : 'BGR' })
  const shorter = await start(99, { resize: 110 })
  const other = await start(227)
  const rendered = async (runs: number[], format: 'md' | 'csv' = 'md') =>
    (await engine.call('comparisons.render', { runs, format, withPublished: false })).text

  const table = await rendered([plain, swapped, other])
  expect(table).toMatch(new RegExp(`sample_net_99 \\(run ${plain}\\) [^]*sample_net_99 \\(run ${swapped}\\) `))
  expect(table).toMatch(/\| sample_net_227 +\|/)
  expect(await rendered([plain, shorter, other])).not.toContain('(run')
  expect(await rendered([plain, swapped], 'csv')).not.toContain('(run')

  const { rows } = await engine.call('runs.compare', { runs: [plain, other], baseline: String(shorter) })
  expect(rows.map(({ summary }) => summary.run)).toEqual([shorter, plain, other])

  const { warnings } = await engine.call('runs.compare', { runs: [plain, swapped, shorter, other] })
  expect(warnings).toEqual([expect.stringMatching(/other preprocessing \(.*(RGB|BGR).* against .*(RGB|BGR)/)])
  expect(warnings[0]).toContain(`(run ${swapped})`)
})
