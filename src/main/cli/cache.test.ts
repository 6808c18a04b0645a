import { expect, it } from 'vitest'
import { acuity } from '../../testing/command.ts'
import { temporaryFolder } from '../../testing/folders.ts'
import { sampleDataset, sampleModel, sampleRecipe } from '../../testing/sample.ts'

it('shows, bounds and clears what is kept', async () => {
  const home = temporaryFolder()
  const json = async (...args: string[]) => JSON.parse((await acuity(home, args)).stdout) as unknown
  const model = ['--model', sampleModel(99), '--recipe', sampleRecipe(99)]
  await acuity(home, ['evaluate', '--dataset', sampleDataset, ...model, '--limit', '8'])

  const { stdout } = await acuity(home, ['cache'])
  expect(stdout).toMatch(/\| squash \| +128 \| pillow-bilinear \| +8 \| 0\.4 MB \|/)
  expect(stdout).toContain('0.4 MB of at most 21.5 GB in ')
  expect(stdout).toContain('0 thumbnails: 0.0 MB of at most 1.1 GB')
  expect(stdout).toContain('1 wrapped model: 0.4 MB of at most 10.7 GB in ')
  expect(await json('cache', '--json')).toMatchObject({ files: [{}], wrappedModels: { models: 1 } })

  expect(await json('cache', 'limit', '16GiB', '--json')).toMatchObject({ limitBytes: 16 * 2 ** 30 })
  for (const wrong of [['limit', 'much'], ['limit', '5'], ['limit'], ['nonsense']])
    expect(await acuity(home, ['cache', ...wrong])).toMatchObject({ code: 2, stdout: '' })

  const asked = await acuity(home, ['cache', 'limit', '0'])
  expect(asked).toMatchObject({ code: 2, stdout: '' })
  expect(asked.stderr).toBe(
    'acuity: The resized images that are kept take 0.4 MB: those beyond 0.0 MB will be removed. ' +
      'Nothing was changed: say that this is wanted (--yes).\n',
  )
  expect(await json('cache', '--json')).toMatchObject({ files: [{}], limitBytes: 16 * 2 ** 30 })
  expect(await json('cache', 'limit', '300kB', '--yes', '--json')).toMatchObject({ limitBytes: 300_000 })
  expect(await json('cache', '--json')).toMatchObject({ files: [] })
  expect(await json('cache', 'limit', '16GiB', '--json')).toMatchObject({ limitBytes: 16 * 2 ** 30 })

  expect(await acuity(home, ['cache', 'clear', '--dataset', 'nobody'])).toMatchObject({ code: 1, stdout: '' })
  expect(await acuity(home, ['cache', 'clear'])).toMatchObject({ code: 0, stdout: 'Removed 1 file, 0.4 MB.\n' })
  expect(await json('cache', '--json')).toMatchObject({ files: [], wrappedModels: { models: 0 } })
})
