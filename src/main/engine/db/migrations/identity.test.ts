import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../../../testing/folders.ts'
import { openDatabase } from '../database.ts'
import { migrations } from './index.ts'

/** What version 14 wrote of two datasets with notes and tags, of a run, and of a file whose content nobody knew. */
function oldHome(file: string): void {
  const db = new Sqlite(file)
  for (const { sql } of migrations.slice(0, 14)) db.exec(sql)
  db.pragma('user_version = 14')
  db.exec(`
    INSERT INTO datasets (id, name, root, generation, fingerprint, images) VALUES
      (1, 'val', '/val', 2, 'of paths', 4), (2, 'copy', '/copy', 1, 'of other paths', 2);
    INSERT INTO images (id, dataset_id, path, label, bytes, mtime_ms, content, added, removed) VALUES
      (1, 1, 'a/1.JPEG', 0, 10, 0, 'aa', 1, NULL),
      (2, 1, 'a/2.JPEG', 0, 20, 0, 'bb', 1, NULL),
      (3, 1, 'a/old.JPEG', 0, 30, 0, NULL, 1, NULL),
      (4, 1, 'a/was.JPEG', 0, 40, 0, NULL, 1, 2),
      (5, 1, 'a/was.JPEG', 0, 40, 9, 'dd', 2, NULL),
      (6, 2, 'flat-1.JPEG', 0, 10, 0, 'aa', 1, NULL),
      (7, 2, 'flat-2.JPEG', 0, 20, 0, 'bb', 1, NULL);
    INSERT INTO notes VALUES
      (1, 'a/1.JPEG', 10, 'first'), (2, 'flat-1.JPEG', 10, 'second'),
      (1, 'a/2.JPEG', 20, 'the same'), (2, 'flat-2.JPEG', 20, 'the same'),
      (1, 'a/old.JPEG', 30, 'waits'), (1, 'a/was.JPEG', 40, 'of both rows'),
      (1, 'a/never.JPEG', 50, 'of a file that no row is of');
    INSERT INTO tags VALUES
      (1, 'a/1.JPEG', 10, 'dark'), (2, 'flat-1.JPEG', 10, 'dark'), (2, 'flat-1.JPEG', 10, 'small'),
      (1, 'a/old.JPEG', 30, 'dark');
    INSERT INTO models (id, name, file, sha256, description, added_at) VALUES (1, 'net', '/net.onnx', 'f', '{}', '');
    INSERT INTO runs (id, name, status, dataset_id, generation, dataset_fingerprint, model_id, model_name, model_file,
      indexed, settings, measurements, created_at)
    VALUES (1, 'run', 'done', 1, 1, 'of paths', 1, 'net', '/net.onnx', 4, '{}', '{}', '');
    INSERT INTO predictions VALUES (1, 1, 0, 0, 0.5, x'', x''), (1, 4, 1, 7, 0.5, x'', x'');
  `)
  db.close()
}

it('keeps the notes, tags and runs of a home of before images were known by their content', () => {
  const file = path.join(temporaryFolder(), 'acuity.db')
  oldHome(file)
  const db = openDatabase(file)
  const written = (image: number) => {
    const identity = db.images.identify(image)
    return identity && db.annotations.get(identity)
  }
  const both = { note: 'first\nsecond', tags: ['dark', 'small'] }
  expect([written(1), written(6)]).toEqual([both, both])
  expect(written(2)).toEqual({ note: 'the same', tags: [] })
  expect(written(7)).toEqual(written(2))
  expect(written(3)).toEqual({ note: 'waits', tags: ['dark'] })
  expect([written(4)?.note, written(5)?.note]).toEqual(['of both rows', 'of both rows'])
  expect(db.annotations.list(1, 2).map(({ path: name, note }) => [name, note])).toEqual([
    ['a/1.JPEG', 'first\nsecond'],
    ['a/2.JPEG', 'the same'],
    ['a/old.JPEG', 'waits'],
    ['a/was.JPEG', 'of both rows'],
  ])
  expect(db.annotations.tagsInUse()).toEqual([
    { tag: 'dark', images: 2, datasets: ['copy', 'val'] },
    { tag: 'small', images: 1, datasets: ['copy', 'val'] },
  ])
  expect(db.predictions.answers(1, 0, 10)).toHaveLength(2)

  // The next index learns what was not known.
  db.transaction(() => {
    db.images.recognise(3, { seenMs: 0, orientation: 1, content: 'aa' })
    db.annotations.settle(1)
  })
  expect(written(3)).toEqual({ note: 'waits', tags: ['dark'] })
  db.close()
  const raw = new Sqlite(file, { readonly: true })
  expect(raw.prepare('SELECT note FROM notes').pluck().all()).toEqual(['of a file that no row is of'])
  expect(raw.prepare('SELECT COUNT(*) FROM tags').pluck().get()).toBe(0)
  raw.close()
})

it('keeps two notes that meet at one image, a line each, and says nothing twice', () => {
  const file = path.join(temporaryFolder(), 'acuity.db')
  oldHome(file)
  const db = openDatabase(file)
  const settle = () =>
    db.transaction(() => {
      db.images.recognise(3, { seenMs: 0, orientation: 1, content: 'bb' })
      db.annotations.settle(1)
    })
  const old = { datasetId: 1, path: 'a/old.JPEG', bytes: 30, content: null }
  const image = { ...old, content: 'bb' }
  db.transaction(() => db.annotations.setNote(image, 'was there'))
  settle()
  expect(db.annotations.get(image)).toEqual({ note: 'was there\nwaits', tags: ['dark'] })
  db.transaction(() => db.annotations.setNote(old, 'waits'))
  settle()
  expect(db.annotations.get(image).note).toBe('was there\nwaits')
  expect(db.annotations.isUnsettled(1)).toBe(true)
  expect(db.annotations.isUnsettled(2)).toBe(false)
  db.close()
})
