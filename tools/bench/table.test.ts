import { describe, expect, it } from 'vitest'
import { pipelineLimit } from './pipeline-limit.ts'
import { atLeast, atMost, figureRow, microseconds, notRun, ratioRow, seconds, showRate, under } from './row.ts'
import { summarise } from './sample.ts'
import { formatNotes, formatRows } from './table.ts'

const row = (values: number[], goal = atLeast(0.85)) =>
  ratioRow({ what: 'cold', measured: showRate(700), limit: showRate(80.04) }, summarise(values), goal)

describe('verdicts', () => {
  it.each([
    [[0.85], atLeast(0.85), 'met'],
    // What is printed as 0.850 may still be short of it.
    [[0.84999], atLeast(0.85), 'not met'],
    [[0.1, 0.9, 0.9], atLeast(0.85), 'met'],
    [[1], atMost(1), 'met'],
    [[1.001], atMost(1), 'not met'],
    [[2], under(2), 'not met'],
    [[1.999], under(2), 'met'],
  ] as const)('%j against %o: %s', (values, goal, verdict) => {
    expect(row([...values], goal).verdict).toBe(verdict)
  })
})

it('ends every line of the table with its verdict and nothing else', () => {
  const rows = [
    row([0.861, 0.87, 0.884]),
    figureRow({ what: 'index' }, summarise([12.5]), seconds, under(10, seconds)),
    figureRow({ what: 'own' }, summarise([12]), microseconds),
    notRun('CUDA', '', 'there is no GPU'),
  ]
  expect(formatRows(rows).split('\n')).toEqual([
    '| what  |  measured |      limit | ratio |           spread |   goal | verdict |',
    '| :---- | --------: | ---------: | ----: | ---------------: | -----: | :------ |',
    '| cold  | 700 img/s | 80.0 img/s | 0.870 | 0.861–0.884 of 3 | ≥ 0.85 | met     |',
    '| index |   12.50 s |          – |     – |                – | < 10 s | not met |',
    '| own   |   12.0 µs |          – |     – |                – |      – | no goal |',
    '| CUDA  |         – |          – |     – |                – |      – | not run |',
  ])
})

it('says below the table why a row was not run', () => {
  expect(formatNotes([row([1]), notRun('CUDA', '', 'there is no GPU')])).toBe('- **CUDA**: there is no GPU.')
})

it('sums the time that an image takes of each part', () => {
  expect(pipelineLimit(1000, 1000)).toBe(500)
  expect(pipelineLimit(1040, 2830)).toBeCloseTo(760.5, 1)
  expect(pipelineLimit(1000, 1000, 500)).toBe(250)
})
