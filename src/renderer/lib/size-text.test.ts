import { describe, expect, it } from 'vitest'
import { describeSize } from '../../shared/sweep.ts'
import { usualRatio } from './resize-ratio.ts'
import { readSizes } from './size-text.ts'

const read = (text: string, ratio = usualRatio) => {
  const { sizes, problem } = readSizes(text, ratio)
  return problem ?? sizes.map(describeSize).join(' ')
}

describe('a text of sizes', () => {
  it.each([
    ['', ''],
    [' 227, 111 ,99,', '259/227 126/111 113/99'],
    ['256/227, 128 / 111', '256/227 128/111'],
    ['96-224 step 64', '109/96 182/160 256/224'],
    ['96:223:64', '109/96 182/160'],
    ['224 – 96 by 64', '256/224 182/160 109/96'],
    ['96 to 96 step 1', '109/96'],
    ['224; 256/227\n96', '256/224 256/227 109/96'],
    ['96:160:32, 160, 182/160, 200/160', '109/96 146/128 182/160 200/160'],
  ])('%j is %s', (text, sizes) => expect(read(text)).toBe(sizes))

  it('cuts crops that stand alone by the ratio, and no others', () => {
    expect(read('227, 99, 128/99', { crop: 227, resize: 256 })).toBe('256/227 111/99 128/99')
  })
})

describe('what is wrong', () => {
  it.each([
    ['227, 12x, 99', /^“12x” is no size: 227 is a crop, 256\/227 a side/],
    ['227, 111/128', /^“111\/128” is no size: a crop of 128 is larger than the 111/],
    ['96-256', /^“96-256” is a range without a step: 96-256 step 32$/],
    ['96:256:0', /^“96:256:0” is a range without end: its step is 0$/],
    ['227, 0', /^“0” is no size: 0 is not between 1 and 4096$/],
    ['9000/227', /^“9000\/227” is no size: 9000 is not/],
    ['4000', /^“4000” is too large: it would be cut from a side of 4571, more than 4096$/],
    ['3000-4000 step 500', /^“3000-4000 step 500” is too large: it would be cut from a side of 4571, more/],
    ['227, 1-300 step 1', /^“1-300 step 1” makes more than 100 sizes$/],
    ['-5', /^“-5” is no size/],
    ['227.5', /^“227.5” is no size/],
  ])('in %j is named with its part', (text, problem) => expect(read(text)).toMatch(problem))
})
