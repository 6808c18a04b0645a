import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../../testing/folders.ts'
import { refused } from '../../../testing/remedies.ts'
import { openDatabase } from './database.ts'

const row = {
  sha256: 'abc',
  name: 'mean.binaryproto',
  height: 2,
  width: 3,
  data: Float32Array.from({ length: 18 }, Math.sqrt),
}

/** A database with a mean image, and a second hand on its file. */
function opened() {
  const file = path.join(temporaryFolder(), 'acuity.db')
  const db = openDatabase(file)
  const stranger = new Sqlite(file)
  onTestFinished(() => {
    stranger.close()
    db.close()
  })
  db.meanImages.save(row)
  return { db, stranger }
}

it.each([
  ['one bit is another', "data = CAST(x'01' || substr(data, 2) AS BLOB)"],
  ['its end is missing', 'data = substr(data, 1, 68)'],
  ['its sides are exchanged', 'height = 3, width = 2'],
])('a mean image of which %s is refused by its name, until it is added again', (_what, damage) => {
  const { db, stranger } = opened()
  expect(db.meanImages.find('abc')).toEqual(row)
  stranger.exec(`UPDATE mean_images SET ${damage}`)
  expect(() => db.meanImages.find('abc')).toThrow(
    refused(/^The mean image mean\.binaryproto is not any more what was added: /, { do: 'state', option: 'meanFile' }),
  )
  db.meanImages.save(row)
  expect(db.meanImages.find('abc')).toEqual(row)
})

it('a mean image of before its sum was recorded is taken as it is', () => {
  const { db, stranger } = opened()
  stranger.exec('UPDATE mean_images SET crc32 = NULL')
  expect(db.meanImages.find('abc')).toEqual(row)
})
