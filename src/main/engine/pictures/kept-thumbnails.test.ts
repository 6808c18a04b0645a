import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../../testing/folders.ts'
import { KeptThumbnails } from './kept-thumbnails.ts'

const image = (name: string, bytes = 1000) => ({ root: '/pictures', path: name, bytes, mtimeMs: 1.5 })
const picture = (seed: number, bytes = 9000) => new Uint8Array(bytes).map((_, i) => i * seed)

function opened(file: string, limit?: number): KeptThumbnails {
  const kept = new KeptThumbnails(file, limit)
  onTestFinished(() => kept.close())
  return kept
}

const newFile = () => path.join(temporaryFolder(), 'cache', 'thumbnails.db')

it('keeps pictures by what the image was, and by their side', () => {
  const file = newFile()
  const first = opened(file)
  first.add(image('a'), 192, picture(3))
  first.add(image('a'), 384, picture(5))
  const second = opened(file)
  expect(second.get(image('a'), 192)).toEqual(picture(3))
  expect(second.get(image('a'), 384)).toEqual(picture(5))
  expect(second.get(image('a', 1001), 192)).toBeUndefined()
  expect(second.get({ ...image('a'), root: '/other' }, 192)).toBeUndefined()
  expect(second.describe()).toMatchObject({ images: 2 })
  expect(second.clear().images).toBe(2)
  expect(first.get(image('a'), 192)).toBeUndefined()
})

it('has the oldest make room', () => {
  const kept = opened(newFile(), 400_000)
  for (let i = 0; i < 200; i++) {
    kept.add(image(`${i}`), 192, picture(i))
    expect(kept.describe().bytes).toBeLessThan(420_000)
  }
  expect(kept.get(image('0'), 192)).toBeUndefined()
  expect(kept.get(image('199'), 192)).toEqual(picture(199))
  expect(kept.describe().images).toBeGreaterThan(25)
})

it('drops a picture that is not what was written', () => {
  const file = newFile()
  const kept = opened(file)
  kept.add(image('a'), 192, picture(3))
  const stranger = new Sqlite(file)
  stranger.prepare('UPDATE thumbnails SET picture = ?').run(picture(4))
  expect(kept.get(image('a'), 192)).toBeUndefined()
  expect(kept.describe().images).toBe(0)
  // Whole, but another image's.
  kept.add(image('b'), 192, picture(5))
  const identity = stranger.prepare('SELECT identity FROM thumbnails').pluck().get()
  kept.clear()
  kept.add(image('c'), 192, picture(6))
  stranger.prepare('UPDATE thumbnails SET identity = ?').run(identity)
  stranger.close()
  expect(kept.get(image('b'), 192)).toBeUndefined()
})

it.each<[string, (file: string) => void]>([
  ['no database', (file) => writeFileSync(file, 'a text that lies where the thumbnails should'.repeat(100))],
  [
    "somebody else's database",
    (file) => {
      truncateSync(file)
      const db = new Sqlite(file)
      db.exec('CREATE TABLE notes (text TEXT)')
      db.close()
    },
  ],
  [
    'of another version',
    (file) => {
      const db = new Sqlite(file)
      db.pragma('user_version = 99')
      db.close()
    },
  ],
])('begins a file anew that is %s', (_what, spoil) => {
  const file = newFile()
  const before = opened(file)
  before.add(image('a'), 192, picture(3))
  before.close()
  spoil(file)
  const kept = opened(file)
  expect(kept.get(image('a'), 192)).toBeUndefined()
  kept.add(image('b'), 192, picture(5))
  expect(kept.get(image('b'), 192)).toEqual(picture(5))
})

it('costs nothing but the thumbnails where the file is damaged in use, or cannot be written', () => {
  const file = newFile()
  const before = opened(file)
  for (let i = 0; i < 50; i++) before.add(image(`${i}`), 192, picture(i))
  before.close()
  const bytes = readFileSync(file)
  writeFileSync(file, bytes.fill(0x5a, 4096))
  const kept = opened(file)
  for (let i = 0; i < 50; i++) expect(kept.get(image(`${i}`), 192)).toBeUndefined()
  expect(() => kept.add(image('a'), 192, picture(3))).not.toThrow()

  const obstacle = path.join(temporaryFolder(), 'a-file')
  writeFileSync(obstacle, '')
  const nowhere = opened(path.join(obstacle, 'thumbnails.db'))
  nowhere.add(image('a'), 192, picture(3))
  expect(nowhere.get(image('a'), 192)).toBeUndefined()
})
