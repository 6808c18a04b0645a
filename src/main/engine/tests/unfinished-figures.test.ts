import { expect, it } from 'vitest'
import type { ReportFormat, ReportKind } from '../../../shared/report.ts'
import type { RunSummary } from '../../../shared/run.ts'
import { acuity } from '../../../testing/command.ts'
import { evaluate, sampleEngine, sampleRun } from '../../../testing/engine.ts'
import { temporaryFolder } from '../../../testing/folders.ts'
import { timeInFull } from '../../../testing/timing.ts'

/** The rows of a CSV text, each by its columns; none here holds a comma in a cell that is asked for. */
function rowsOf(csv: string): Record<string, string>[] {
  const [head = [], ...rows] = csv
    .trim()
    .split('\r\n')
    .map((line) => line.split(','))
  return rows.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i] ?? ''])))
}

it('says wherever a figure stands that its run is not done, and of how many images it is', async () => {
  const home = temporaryFolder()
  const engine = await sampleEngine(home)
  const done = await evaluate(engine, sampleRun(99, { limit: 40 }))
  const { run } = await engine.call('runs.start', sampleRun(227, { batch: 1, threads: 1, name: 'cut off' }))
  engine.on('run.progress', ({ run: at, evaluated }) => {
    if (at === run && evaluated > 0) void engine.call('runs.cancel', { run })
  })
  const cut = await engine.call('runs.wait', { run })
  const { evaluated } = cut.images
  expect(cut).toMatchObject({ status: 'interrupted', images: { indexed: 240, skipped: 0 } })
  expect(evaluated).toBeLessThan(240)
  const basis = `Run 2 (cut off) is interrupted: 240 images indexed, ${evaluated} evaluated, 0 skipped. Its figures are of these images alone.`

  const report = async (as: ReportKind, format: ReportFormat) =>
    (await engine.call('reports.render', { run, as, format })).text
  for (const as of ['summary', 'classes', 'confusions', 'errors', 'images'] as const)
    for (const format of ['table', 'md'] as const) expect(await report(as, format), as).toContain(`\n${basis}\n`)
  expect(rowsOf(await report('summary', 'csv'))).toMatchObject([
    { status: 'interrupted', indexed: '240', evaluated: String(evaluated) },
  ])
  expect(JSON.parse(await report('summary', 'json'))).toMatchObject([
    { status: 'interrupted', indexed: 240, evaluated },
  ])
  expect((await report('classes', 'csv')).split('\r\n')[0]).toBe(
    'index,wnid,name,images,top1_correct,top1,top1_lo,top1_hi,top5,most_confused_with,most_confused_count',
  )

  const compare = async (runs: number[], format: ReportFormat) =>
    (await engine.call('comparisons.render', { runs, format, withPublished: false })).text
  const said = `it is interrupted, with ${evaluated} of 240 images`
  for (const format of ['table', 'md'] as const) {
    const text = await compare([done.run, run], format)
    expect(text).toMatch(/sample_net_227 \(interrupted\) +\|/)
    expect(text).toMatch(new RegExp(`\\| ${evaluated} of 240 images *\\|?\\n`))
    expect(text).toContain(`\ncut off (run 2) against the baseline: `)
    expect(text).toContain(said)
    // Every delta and ratio of the other row is against it.
    expect(await compare([run, done.run], format)).toContain(`\ncut off (run 2), the baseline: ${said}.\n`)
  }
  expect(rowsOf(await compare([done.run, run], 'csv'))).toMatchObject([
    { run: '1', status: 'done', indexed: '40', evaluated: '40', skipped: '0' },
    { run: '2', status: 'interrupted', indexed: '240', evaluated: String(evaluated), skipped: '0' },
  ])
  const flips = { first: done.run, second: run, cell: 'both-right', label: null } as const
  expect((await engine.call('flips.render', { ...flips, format: 'table' })).text).toContain(`\n${basis}\n`)
  await engine.close()

  // Where programs read, people are told beside it.
  for (const args of [
    ['report', '2', '--as', 'classes', '--format', 'csv'],
    ['report', '2', '--json'],
    ['flips', '1', '2', '--format', 'csv'],
  ])
    expect((await acuity(home, args)).stderr, args.join(' ')).toContain(basis)
  expect((await acuity(home, ['compare', '1', '2', '--format', 'csv'])).stderr).toContain(said)
  const table = await acuity(home, ['compare', '1', '2'])
  expect(table.stderr).toBe('')
  expect(table.stdout).toContain('images that both evaluated so far:')
  expect((await acuity(home, ['runs'])).stdout).toMatch(new RegExp(`cut off +\\| interrupted .*\\| +240 \\| \\d`))
})

it('marks speeds that are uncertain and every ratio to one, and gives each ratio its interval', async () => {
  timeInFull()
  const engine = await sampleEngine()
  const runs: RunSummary[] = []
  for (const crop of [227, 99] as const) runs.push(await evaluate(engine, sampleRun(crop, { limit: 4 })))
  const { rows } = await engine.call('runs.compare', { runs: runs.map(({ run }) => run) })
  const [, row] = rows
  expect(rows[0]).toMatchObject({ speedup: 1, speedupInterval: null })
  const [low, high] = row?.speedupInterval ?? [0, 0]
  expect(low).toBeLessThan(row?.speedup ?? 0)
  expect(high).toBeGreaterThan(row?.speedup ?? 0)
  const text = (await engine.call('comparisons.render', { runs: [1, 2], format: 'table' })).text
  expect(text).toMatch(/ fps \(\d+\.\dx speedup\)( †)? +\|.*\| [\d.]+–[\d.]+x +\| +\d+\.\d% \| 4 of 4 images\n/)
  expect(rowsOf((await engine.call('comparisons.render', { runs: [1, 2], format: 'csv' })).text)[1]).toMatchObject({
    speedup_lo: String(low),
    speedup_hi: String(high),
    session_spread: String(runs[1]?.speed.session?.spread),
  })
})
