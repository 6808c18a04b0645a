import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../../../testing/folders.ts'
import { migrate, migrations } from './index.ts'

const tables = ['runs', 'predictions']

it('lets runs be without a model and answers without a confidence, and keeps what there was', () => {
  const file = path.join(temporaryFolder(), 'acuity.db')
  const db = new Sqlite(file)
  for (const { sql } of migrations.slice(0, 16)) db.exec(sql)
  db.pragma('user_version = 16')
  db.pragma('foreign_keys = ON')
  db.exec(`
    INSERT INTO datasets (id, name, root) VALUES (1, 'val', '/val');
    INSERT INTO images (id, dataset_id, path, label, bytes, mtime_ms, added) VALUES (1, 1, 'a.JPEG', 0, 10, 0, 1);
    INSERT INTO models (id, name, file, sha256, description, added_at) VALUES (1, 'net', '/net.onnx', 'f', '{}', '');
    INSERT INTO runs (id, name, status, dataset_id, generation, dataset_fingerprint, model_id, model_name, model_file,
      indexed, settings, measurements, created_at)
    VALUES (1, 'run', 'done', 1, 1, 'f', 1, 'net', '/net.onnx', 1, '{}', '{}', '');
    INSERT INTO predictions VALUES (1, 1, 0, 0, 0.5, x'', x'');
  `)
  const before = tables.map((table) => db.prepare(`SELECT * FROM ${table}`).all())
  migrate(db, file)
  expect(tables.map((table) => db.prepare(`SELECT * FROM ${table}`).all())).toMatchObject(before)
  db.exec(`
    INSERT INTO runs (id, name, status, dataset_id, generation, dataset_fingerprint, model_id, model_name, model_file,
      indexed, settings, measurements, created_at)
    VALUES (2, 'imported', 'done', 1, 1, 'f', NULL, 'net', NULL, 1, '{}', '{}', '');
    INSERT INTO predictions VALUES (2, 1, 0, 0, NULL, x'', x'');
  `)
  // What there is of a model still has to be there.
  expect(() => db.exec('UPDATE runs SET model_id = 7 WHERE id = 1')).toThrow('FOREIGN KEY')
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  db.close()
})
