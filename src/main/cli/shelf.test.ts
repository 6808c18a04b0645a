import { expect, it } from 'vitest'
import { acuity } from '../../testing/command.ts'
import { temporaryFolder } from '../../testing/folders.ts'
import { indexSample } from '../../testing/home.ts'
import { sampleModel, sampleRecipe } from '../../testing/sample.ts'

it('renames, tags, archives, deletes after it has said what goes along, and brings back', async () => {
  const home = temporaryFolder()
  await indexSample(home)
  const said = async (...args: string[]) => {
    const { code, stdout, stderr } = await acuity(home, args)
    return { code, stdout: stdout.trim(), stderr: stderr.trim() }
  }
  const model = ['--model', sampleModel(99), '--recipe', sampleRecipe(99), '--as-indexed']
  await said('evaluate', '--dataset', 'sample', ...model, '--limit', '4', '--name', 'small')

  expect(await said('rename', 'run', '1', 'tiny')).toMatchObject({ code: 0, stdout: 'small is tiny now.' })
  expect(await said('tag', 'tiny', '--add', 'paper', '--add', 'b', '--note', 'n')).toMatchObject({
    stdout: '1 run changed.',
  })
  expect(await said('archive', 'run', 'tiny')).toMatchObject({ stdout: '1 run changed.' })
  expect((await said('runs')).stdout).not.toContain('tiny')
  expect((await said('runs', '--all')).stdout).toMatch(/tiny .* b, paper$/)
  expect((await said('runs', '--archived')).stdout).toContain('tiny')
  expect(await said('runs', '--all', '--archived')).toMatchObject({ code: 2, stdout: '' })

  const goes = 'This deletes dataset sample, run 1 (tiny): 4 answers'
  const asked = await said('rm', 'dataset', 'sample')
  expect(asked).toMatchObject({ code: 2, stdout: '' })
  expect(asked.stderr).toContain(goes)
  expect(asked.stderr).toContain(
    'themselves stay where they are. Nothing was changed: say that this is wanted (--yes).',
  )
  for (const wrong of [[], ['run'], ['run', '1', '--purge'], ['picture', '1']])
    expect(await said('rm', ...wrong, '--yes')).toMatchObject({ code: 2, stdout: '' })

  const deleted = 'Deleted dataset sample, run 1 (tiny). "acuity undo" brings back what was deleted last.'
  expect(await said('rm', 'dataset', 'sample', '--yes')).toMatchObject({ code: 0, stdout: deleted })
  expect(JSON.parse((await said('datasets', '--all', '--json')).stdout)).toEqual([])
  expect(await said('undo')).toMatchObject({ code: 0, stdout: 'Brought back dataset sample, run 1 (tiny).' })
  expect(await said('undo')).toMatchObject({ code: 1, stdout: '' })

  await said('rm', 'run', '1', '--yes')
  const purge = await said('rm', '--purge')
  expect(purge.stderr).toContain('This removes run 1 (tiny) for good: nothing brings that back.')
  expect((await said('rm', '--purge', '--yes')).stdout).toMatch(/^Removed 1 thing for good, with 4 answers/)
  expect(await said('undo')).toMatchObject({ code: 1, stdout: '' })
})
