import { expect, it } from 'vitest'
import { RecentPictures } from './recent-pictures.ts'

const picture = (bytes: number) => new Uint8Array(bytes)

it('keeps what was used last, within its bytes', () => {
  const recent = new RecentPictures(100)
  recent.add('a', picture(40))
  recent.add('b', picture(40))
  expect(recent.get('a')).toHaveLength(40)
  recent.add('c', picture(40))
  expect(recent.get('b')).toBeUndefined()
  expect(recent.get('a')).toHaveLength(40)
  expect(recent.get('c')).toHaveLength(40)
})

it('counts a picture once, however often it is added', () => {
  const recent = new RecentPictures(100)
  for (let i = 0; i < 10; i++) recent.add('a', picture(40))
  recent.add('b', picture(60))
  expect(recent.get('a')).toHaveLength(40)
  expect(recent.get('b')).toHaveLength(60)
})

it('keeps nothing that alone is more than it may hold', () => {
  const recent = new RecentPictures(100)
  recent.add('a', picture(101))
  expect(recent.get('a')).toBeUndefined()
  recent.add('b', picture(100))
  expect(recent.get('b')).toHaveLength(100)
})
