import { expect, it } from 'vitest'
import { acuity } from '../../testing/command.ts'
import { temporaryFolder, writeFiles } from '../../testing/folders.ts'
import { jpeg } from '../../testing/images.ts'

it('files that runs will skip are named, the first when they are indexed and all when they are asked for', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'n01440764/a.JPEG': jpeg() })
  for (let i = 1; i <= 7; i++) writeFiles(folder, { [`n01440764/${i}.JPEG`]: i === 1 ? 'GIF89a' : '' })
  const home = temporaryFolder()
  const { stdout } = await acuity(home, ['index', folder, '--name', 'mine'])
  expect(stdout).toContain('    n01440764/1.JPEG: GIF is not supported: only JPEG and PNG are\n')
  expect(stdout).toContain('\n    and 2 more: acuity datasets show mine --as faults\n')
  const shown = await acuity(home, ['datasets', 'show', 'mine', '--as', 'faults', '--json'])
  expect(JSON.parse(shown.stdout)).toHaveLength(7)
})
