import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { RunSettings } from '../../src/shared/run.ts'

const CROPS = [96, 128, 160, 192, 224]

/**
 * Copies the rows of a home's runs until there are so many more, at several sizes and with accuracies of their own. They
 * have no answers: what a table shows of runs is in their rows. Run k of them is of the network of run 1 where k is even,
 * and at the crop of 128 where k is 1 of five.
 */
export function copyRuns(home: string, count: number): void {
  const db = new Sqlite(path.join(home, 'acuity.db'))
  try {
    db.transaction(() => {
      const originals = db.prepare<[], Record<string, string | number | null>>('SELECT * FROM runs ORDER BY id').all()
      for (let k = 0; k < count; k++) {
        const original = originals[k % originals.length] ?? {}
        const { recipe, ...settings } = RunSettings.parse(JSON.parse(String(original['settings'])))
        const crop = CROPS[k % CROPS.length] ?? 224
        const row = {
          ...original,
          id: null,
          name: `copied run ${k}`,
          settings: JSON.stringify({ ...settings, recipe: { ...recipe, resize: Math.floor(crop / 0.875), crop } }),
          top1_correct: k % 240,
          created_at: new Date(Date.UTC(2026, 0, 1, 0, k)).toISOString(),
        }
        const names = Object.keys(row)
        db.prepare(`INSERT INTO runs (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`).run(
          row,
        )
      }
    })()
  } finally {
    db.close()
  }
}
