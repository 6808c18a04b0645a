import type Database from 'better-sqlite3'
import type { Deletion, DeletionWeight, Kind, Named } from '../../../shared/shelf.ts'
import { tableOf } from './shelf.ts'
import { withoutReferences } from './without-references.ts'

/** Rows that are removed at a time: other work waits for no longer than these take. */
const CHUNK = 1_000

type Weighed = Pick<DeletionWeight, 'images' | 'answers' | 'annotated'>
type Stored = Omit<Deletion, 'things'>

const kinds: readonly Kind[] = ['dataset', 'model', 'sweep', 'run']

/** Whether the image of a note or tags lies in one of the given datasets, and in no other that there are rows of. */
const ONLY_THERE = `
  EXISTS (
    SELECT 1 FROM json_each(@datasets) AS given CROSS JOIN images
      ON dataset_id = given.value AND images.content = written.content AND images.bytes = written.bytes
  ) AND NOT EXISTS (
    SELECT 1 FROM main.datasets AS other CROSS JOIN images
      ON dataset_id = other.id AND images.content = written.content AND images.bytes = written.bytes
    WHERE other.id NOT IN (SELECT value FROM json_each(@datasets))
  )`

/** What is marked as deleted, brought back, and in the end removed. */
export class DeletionTable {
  readonly #db
  readonly #runsWith
  readonly #emptied
  readonly #names
  readonly #weigh
  readonly #crops
  readonly #create
  readonly #mark
  readonly #unmark
  readonly #all
  readonly #marked
  readonly #answers
  readonly #orphan
  readonly #beginPurge
  readonly #purging
  readonly #purge

  constructor(db: Database.Database) {
    this.#db = db
    const runs = (where: string) =>
      db
        .prepare<[string], number>(
          `WITH given AS (SELECT value AS id FROM json_each(?)) SELECT id FROM runs WHERE ${where} ORDER BY id`,
        )
        .pluck()
    this.#runsWith = {
      dataset: runs('dataset_id IN (SELECT id FROM given)'),
      model: runs('model_id IN (SELECT id FROM given)'),
      run: runs('id IN (SELECT id FROM given)'),
      sweep: runs('id IN (SELECT run_id FROM sweep_runs WHERE sweep_id IN (SELECT id FROM given))'),
    }
    this.#emptied = db
      .prepare<[string], number>(
        `SELECT sweep_id FROM sweep_runs GROUP BY sweep_id
         HAVING SUM(run_id NOT IN (SELECT value FROM json_each(?))) = 0`,
      )
      .pluck()
    const named = (table: string) =>
      db.prepare<[string], Omit<Named, 'kind'>>(
        `SELECT id, name FROM ${table} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`,
      )
    this.#names = { dataset: named('datasets'), model: named('models'), run: named('runs'), sweep: named('sweeps') }
    this.#weigh = db.prepare<{ datasets: string; runs: string }, Weighed>(
      `SELECT (
         SELECT COALESCE(SUM(images), 0) FROM datasets WHERE id IN (SELECT value FROM json_each(@datasets))
       ) AS images, (
         SELECT COALESCE(SUM(evaluated), 0) FROM runs WHERE id IN (SELECT value FROM json_each(@runs))
       ) AS answers, (
         SELECT COUNT(*) FROM (
           SELECT content, bytes FROM image_notes UNION SELECT content, bytes FROM image_tags
         ) AS written WHERE ${ONLY_THERE}
       ) + (
         SELECT COUNT(*) FROM (
           SELECT dataset_id, path, bytes FROM notes UNION SELECT dataset_id, path, bytes FROM tags
         ) WHERE dataset_id IN (SELECT value FROM json_each(@datasets))
       ) AS annotated`,
    )
    this.#crops = db
      .prepare<{ datasets: string }, string>(
        `WITH called AS (SELECT id, iif(crops = '', fingerprint, crops) AS crops FROM main.datasets)
         SELECT crops FROM called GROUP BY crops
         HAVING SUM(id NOT IN (SELECT value FROM json_each(@datasets))) = 0 AND crops <> ''`,
      )
      .pluck()
    this.#create = db.prepare<[string]>('INSERT INTO deletions (deleted_at) VALUES (?)')
    const mark = (table: string, isUnique: boolean) =>
      db.prepare<[number, string]>(
        `UPDATE main.${table} SET deletion = ?${isUnique ? ', deleted_name = name, name = NULL' : ''}
         WHERE id IN (SELECT value FROM json_each(?))`,
      )
    this.#mark = {
      dataset: mark('datasets', true),
      model: mark('models', false),
      run: mark('runs', false),
      sweep: mark('sweeps', true),
    }
    const unmark = (table: string, isUnique: boolean) =>
      db.prepare<[string, number]>(
        `UPDATE main.${table} SET deletion = NULL, name = ?${isUnique ? ', deleted_name = NULL' : ''} WHERE id = ?`,
      )
    this.#unmark = {
      dataset: unmark('datasets', true),
      model: unmark('models', false),
      run: unmark('runs', false),
      sweep: unmark('sweeps', true),
    }
    this.#all = db.prepare<[], Stored>(
      'SELECT id AS deletion, deleted_at AS deletedAt FROM deletions WHERE purged_at IS NULL ORDER BY id DESC',
    )
    const marked = (kind: Kind, name: string) =>
      `SELECT '${kind}' AS kind, id, ${name} AS name FROM main.${tableOf[kind]} WHERE deletion = @deletion`
    const ofAll = kinds.map((kind) => marked(kind, kind === 'model' || kind === 'run' ? 'name' : 'deleted_name'))
    this.#marked = db.prepare<{ deletion: number }, Named>(ofAll.join(' UNION ALL '))
    this.#answers = db
      .prepare<[number], number>('SELECT COALESCE(SUM(evaluated), 0) FROM main.runs WHERE deletion = ?')
      .pluck()
    this.#orphan = db.prepare<[], { run: string; kind: Kind; name: string }>(
      `SELECT runs.name AS run, 'dataset' AS kind, gone.deleted_name AS name
       FROM runs JOIN main.datasets AS gone ON gone.id = dataset_id WHERE gone.deletion IS NOT NULL
       UNION ALL
       SELECT runs.name, 'model', gone.name
       FROM runs JOIN main.models AS gone ON gone.id = model_id WHERE gone.deletion IS NOT NULL LIMIT 1`,
    )
    this.#beginPurge = db.prepare<[string, string]>(
      'UPDATE deletions SET purged_at = ? WHERE purged_at IS NULL AND deleted_at <= ?',
    )
    this.#purging = db.prepare<[], number>('SELECT id FROM deletions WHERE purged_at IS NOT NULL ORDER BY id').pluck()
    this.#purge = preparePurge(db)
  }

  /** What goes where some things do, these among it: datasets, models, sweeps, runs, in order of their ids. */
  goingWith(kind: Kind, ids: readonly number[]): Named[] {
    const given = JSON.stringify(ids)
    const runs = JSON.stringify(this.#runsWith[kind].all(given))
    const sweeps = new Set([...this.#emptied.all(runs), ...(kind === 'sweep' ? ids : [])])
    const going = { dataset: '[]', model: '[]', [kind]: given, sweep: JSON.stringify([...sweeps]), run: runs }
    return kinds.flatMap((each) => this.#names[each].all(going[each]).map((row) => ({ kind: each, ...row })))
  }

  weigh(things: readonly Named[]): Weighed {
    const none = { images: 0, answers: 0, annotated: 0 }
    return this.#weigh.get({ datasets: idsOf(things, 'dataset'), runs: idsOf(things, 'run') }) ?? none
  }

  /** What the crop caches are called that are of some datasets, and of no other that there are rows of. */
  cropsOnlyOf(things: readonly Named[]): string[] {
    return this.#crops.all({ datasets: idsOf(things, 'dataset') })
  }

  /** Has things not be there, together. To be called inside a transaction. @returns what they are brought back by */
  mark(things: readonly Named[]): Deletion {
    const deletedAt = new Date().toISOString()
    const deletion = Number(this.#create.run(deletedAt).lastInsertRowid)
    for (const kind of kinds) this.#mark[kind].run(deletion, idsOf(things, kind))
    return { deletion, deletedAt, things: [...things] }
  }

  /** What can be brought back, the last first. */
  all(): Deletion[] {
    return this.#all
      .all()
      .map((row) => ({ ...row, things: this.marked(row.deletion) }))
      .filter(({ things }) => things.length > 0)
  }

  /** What is marked still: a model that was added again is there. */
  marked(deletion: number): Named[] {
    return this.#marked.all({ deletion })
  }

  /** How many answers the runs have that are marked. */
  answersOf(deletion: number): number {
    return this.#answers.get(deletion) ?? 0
  }

  /** Has things be there again, called as they say. To be called inside a transaction. */
  unmark(things: readonly Named[]): void {
    for (const { kind, id, name } of things) this.#unmark[kind].run(name, id)
  }

  /** A run that is there and whose dataset, or model, is not. */
  orphan(): { run: string; kind: Kind; name: string } | undefined {
    return this.#orphan.get()
  }

  /**
   * From now on nothing brings back what was deleted up to a moment.
   * @returns the deletions whose rows are to be removed, those among them that were left half done
   */
  beginPurge(until: string): number[] {
    this.#beginPurge.run(new Date().toISOString(), until)
    return this.#purging.all()
  }

  /** Removes rows of a deletion, as many as go at once. Not to be called inside a transaction. @returns whether there are more */
  purgeSome(deletion: number): boolean {
    return this.#purge.some((step) => step(deletion) > 0)
  }

  /** Forgets a deletion of which all rows are removed. */
  forget(deletion: number): void {
    this.#db.prepare<[number]>('DELETE FROM deletions WHERE id = ?').run(deletion)
  }
}

const idsOf = (things: readonly Named[], of: Kind) =>
  JSON.stringify(things.filter(({ kind }) => kind === of).map(({ id }) => id))

/** Steps of a purge, each of which removes so many rows at most, and tells how many: the next has its turn when there are none left. */
function preparePurge(db: Database.Database): ((deletion: number) => number)[] {
  const one = (sql: string) => {
    const statement = db.prepare<[number]>(sql)
    return (deletion: number) => statement.run(deletion).changes
  }
  // Of one run a time, as their keys begin with it.
  const ofRun = (table: string) => {
    const run = db
      .prepare<[number], number>(
        `SELECT id FROM main.runs WHERE deletion = ? AND EXISTS (SELECT 1 FROM ${table} WHERE run_id = runs.id) LIMIT 1`,
      )
      .pluck()
    const remove = db.prepare<{ run: number }>(
      `DELETE FROM ${table} WHERE run_id = @run
         AND image_id IN (SELECT image_id FROM ${table} WHERE run_id = @run ORDER BY image_id LIMIT ${CHUNK})`,
    )
    return (deletion: number) => {
      const id = run.get(deletion)
      return id === undefined ? 0 : remove.run({ run: id }).changes
    }
  }
  const datasets = db.prepare<[number], number>('SELECT id FROM main.datasets WHERE deletion = ? ORDER BY id').pluck()
  const unwrite = ['image_notes', 'image_tags'].map((table) =>
    db.prepare<{ datasets: string }>(`DELETE FROM ${table} AS written WHERE ${ONLY_THERE}`),
  )
  const someImages = db
    .prepare<[number], number>(
      `SELECT images.id FROM main.datasets JOIN images ON dataset_id = datasets.id WHERE deletion = ? LIMIT ${CHUNK}`,
    )
    .pluck()
  const removeImages = withoutReferences(
    db,
    [
      ['boxes', 'image_id'],
      ['box_files', 'image_id'],
      ['images', 'id'],
    ].map(([table, key]) => `DELETE FROM ${table} WHERE ${key} IN (SELECT value FROM json_each(?))`),
  )
  const ofDataset = (table: string) =>
    one(`DELETE FROM ${table} WHERE dataset_id IN (SELECT id FROM main.datasets WHERE deletion = ?)`)
  return [
    ...['predictions', 'skips', 'damages'].map(ofRun),
    // Their packed answers, notes, tags and places in sweeps go with them.
    one(`DELETE FROM main.runs WHERE id IN (SELECT id FROM main.runs WHERE deletion = ? LIMIT 10)`),
    one('DELETE FROM main.sweeps WHERE deletion = ?'),
    (deletion) =>
      // One dataset at a time: what two of them share goes with the second.
      datasets
        .all(deletion)
        .flatMap((id) => unwrite.map((each) => each.run({ datasets: JSON.stringify([id]) }).changes))
        .reduce((sum, changes) => sum + changes, 0),
    one(
      `DELETE FROM sample_images WHERE sample_id IN (
         SELECT samples.id FROM main.datasets JOIN samples ON dataset_id = datasets.id WHERE deletion = ?)`,
    ),
    (deletion) => {
      const images = someImages.all(deletion)
      if (images.length > 0) removeImages(JSON.stringify(images))
      return images.length
    },
    ...['samples', 'classes', 'notes', 'tags', 'disagreements'].map(ofDataset),
    one('DELETE FROM main.datasets WHERE deletion = ?'),
    one('DELETE FROM main.models WHERE deletion = ?'),
  ]
}
