import path from 'node:path'
import { expect, it } from 'vitest'
import { RunSummary } from '../../shared/run.ts'
import { acuity } from '../../testing/command.ts'
import { temporaryFolder } from '../../testing/folders.ts'
import { indexSample } from '../../testing/home.ts'
import { hasSharedCases, sharedCases } from '../../testing/shared-data.ts'

it.skipIf(!hasSharedCases)(
  'nan-on-bright-16px.onnx: NaN is evaluated and wrong, and 63 of 63 images come from the crop cache',
  async () => {
    const home = temporaryFolder()
    const model = path.join(sharedCases, 'data', 'nan-on-bright-16px.onnx')
    await indexSample(home)
    const evaluate = ['evaluate', '--dataset', 'sample', '--as-indexed', '--limit', '63', '--model', model]
    const size = ['--resize', '18', '--crop', '16']
    const first = await acuity(home, [...evaluate, ...size, '--json'])
    expect(first.code).toBe(0)
    const { images, top1, top1Correct } = RunSummary.parse(JSON.parse(first.stdout))
    expect(images).toMatchObject({ indexed: 63, evaluated: 63, skipped: 0 })
    expect(images.unanswered).toBeGreaterThan(0)
    expect(images.unanswered).toBeLessThan(63)
    expect(top1).toBe(top1Correct / 63)
    expect(first.stderr).toContain(`warning: The network gave no answer for ${images.unanswered} of 63 images`)

    const second = await acuity(home, [...evaluate, ...size])
    expect(second.stdout).toContain('(63 of 63 images came resized from the crop cache)')
    expect(second.stdout).toContain(`63 evaluated (${images.unanswered} of them without an answer: wrong), 0 skipped`)

    const report = await acuity(home, ['report', '1'])
    expect(report.stdout).toContain(`63 evaluated (${images.unanswered} of them without an answer: wrong), 0 skipped`)
    expect(report.stderr).toContain(`warning: The network gave no answer for ${images.unanswered} of 63 images`)

    const errors = await acuity(home, ['report', '1', '--as', 'errors', '--unanswered', '--format', 'csv'])
    const lines = errors.stdout.trimEnd().split('\r\n').slice(1)
    expect(lines).toHaveLength(images.unanswered)
    for (const line of lines) expect(line).toMatch(/,-1,,,,,,,,,,$/)
  },
)
