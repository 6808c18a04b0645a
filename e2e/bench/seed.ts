import { copyFileSync, globSync, linkSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { openEngine } from '../../src/main/engine/index.ts'
import { findResources } from '../../src/main/resources.ts'
import type { Engine } from '../../src/shared/contract.ts'
import { Recipe } from '../../src/shared/recipe.ts'
import { RunSettings } from '../../src/shared/run.ts'
import { sampleDataset, sampleModel } from '../../src/testing/sample.ts'
import { answers, randomNumbers } from './answers.ts'

export const CLASSES = 1000
const IMAGES_PER_CLASS = 50
const RUNS = 12
/** Of the largest size, and from one size to the next. */
const [CROP, STEP] = [224, 16]

/**
 * Fills a home with a dataset as large as ImageNet's validation set and a sweep of twelve finished runs on it; the runs that they are copied from are one as well. The files are the
 * sample's, each under many names; a real run of a bundled network is what the rows of runs are copied from, and
 * their predictions are made up, the same ones every time. Classes are called `kind 7`: a page that does not know their
 * names says `class 7`.
 */
export async function seed(home: string): Promise<void> {
  const folder = path.join(home, 'images')
  const classes = path.join(home, 'classes.txt')
  mkdirSync(folder, { recursive: true })
  writeFileSync(classes, range(CLASSES, (label) => `${wnid(label)} kind ${label}`).join('\n'))
  linkImages(folder)
  const engine = openEngine({ home, resources: findResources() })
  try {
    await engine.call('datasets.index', { folder, classes, name: 'seeded' })
    await engine.call('datasets.index', { folder: sampleDataset, name: 'sample' })
    for (const crop of [227, 99] as const) await evaluateSample(engine, crop)
  } finally {
    await engine.close()
  }
  makeRuns(path.join(home, 'acuity.db'))
}

const wnid = (label: number) => `n${String(label + 1).padStart(8, '0')}`
const range = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))

/** Links take no space; the images are copied first, because links do not reach from one file system to another. */
function linkImages(folder: string): void {
  const originals = `${folder}-originals`
  mkdirSync(originals)
  const files = globSync('*/*.JPEG', { cwd: sampleDataset })
    .toSorted()
    .map((file) => {
      const copy = path.join(originals, path.basename(file))
      copyFileSync(path.join(sampleDataset, file), copy)
      return copy
    })
  for (let label = 0; label < CLASSES; label++) {
    const own = path.join(folder, wnid(label))
    mkdirSync(own)
    for (let i = 0; i < IMAGES_PER_CLASS; i++) {
      const name = `ILSVRC2012_val_${String(label * IMAGES_PER_CLASS + i + 1).padStart(8, '0')}.JPEG`
      linkSync(files[(label * IMAGES_PER_CLASS + i) % files.length] ?? '', path.join(own, name))
    }
  }
}

async function evaluateSample(engine: Engine, crop: 227 | 99): Promise<void> {
  const recipe: Partial<Recipe> = { fit: 'squash', resize: crop === 227 ? 256 : 128, crop }
  const { run } = await engine.call('runs.start', { dataset: 'sample', model: sampleModel(crop), recipe, cache: false })
  const { status, error } = await engine.call('runs.wait', { run })
  if (status !== 'done') throw new Error(`the run to be copied is ${status}: ${error?.message ?? ''}`)
}

type Columns = Record<string, string | number | null>

/** Copies the rows of the runs that there are, and gives each copy predictions of its own. */
function makeRuns(file: string): void {
  const db = new Sqlite(file)
  try {
    db.transaction(() => {
      const dataset = db.prepare<[], Columns>("SELECT * FROM datasets WHERE name = 'seeded'").get() ?? {}
      const models = db.prepare<[], Columns>('SELECT * FROM runs ORDER BY id').all()
      const images = db
        .prepare<[unknown], { id: number; label: number }>('SELECT id, label FROM images WHERE dataset_id = ?')
        .all(dataset['id'])
      const runs = range(RUNS, (run) => {
        const row: Columns = {
          ...models[run % models.length],
          id: null,
          name: `seeded run ${run + 1}`,
          dataset_id: dataset['id'] ?? null,
          generation: dataset['generation'] ?? null,
          dataset_fingerprint: dataset['fingerprint'] ?? null,
          indexed: images.length,
        }
        const id = insertRow(db, 'runs', { ...row, settings: sized(row['settings'], Math.floor(run / models.length)) })
        insertPredictions(db, id, images, run)
        return id
      })
      makeSweep(db, Math.max(...runs) + 1, runs)
      makeSweep(
        db,
        Math.max(...runs) + 2,
        models.map(({ id }) => Number(id)),
      )
    })()
  } finally {
    db.close()
  }
}

function makeSweep(db: Sqlite.Database, id: number, runs: readonly number[]): void {
  insertRow(db, 'sweeps', { id, name: `sweep ${id}`, created_at: new Date().toISOString() })
  for (const run of runs) insertRow(db, 'sweep_runs', { run_id: run, sweep_id: id })
}

/** A run's settings at another size: each model has several, the largest first. */
function sized(settings: Columns[string] | undefined, step: number): string {
  const crop = CROP - step * STEP
  const { recipe, ...others } = RunSettings.parse(JSON.parse(String(settings)))
  return JSON.stringify({ ...others, recipe: { ...recipe, resize: Math.floor(crop / 0.875), crop } })
}

function insertRow(db: Sqlite.Database, table: string, row: Columns): number {
  const names = Object.keys(row)
  const parameters = names.map((name) => `@${name}`).join(', ')
  return Number(
    db.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${parameters})`).run(row).lastInsertRowid,
  )
}

function insertPredictions(
  db: Sqlite.Database,
  run: number,
  images: readonly { id: number; label: number }[],
  seedOfRun: number,
): void {
  const insert = db.prepare('INSERT INTO predictions VALUES (?, ?, ?, ?, ?, ?, ?)')
  const random = randomNumbers(seedOfRun + 1)
  const counts = { top1: 0, top5: 0 }
  for (const { id, label } of images) {
    const { rank, classes, probabilities } = answers(label, CLASSES, 0.8 - 0.04 * Math.floor(seedOfRun / 2), random)
    const blobs = [classes, probabilities].map(({ buffer }) => new Uint8Array(buffer))
    insert.run(run, id, rank, classes[0], probabilities[0], ...blobs)
    if (rank === 0) counts.top1++
    if (rank >= 0 && rank < 5) counts.top5++
  }
  db.prepare('UPDATE runs SET evaluated = ?, top1_correct = ?, top5_correct = ? WHERE id = ?').run(
    images.length,
    counts.top1,
    counts.top5,
    run,
  )
}
