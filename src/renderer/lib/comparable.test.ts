import { expect, it } from 'vitest'
import { RunStatus } from '../../shared/run.ts'
import { describeCoverage, isComparable } from './comparable.ts'

it('takes every run that has evaluated an image, unless it failed', () => {
  expect(RunStatus.options.filter((status) => isComparable(status, { evaluated: 1 }))).toEqual([
    'queued',
    'running',
    'done',
    'interrupted',
  ])
  expect(RunStatus.options.filter((status) => isComparable(status, { evaluated: 0 }))).toEqual([])
})

it('says what is partial', () => {
  expect(describeCoverage('done', { evaluated: 238, indexed: 240, skipped: 2 })).toBe('238 of 240 images, 2 skipped')
  expect(describeCoverage('running', { evaluated: 1200, indexed: 50_000, skipped: 0 })).toBe(
    'Running, 1\u202F200 of 50\u202F000 images',
  )
  expect(describeCoverage('interrupted', { evaluated: 120, indexed: 500, skipped: 0 })).toBe(
    'Interrupted, 120 of 500 images',
  )
})
