import { expect, it } from 'vitest'
import { CropCacheSummary } from '../../shared/crop-cache.ts'
import { acuity } from '../../testing/command.ts'
import { temporaryFolder } from '../../testing/folders.ts'
import { sampleDataset, sampleModel, sampleRecipe } from '../../testing/sample.ts'

it('shows, bounds and clears the resized images that are kept', async () => {
  const home = temporaryFolder()
  const json = async (...args: string[]) => CropCacheSummary.parse(JSON.parse((await acuity(home, args)).stdout))
  const model = ['--model', sampleModel(99), '--recipe', sampleRecipe(99)]
  await acuity(home, ['evaluate', '--dataset', sampleDataset, ...model, '--limit', '8'])

  const { stdout } = await acuity(home, ['cache'])
  expect(stdout).toMatch(/\| squash \| +128 \| pillow-bilinear \| +8 \| 0\.4 MB \|/)
  expect(stdout).toContain('0.4 MB of at most 21.5 GB in ')
  expect(stdout).toContain('0 thumbnails: 0.0 MB of at most 1.1 GB')
  expect((await json('cache', '--json')).files).toHaveLength(1)

  expect((await json('cache', 'limit', '16GiB', '--json')).limitBytes).toBe(16 * 2 ** 30)
  for (const wrong of [['limit', 'much'], ['limit'], ['nonsense']])
    expect(await acuity(home, ['cache', ...wrong])).toMatchObject({ code: 2, stdout: '' })

  expect(await acuity(home, ['cache', 'clear', '--dataset', 'nobody'])).toMatchObject({ code: 1, stdout: '' })
  expect(await acuity(home, ['cache', 'clear'])).toMatchObject({ code: 0, stdout: 'Removed 1 file, 0.4 MB.\n' })
  expect((await json('cache', '--json')).files).toEqual([])
})
