import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { EvaluatedRun, ImportedRun } from '../../shared/run.ts'
import { acuity } from '../../testing/command.ts'
import { makeFolder } from '../../testing/folders.ts'
import { indexSample } from '../../testing/home.ts'
import { sampleModel, sampleRecipe } from '../../testing/sample.ts'

const home = makeFolder()
const file = (name: string) => path.join(home.folder, name)
let original: EvaluatedRun
/** What the command line says of it. */
let text: string
let lines: string[]

const answersOf = async (run: number) =>
  (await acuity(home.folder, ['report', String(run), '--as', 'images', '--format', 'csv'])).stdout

async function imported(name: string, ...more: string[]) {
  const args = ['import', file(name), '--dataset', 'sample', '--as-indexed', '--json', ...more]
  const { code, stdout, stderr } = await acuity(home.folder, args)
  expect({ code, stderr }).toMatchObject({ code: 0 })
  return { run: ImportedRun.parse(JSON.parse(stdout)), stderr }
}

beforeAll(async () => {
  await indexSample(home.folder)
  const model = ['--model', sampleModel(99), '--recipe', sampleRecipe(99), '--threads', '1']
  text = (await acuity(home.folder, ['evaluate', '--dataset', 'sample', '--as-indexed', ...model])).stdout
  const runs = await acuity(home.folder, ['runs', '--json'])
  original = z.tuple([EvaluatedRun]).parse(JSON.parse(runs.stdout))[0]
  const answers = await answersOf(original.run)
  writeFileSync(file('answers.csv'), answers)
  lines = answers.trimEnd().split('\r\n')
})
afterAll(home.remove)

describe('acuity import', () => {
  it('makes of the report of a run the same run again: each answer, its probability, and each figure of them', async () => {
    const { run } = await imported('answers.csv', '--model-name', 'net', '--name', 'from elsewhere')
    expect(run).toMatchObject({
      ...{
        status: 'done',
        name: 'from elsewhere',
        model: 'net',
        recipe: null,
        modelFile: null,
        images: original.images,
      },
      ...{ top1: original.top1, top5: original.top5, ci: original.ci },
      speed: { session: null, pipeline: null, decode: null },
      imported: { file: file('answers.csv'), best: 5, confidences: true, labels: { compared: 240, different: 0 } },
    })
    expect(await answersOf(run.run)).toBe(readFileSync(file('answers.csv'), 'utf8'))
    const flips = await acuity(home.folder, ['flips', String(original.run), String(run.run)])
    expect(flips.stderr + flips.stdout).toContain(', 0 lost, 0 gained, ')
    const again = await acuity(home.folder, ['import', file('answers.csv'), '--dataset', 'sample', '--as-indexed'])
    const figures = (shown: string) => shown.split('\n').filter((line) => /^(?:images|top-1|top-5|ECE) /.test(line))
    expect(figures(text)).toHaveLength(4)
    expect(figures(again.stdout)).toEqual(figures(text))
    expect(again.stdout).toContain('speed      none: its answers were made elsewhere')
  })

  it('knows no top-5 and no confidence where the file has neither', async () => {
    writeFileSync(
      file('first.csv'),
      lines
        .map((line) =>
          line
            .split(',')
            .filter((_, i) => i === 0 || i === 4)
            .join(','),
        )
        .join('\n'),
    )
    const { run } = await imported('first.csv')
    expect(run).toMatchObject({
      top1: original.top1,
      top5: null,
      imported: { best: 1, confidences: false, labels: null },
    })
    const { stdout } = await acuity(home.folder, ['import', file('first.csv'), '--dataset', 'sample', '--as-indexed'])
    expect(stdout).toContain('top-5      not known: there are fewer than five classes of each image')
    expect(stdout).not.toMatch(/^ECE/m)
  })

  it('refuses images that it does not know, that are named twice, or that are missing, and takes a part if told so', async () => {
    const refused = async (name: string, text: string) => {
      writeFileSync(file(name), text)
      const { code, stderr } = await acuity(home.folder, ['import', file(name), '--dataset', 'sample', '--as-indexed'])
      expect(code).toBe(1)
      return stderr
    }
    const [head = '', first = '', ...others] = lines
    const [name = ''] = first.split(',')
    expect(await refused('twice.csv', [...lines, first].join('\n'))).toContain(
      `line 242: ${name} was named before, in line 2`,
    )
    const unknown = [head, first.replace(name, 'nobody.jpg'), ...others].join('\n')
    expect(await refused('unknown.csv', unknown)).toMatch(
      /1 of its 240 rows is of no image of sample: nobody.jpg \(line 2\)/,
    )
    expect(await refused('none.csv', [head, first.replace(name, 'nobody.jpg')].join('\n'))).toMatch(/none of its 1 row/)
    const missing = await refused('missing.csv', [head, ...others].join('\n'))
    expect(missing).toContain(`it answers 239 of the 240 images of sample, and not ${name}`)
    expect(missing).toContain('(--partial)')

    const { run, stderr } = await imported('unknown.csv', '--partial')
    expect(run.images).toMatchObject({
      indexed: 240,
      evaluated: 239,
      skippedBy: [{ reason: 'not-imported', images: 1 }],
    })
    expect(stderr).toContain('warning: The file answers 239 of the 240 images: the figures are of these alone')
    expect(stderr).toContain('warning: 1 row of the file is of no image of the dataset')
  })

  it("takes MLPerf's accuracy log by the numbers of its images, in order of their file names", async () => {
    const [, ...rows] = lines.map((line) => line.split(','))
    const nameOf = ([file = '']: string[]) => path.posix.basename(file)
    const byName = rows.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
    const hex = (value: number) => Buffer.from(Float32Array.of(value).buffer).toString('hex').toUpperCase()
    const entries = byName.map((row, i) => ({ seq_id: i, qsl_idx: i, data: hex(Number(row[4])) })).toReversed()
    writeFileSync(file('mlperf_log_accuracy.json'), JSON.stringify(entries))
    const { run, stderr } = await imported('mlperf_log_accuracy.json')
    expect(run).toMatchObject({ top1: original.top1, imported: { best: 1 } })
    expect(stderr).toContain('in order of their file names')
  })

  it('counts labels that are others, and is run by no command', async () => {
    writeFileSync(
      file('labels.csv'),
      lines.map((line, i) => (i === 7 ? line.replace(/,\d+,/, ',999,') : line)).join('\n'),
    )
    const { run, stderr } = await imported('labels.csv')
    expect(run.imported.labels).toEqual({ compared: 240, different: 1 })
    expect(stderr).toContain('states another class than the dataset for 1 of 240 images')
    for (const args of [
      ['evaluate', '--again'],
      ['evaluate', '--resume'],
      ['compare', '--measure'],
    ]) {
      const again = await acuity(home.folder, [...args, String(run.run)])
      expect(again).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('was imported from labels.csv') as string,
      })
    }
  })
})
