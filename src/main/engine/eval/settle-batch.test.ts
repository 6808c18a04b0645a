import { describe, expect, it } from 'vitest'
import { messageOfAdvice } from '../../../shared/advice.ts'
import type { Remedy } from '../../../shared/remedy.ts'
import { advised } from '../../../testing/remedies.ts'
import type { BatchFinding } from '../library/index.ts'
import { settleBatch } from './settle-batch.ts'

const fine: BatchFinding = { only: null, mixing: null, isBlind: false, isRandom: false }

const stated = (batch: number): Remedy => ({ do: 'set', values: { batch } })

const settle = (finding: Partial<BatchFinding>, asked?: number, stated: number | null = null) =>
  settleBatch({ file: 'net.onnx', stated, finding: { ...fine, ...finding } }, asked, 'cpu')

describe('a network that answers the same at any batch', () => {
  it('runs at the batch that was asked for, or at the usual one of its provider', () => {
    expect(settle({}, 32)).toEqual({ batch: 32, only: null, warnings: [] })
    expect(settle({})).toEqual({ batch: 8, only: null, warnings: [] })
  })

  it('or at the one that its file states, which is said where another was asked for', () => {
    expect(settle({}, undefined, 4)).toEqual({ batch: 4, only: null, warnings: [] })
    expect(settle({}, 4, 4).warnings).toEqual([])
    expect(settle({}, 8, 4)).toMatchObject({
      batch: 4,
      warnings: [advised(/^The model's batch is fixed at 4\. The batch of 8 asked for is not used\.$/, stated(4))],
    })
  })
})

it('a network whose images influence each other runs one at a time, and says why', () => {
  const { warnings, ...settled } = settle({ mixing: 'it is quantised' }, 8)
  expect(settled).toEqual({ batch: 1, only: 1 })
  expect(warnings).toEqual([
    "The images of a batch influence each other's answers: it is quantised. It runs one image at a time. " +
      'The batch of 8 asked for is not used.',
  ])
  expect(settle({ mixing: 'it is quantised' }, 1).warnings.map(messageOfAdvice).join()).not.toContain('asked for')
})

it('a network with a batch frozen inside runs at that, and says so', () => {
  const { warnings, ...settled } = settle({ only: 5 }, 8)
  expect(settled).toEqual({ batch: 5, only: 5 })
  expect(warnings).toEqual([advised(/works only at a batch of 5.*The batch of 8 asked for is not used\./, stated(5))])
  expect(settle({ only: 5 }).warnings).toEqual([advised(/works only at a batch of 5/, stated(5))])
  expect(settle({ only: 5 }, 5).warnings).toEqual([])
})

describe('a network that has no answer to a single image is refused, with what to do', () => {
  it.each<[string, Partial<BatchFinding>, number | null, RegExp]>([
    ['it draws at random', { isRandom: true }, null, /otherwise each time.*model\.eval\(\)/],
    ['it draws at random, in a fixed batch', { isRandom: true }, 1, /otherwise each time/],
    ['alone, all get the same', { mixing: 'a softmax', isBlind: true }, null, /every image the same answer.*a softmax/],
    ['its fixed batch mixes images', { mixing: 'a softmax' }, 8, /exactly 8 images.*Export it with a batch of 1/],
    ['its frozen batch mixes images', { mixing: 'a softmax', only: 8 }, null, /exactly 8 images/],
  ])('%s', (_, finding, stated, message) => {
    expect(() => settle(finding, undefined, stated)).toThrow(message)
  })
})
