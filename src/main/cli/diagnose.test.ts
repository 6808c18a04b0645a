import { expect, it } from 'vitest'
import { acuity } from '../../testing/command.ts'
import { temporaryFolder } from '../../testing/folders.ts'
import { indexSample } from '../../testing/home.ts'
import { patient } from '../../testing/patience.ts'
import { sampleModel } from '../../testing/sample.ts'

it(
  'diagnose tells what changes of a recipe do to accuracy in a table, and what to set',
  async () => {
    const home = temporaryFolder()
    await indexSample(home)
    const wrong = ['diagnose', '--dataset', 'sample', '--as-indexed', '--model', sampleModel(99), '--channels', 'BGR']
    const text = await acuity(home, [...wrong, '--sample', '120'])
    expect(text).toMatchObject({ code: 0 })
    expect(text.stdout).toMatch(/^As given: top-1 .* of 120 images, estimated from 120 of 240 images/)
    expect(text.stdout).toMatch(/^channels RGB +\| +120 \|.*\| better/m)
    expect(text.stdout).toMatch(/not distinguishable at 120 images; about [\d,]+ would tell/)
    expect(text.stdout).toContain('State the order of the channels (--channels RGB).')
    expect(text.stdout).toContain('is to tune on the test set')
  },
  patient(30_000),
)
