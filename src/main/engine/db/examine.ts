import Sqlite from 'better-sqlite3'
import { messageOf } from '../../../shared/errors.ts'

/** So many of a kind are named; the rest would tell nothing new. */
const MOST = 10

/** What is wrong with a file that no engine can be opened on, as far as SQLite reads it at all. Writes nothing. */
export function examineFile(file: string): string[] {
  try {
    const db = new Sqlite(file, { readonly: true })
    try {
      return examine(db, { deep: true })
    } finally {
      db.close()
    }
  } catch (error) {
    return [`It cannot be read at all: ${messageOf(error)}.`]
  }
}

interface Tally {
  id: number
  evaluated: number
  top1: number
  top5: number
}

/**
 * Everything that a database says twice, or SQLite can check by itself. Reads all of it.
 * @param deep also whether each index holds what its table does, which takes several times as long
 * @returns what is wrong, a sentence each
 */
export function examine(db: Sqlite.Database, { deep }: { deep: boolean }): string[] {
  const checks = [() => structure(db, deep), () => references(db), () => tallies(db), () => datasets(db)]
  // At one moment: a run may be going on.
  db.exec('BEGIN')
  try {
    return [...new Set(checks.flatMap((check) => attempt(check)))]
  } finally {
    // What is damaged may have ended it.
    if (db.inTransaction) db.exec('ROLLBACK')
  }
}

function attempt(check: () => string[]): string[] {
  try {
    return check()
  } catch (error) {
    return [`It cannot be read through: ${messageOf(error)}.`]
  }
}

function structure(db: Sqlite.Database, deep: boolean): string[] {
  const found = db
    .prepare<[], string>(`PRAGMA ${deep ? 'integrity_check' : 'quick_check'}(${MOST})`)
    .pluck()
    .all()
  return found
    .filter((line) => line !== 'ok')
    .map((line) => `SQLite finds: ${line.split(/\s/).filter(Boolean).join(' ')}.`)
}

function references(db: Sqlite.Database): string[] {
  const found = db
    .prepare<[], { from: string; to: string; rows: number }>(
      `SELECT "table" AS "from", parent AS "to", COUNT(*) AS rows FROM pragma_foreign_key_check GROUP BY 1, 2`,
    )
    .all()
  return found.map(({ from, to, rows }) => `${rows} of the ${from} belong to ${to} that are not there.`)
}

/** What runs say of themselves, against their predictions. */
function tallies(db: Sqlite.Database): string[] {
  const stored = db
    .prepare<[], Tally>('SELECT id, evaluated, top1_correct AS top1, top5_correct AS top5 FROM runs ORDER BY id')
    .all()
  const count = db.prepare<[number], Omit<Tally, 'id'>>(
    `SELECT COUNT(*) AS evaluated, COALESCE(SUM(rank = 0), 0) AS top1, COALESCE(SUM(rank BETWEEN 0 AND 4), 0) AS top5
     FROM predictions WHERE run_id = ?`,
  )
  const text = ({ evaluated, top1, top5 }: Omit<Tally, 'id'>) => `${evaluated} evaluated, ${top1} and ${top5} right`
  return stored.flatMap((run) => {
    const counted = count.get(run.id)
    if (!counted || text(counted) === text(run)) return []
    return [
      `Run ${run.id} says ${text(run)} (top-1, top-5); its predictions say ${text(counted)}. Trust neither: run it again.`,
    ]
  })
}

/** What datasets say of their size, against their images. */
function datasets(db: Sqlite.Database): string[] {
  const found = db
    .prepare<[], { name: string; images: number; counted: number }>(
      `SELECT name, datasets.images AS images,
         (SELECT COUNT(*) FROM images
          WHERE dataset_id = datasets.id AND added <= generation AND (removed IS NULL OR removed > generation)) AS counted
       FROM datasets WHERE datasets.images <> counted ORDER BY name`,
    )
    .all()
  return found.map(
    ({ name, images, counted }) => `${name} says ${images} images, and has ${counted}: index its folder again.`,
  )
}
