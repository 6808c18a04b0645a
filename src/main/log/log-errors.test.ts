import { readFileSync } from 'node:fs'
import { afterEach, expect, it, vi } from 'vitest'
import type { CallOptions, Engine } from '../../shared/contract.ts'
import { AcuityError } from '../../shared/errors.ts'
import { temporaryFolder } from '../../testing/folders.ts'
import { sampleRun } from '../../testing/engine.ts'
import { sampleDataset } from '../../testing/sample.ts'
import { openEngine } from '../engine/index.ts'
import { findResources } from '../resources.ts'
import { Log, logErrors, slowQueries } from './index.ts'

afterEach(() => vi.restoreAllMocks())

const failing = (error: Error): Engine => ({
  call: () => Promise.reject(error),
  on: () => () => undefined,
  close: () => Promise.resolve(),
})

it('writes errors with their code, and faults of ours with where they were made', async () => {
  const log = new Log(temporaryFolder(), 'engine')
  for (const error of [
    new AcuityError('not-found', 'There is no run 7.'),
    new AcuityError('cancelled', 'Interrupted.'),
    new TypeError('undefined is not a function'),
  ])
    await expect(logErrors(failing(error), log).call('runs.get', { run: 7 })).rejects.toBe(error)
  const lines = readFileSync(log.file, 'utf8').trim().split('\n')
  expect(lines).toHaveLength(2)
  expect(lines[0]).toMatch(/ warn not-found runs\.get: There is no run 7\.$/)
  expect(lines[1]).toMatch(
    / error internal runs\.get: TypeError: undefined is not a function ⏎ at .*log-errors\.test\.ts/,
  )
})

it('passes on how a request is cancelled', async () => {
  const { signal } = new AbortController()
  let given: CallOptions | undefined
  const call: Engine['call'] = (_method, _input, options) => {
    given = options
    return Promise.reject(new AcuityError('cancelled', 'Interrupted.'))
  }
  const engine = logErrors({ ...failing(new Error()), call }, new Log(temporaryFolder(), 'engine'))
  await expect(engine.call('runs.list', {}, { signal })).rejects.toThrow('Interrupted.')
  expect(given).toEqual({ signal })
})

it('holds nothing of images: of a whole evaluation, no more than the names of queries', async () => {
  let now = 0
  // To this clock, everything takes longer than it may.
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 100))
  const log = new Log(temporaryFolder(), 'engine')
  const onSlow = (query: string, ms: number) => slowQueries(log)(query, ms)
  const engine = openEngine({ home: log.home, resources: findResources(), onSlow })
  await engine.call('datasets.index', { folder: sampleDataset, name: 'sample' })
  const { run } = await engine.call('runs.start', sampleRun(99))
  await engine.call('runs.wait', { run })
  await engine.close()
  const lines = readFileSync(log.file, 'utf8').trim().split('\n')
  expect(lines.length).toBeGreaterThan(20)
  for (const line of lines) expect(line).toMatch(/^\S+ engine\[\d+\] warn slow query [a-zA-Z]+\.[a-zA-Z]+ \d+ ms$/)
  expect(lines.join()).toContain('slow query predictions.insert ')
})
