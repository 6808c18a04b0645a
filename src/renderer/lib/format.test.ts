import { describe, expect, it } from 'vitest'
import { accuracy, bytes, compact, count, counted, date, duration, eta, fps, percentage } from './format.ts'

/** Thin spaces as plain ones, for reading. */
const plain = (text: string) => text.replaceAll('\u202F', ' ')

describe('figures for people', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1 000'],
    [50_000, '50 000'],
    [1_281_167, '1 281 167'],
    [-1234, '-1 234'],
  ])('groups the digits of %d', (value, text) => expect(plain(count(value))).toBe(text))

  it('separates groups by a space that does not break', () => expect(count(50_000)).toBe('50\u202F000'))

  it('counts one and many', () => {
    expect([counted(1, 'image'), counted(0, 'image'), counted(2, 'class', 'classes')]).toEqual([
      '1 image',
      '0 images',
      '2 classes',
    ])
  })

  it('gives every accuracy its denominator', () => {
    expect(plain(accuracy(180, 240))).toBe('75.0% · 180 of 240')
    expect(plain(accuracy(37_512, 50_000))).toBe('75.0% · 37 512 of 50 000')
  })

  it('says that it does not know', () =>
    expect([accuracy(0, 0), percentage(null), compact(null), fps(null)]).toEqual(['–', '–', '–', '–']))

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [999_499, '999 kB'],
    [999_501, '1 MB'],
    [6_714_000_000, '6.71 GB'],
    [147_897_477_120, '148 GB'],
  ])('%d bytes', (value, text) => expect(plain(bytes(value))).toBe(text))

  it.each([
    [12, '12'],
    [470_072, '470 k'],
    [2_344_102, '2.34 M'],
    [60_965_224, '61 M'],
    [1_432_000_000, '1.43 G'],
  ])('%d in short', (value, text) => expect(plain(compact(value))).toBe(text))

  it.each([
    [1239.7, '1 240 fps'],
    [624, '624 fps'],
    [43.06, '43.1 fps'],
    [3.0249, '3.02 fps'],
    [99.96, '100 fps'],
  ])('%d images a second', (value, text) => expect(plain(fps(value))).toBe(text))
})

describe('time for people', () => {
  it.each([
    [0.0123, '12 ms'],
    [8.44, '8.4 s'],
    [9.96, '10 s'],
    [59.6, '1 min'],
    [140, '2 min 20 s'],
    [3600, '1 h'],
    [3900, '1 h 5 min'],
  ])('%d seconds took', (seconds, text) => expect(plain(duration(seconds))).toBe(text))

  it.each([
    [null, 'estimating the time left'],
    [0, 'a few seconds left'],
    [6, 'about 10 s left'],
    [43, 'about 45 s left'],
    [58, 'about 1 min left'],
    [130, 'about 2 min left'],
    [4810, 'about 1 h 20 min left'],
  ])('%s seconds are left', (seconds, text) => expect(plain(eta(seconds))).toBe(text))

  it('shows a moment in local time', () =>
    expect(date(new Date(2026, 4, 3, 14, 2).toISOString())).toBe('3 May 2026, 14:02'))
})
