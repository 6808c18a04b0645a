import path from 'node:path'
import { SweepGrid, type SweepModel } from '../../../shared/sweep.ts'
import { readJson } from '../files/index.ts'

/**
 * Reads what a sweep is of from a JSON file (docs/formats.md); what it names lies beside it, unless it says otherwise.
 * @throws AcuityError `file-unreadable`, or `invalid-input` with the field that is wrong
 */
export async function readGridFile(file: string): Promise<SweepGrid> {
  const grid = await readJson(file, { schema: SweepGrid, what: 'grid', code: 'invalid-input' })
  const beside = (named: string) => path.resolve(path.dirname(file), named)
  const models = grid.models.map((model): SweepModel => ({
    ...model,
    file: beside(model.file),
    ...(model.weights !== undefined && { weights: beside(model.weights) }),
  }))
  return { ...grid, models }
}
