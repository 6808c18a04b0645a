import { describe, expect, it } from 'vitest'
import { Fingerprint } from './fingerprint.ts'

const classes = ['n01440764', 'n01443537'].map((wnid, index) => ({ index, wnid, name: wnid }))
const one = { path: 'n01440764/a.JPEG', bytes: 10, content: 'a1', label: 0 }
const other = { path: 'n01443537/b.JPEG', bytes: 20, content: 'b2', label: 1 }

function of(images: readonly (typeof one | (Omit<typeof one, 'content'> & { content: null }))[], list = classes) {
  const fingerprint = new Fingerprint(list)
  for (const image of images) fingerprint.add(image)
  return fingerprint.digest()
}

describe('the fingerprint of a dataset', () => {
  it('is the same in any order, and wherever the images lie', async () => {
    const all = await of([one, other])
    expect(all).toMatch(/^[0-9a-f]{64}$/)
    expect(await of([other, { ...one, path: 'z.png' }])).toBe(all)
  })

  it.each<[string, Parameters<typeof of>]>([
    ['a content', [[{ ...one, content: 'a2' }, other]]],
    ['a size', [[{ ...one, bytes: 11 }, other]]],
    ['a label', [[{ ...one, label: 1 }, other]]],
    ['an image less', [[one]]],
    ['an image twice', [[one, other, other]]],
    ['another class', [[one, other], classes.slice(0, 1)]],
  ])('is another with another of these: %s', async (_what, [images, list]) => {
    expect(await of(images, list)).not.toBe(await of([one, other]))
  })

  it('knows what could not be read by its name, in whichever folder', async () => {
    const unread = { ...one, content: null }
    const all = await of([unread, other])
    expect(await of([{ ...unread, path: 'elsewhere/a.JPEG' }, other])).toBe(all)
    expect(await of([{ ...unread, path: 'n01440764/c.JPEG' }, other])).not.toBe(all)
    // No name reads as a content.
    expect(await of([{ ...unread, path: 'a1' }, other])).not.toBe(await of([one, other]))
  })
})
