import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Engine } from '../../shared/contract.ts'
import type { ReportFormat } from '../../shared/report.ts'
import { ErrorFilter } from '../../shared/results.ts'
import { acuity } from '../../testing/command.ts'
import { evaluate, sampleRun } from '../../testing/engine.ts'
import { makeFolder } from '../../testing/folders.ts'
import { indexSample } from '../../testing/home.ts'
import { findResources } from '../resources.ts'
import { openEngine } from '../engine/index.ts'

const home = makeFolder()
let engine: Engine
let run: number

beforeAll(async () => {
  await indexSample(home.folder)
  engine = openEngine({ home: home.folder, resources: findResources() })
  run = (await evaluate(engine, sampleRun(99))).run
})
afterAll(async () => {
  await engine.close()
  home.remove()
})

/** The window's filter and the command line's options, written to files by each. */
async function bothWays(
  format: ReportFormat,
  stated: Partial<ErrorFilter>,
  options: string[],
): Promise<[string, string]> {
  const file = (name: string) => path.join(home.folder, `${name}.${format}`)
  const filter = ErrorFilter.parse(stated)
  await engine.call('reports.save', { run, as: 'errors', format, filter, file: file('window') })
  const args = ['report', String(run), '--as', 'errors', ...options, '--out', file('command')]
  expect((await acuity(home.folder, args)).code).toBe(0)
  return [readFileSync(file('window'), 'utf8'), readFileSync(file('command'), 'utf8')]
}

const narrow: Partial<ErrorFilter> = { rank: '2-5', from: 0.3, to: 0.9, order: 'margin', reversed: true }
const narrowOptions = [
  '--rank',
  '2-5',
  '--min-confidence',
  '.3',
  '--max-confidence',
  '0.9',
  '--order',
  'margin',
  '--reverse',
]

it.each<[ReportFormat, Partial<ErrorFilter>, string[]]>([
  ['csv', narrow, narrowOptions],
  ['json', { order: 'file', text: 'A' }, ['--order', 'file', '--text', 'A']],
  ['csv', { answers: 'right', order: 'margin' }, ['--answers', 'right', '--order', 'margin']],
])('the window and the command line write the same %s of a filter, byte for byte', async (format, stated, options) => {
  const [window, command] = await bothWays(format, stated, options)
  expect(command).toBe(window)
  expect(window.split('\n').length).toBeGreaterThan(3)
})

it('classes are named by their index, WordNet id or name', async () => {
  const { images } = await engine.call('results.errors', { run })
  const [first] = await engine.call('results.rows', { run, images: images.slice(0, 1) })
  if (!first) throw new Error('The run has no error.')
  const classes = await engine.call('results.classes', { run })
  const [label, predicted] = [classes[first.label], classes[first.predicted ?? -1]]
  const options = ['--true', label?.wnid ?? '', '--predicted', predicted?.name ?? '']
  const [window, command] = await bothWays('csv', { label: first.label, predicted: first.predicted }, options)
  expect(command).toBe(window)
  expect(window).toContain(first.path)
})

it('refuses what is no filter, and to filter anything else', async () => {
  const report = (...args: string[]) => acuity(home.folder, ['report', String(run), ...args])
  expect(await report('--as', 'errors', '--min-confidence', '70')).toMatchObject({ code: 2, stdout: '' })
  expect((await report('--as', 'errors', '--true', 'unicorn')).stderr).toContain('No class is called unicorn')
  expect((await report('--as', 'classes', '--rank', '2-5')).stderr).toContain('Only the report of errors')
})
