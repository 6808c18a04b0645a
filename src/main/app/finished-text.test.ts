import { expect, it } from 'vitest'
import { finishedText } from './finished-text.ts'

const images = { indexed: 500, unanswered: 0, damaged: 0, evaluated: 498, skipped: 2, skippedBy: [] }
const run = { name: 'squeezenet 227', status: 'done', top1: 0.5622, images, error: null } as const

it('says what a run came to', () => {
  expect(finishedText(run)).toEqual({ title: 'squeezenet 227 is done', body: 'Top-1 56.2% · 498 images · 2 skipped' })
  expect(finishedText({ ...run, top1: null, images: { ...images, evaluated: 1, skipped: 0 } })?.body).toBe('1 image')
})

it('says why one failed, and nothing of one that was ended by hand', () => {
  const error = { code: 'model-invalid', message: 'The model failed on a batch of 8.', details: {} } as const
  expect(finishedText({ ...run, status: 'failed', error })).toEqual({
    title: 'squeezenet 227 failed',
    body: 'The model failed on a batch of 8.',
  })
  expect(finishedText({ ...run, status: 'interrupted' })).toBeNull()
})
