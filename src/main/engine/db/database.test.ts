import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { resolveRecipe } from '../../../shared/presets.ts'
import { temporaryFolder } from '../../../testing/folders.ts'
import { openDatabase } from './database.ts'
import { initial } from './migrations/001-initial.ts'
import { SCHEMA_VERSION } from './migrations/index.ts'

/** What the first version wrote of a model. */
const described = {
  inputName: 'image',
  outputName: 'scores',
  elemType: 'float32',
  layout: 'NCHW',
  layoutDetected: true,
  height: 224,
  width: 224,
  batch: null,
  outputs: 1000,
  outputKind: 'logits',
  params: 10,
  opset: 13,
  irVersion: 8,
  producer: 'torch',
  bytes: 100,
  sha256: 'f'.repeat(64),
}

/** And of a run. */
const settings = {
  recipe: resolveRecipe('torchvision'),
  layout: 'NCHW',
  outputKind: 'logits',
  outputs: 1000,
  classes: 1000,
  classOffset: 0,
  macs: null,
  provider: 'cpu',
  device: 'a CPU',
  batch: 8,
  threads: 2,
  warnings: [],
  environment: {
    acuity: '0',
    onnxruntime: '1.29.0',
    decoder: '',
    sqlite: '',
    node: '',
    platform: '',
    cpu: '',
    cores: 2,
    memoryBytes: 0,
  },
}
const measurements = { speed: { pipeline: null, decode: null, session: null }, wallSeconds: 1, peakRssBytes: null }

const newFile = () => path.join(temporaryFolder(), 'deep', 'acuity.db')

describe('openDatabase', () => {
  it('creates the current schema, in strict tables and WAL mode', () => {
    const file = newFile()
    const db = openDatabase(file)
    expect(db.version).toBe(SCHEMA_VERSION)
    db.close()
    const raw = new Sqlite(file)
    expect(raw.pragma('journal_mode', { simple: true })).toBe('wal')
    const loose = raw.prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0").pluck().all()
    expect(loose).toEqual(['sqlite_sequence', 'sqlite_schema'])
    raw.close()
  })

  it('opens what it wrote', () => {
    const file = newFile()
    openDatabase(file).close()
    expect(() => openDatabase(file).close()).not.toThrow()
  })

  it('brings a database of the first version up to date, and keeps what it holds', () => {
    const file = newFile()
    mkdirSync(path.dirname(file))
    const raw = new Sqlite(file)
    raw.exec(initial.sql)
    raw.pragma('user_version = 1')
    raw
      .prepare('INSERT INTO models (name, file, sha256, description, added_at) VALUES (?, ?, ?, ?, ?)')
      .run('net', '/nets/net.onnx', 'f'.repeat(64), JSON.stringify(described), '2026-05-03T12:00:00.000Z')
    raw.prepare("INSERT INTO datasets (name, root) VALUES ('images', '/images')").run()
    raw
      .prepare(
        `INSERT INTO runs (name, status, dataset_id, generation, dataset_fingerprint, model_id, model_name, model_file, indexed,
           settings, measurements, created_at) VALUES ('run', 'done', 1, 1, '', 1, 'net', '/nets/net.onnx', 1, ?, ?, '')`,
      )
      .run(JSON.stringify(settings), JSON.stringify(measurements))
    raw.close()
    const db = openDatabase(file)
    expect(db.version).toBe(SCHEMA_VERSION)
    // It took the one output that its network was described with, at any batch.
    expect(db.runs.get(1)?.settings).toMatchObject({
      ...settings,
      output: 'scores',
      outputReason: null,
      params: 10,
      outputKindReason: null,
      outputScale: 1,
      onlyBatch: null,
      cache: true,
      memoryLimit: null,
    })
    expect(db.models.all()).toMatchObject([
      {
        name: 'net',
        file: '/nets/net.onnx',
        weights: null,
        meanImage: null,
        description: { ...described, caffe: null },
      },
    ])
    db.close()
  })

  it('refuses a database of a newer version and leaves it untouched', () => {
    const file = newFile()
    openDatabase(file).close()
    const raw = new Sqlite(file)
    raw.pragma(`user_version = ${SCHEMA_VERSION + 1}`)
    raw.pragma('journal_mode = DELETE')
    raw.close()
    const before = readFileSync(file)
    expect(() => openDatabase(file)).toThrow(/newer version of Acuity.*left untouched/)
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('does not wait for a writer to open a current database', () => {
    const file = newFile()
    openDatabase(file).close()
    const writer = new Sqlite(file)
    writer.exec('BEGIN IMMEDIATE')
    const db = openDatabase(file)
    expect(db.runs.all()).toEqual([])
    db.close()
    writer.close()
  })

  it('says so when the file is no database', () => {
    const file = path.join(temporaryFolder(), 'acuity.db')
    writeFileSync(file, 'this is a diary, not a database. '.repeat(100))
    expect(() => openDatabase(file)).toThrow(/is damaged, or no database of Acuity/)
  })
})

describe.skipIf(process.platform === 'win32')('a database whose files are gone while it is open', () => {
  const gone: Record<string, (file: string) => void> = {
    'deleted with its folder': (file) => rmSync(path.dirname(file), { recursive: true }),
    'deleted alone': (file) => rmSync(file),
    'without its write-ahead log': (file) => rmSync(`${file}-wal`),
    moved: (file) => renameSync(path.dirname(file), `${path.dirname(file)}-elsewhere`),
    'replaced by another': (file) => {
      rmSync(file)
      openDatabase(file).close()
    },
  }
  it.each(Object.keys(gone))('commits nothing: %s', (how) => {
    const file = newFile()
    const db = openDatabase(file)
    db.transaction(() => db.meanImages.find('x'))
    gone[how]?.(file)
    const work = () => db.transaction(() => expect.unreachable())
    expect(work).toThrow(expect.objectContaining({ code: 'database-gone' }))
    expect(() => db.checkFiles()).toThrow(/was deleted, moved or replaced while Acuity worked on it/)
    db.close()
  })

  it('is not suspected where another connection comes and goes', () => {
    const file = newFile()
    const db = openDatabase(file)
    for (let i = 0; i < 2; i++) {
      const other = openDatabase(file)
      other.locks.take('a', 'It').release()
      other.close()
      expect(() => db.transaction(() => db.runs.all())).not.toThrow()
    }
    db.close()
  })
})
