import path from 'node:path'
import { expect, it } from 'vitest'
import { RunSummary } from '../../shared/run.ts'
import { acuity } from '../../testing/command.ts'
import { temporaryFolder } from '../../testing/folders.ts'
import { sampleDataset, sampleModel, sampleRecipe, writeSampleLabels } from '../../testing/sample.ts'

it('labels that are one too high are said on stderr, in a report, and had right without evaluating again', async () => {
  const home = temporaryFolder()
  const labels = writeSampleLabels(path.join(home, 'from-1.txt'), (index) => index + 1)
  await acuity(home, ['index', sampleDataset, '--labels', labels, '--name', 'one'])
  const model = ['--model', sampleModel(99), '--recipe', sampleRecipe(99), '--threads', '1', '--as-indexed']
  const first = await acuity(home, ['evaluate', '--dataset', 'one', ...model, '--json'])
  const { warnings } = RunSummary.parse(JSON.parse(first.stdout))
  const said = expect.stringMatching(
    /^Top-1 is \d+\.\d% as given, and \d\d\.\d% if the labels are one too high \(\d+ images, judged in \d orders\)\. Have it so \("acuity evaluate --again 1 --order labels-minus-1"\)\.$/,
  ) as string
  expect(warnings).toContainEqual(said)
  expect(first.stderr).toContain('warning: Top-1 is ')

  const report = await acuity(home, ['report', '1', '--as', 'label-order', '--format', 'csv'])
  expect(report.stdout).toMatch(/^labels-minus-1,the labels are one too high,.*,found$/m)

  const again = ['evaluate', '--again', '1', '--order', 'labels-minus-1']
  const adopted = RunSummary.parse(JSON.parse((await acuity(home, [...again, '--json'])).stdout))
  expect(adopted).toMatchObject({ status: 'done', labelOrder: 'minus-1', images: { indexed: 240, evaluated: 240 } })
  expect(adopted.top1).toBeGreaterThan(0.7)
  const right = await acuity(home, ['report', String(adopted.run), '--as', 'label-order', '--format', 'csv'])
  expect(right.stdout).toMatch(/^labels-as-given,.*,worse$/m)
  expect((await acuity(home, ['evaluate', '--again', '1', '--order', 'labels-devkit'])).stderr).toContain(
    'labels-devkit (the labels are devkit ids (ILSVRC2012_ID, from 1)) makes no sense for run 1. These do: ',
  )
})
