import type { Request } from '../../../shared/contract.ts'
import type { Database } from '../db/index.ts'
import { describeRun, findRun } from '../eval/index.ts'
import { requireDataset } from '../indexing/index.ts'
import { compare, withLabels } from '../results/index.ts'
import type { EngineContext } from '../wing.ts'
import { formatDataset } from './dataset-report.ts'
import { flipTable, formatFlips } from './flips.ts'
import { formatComparison } from './format-comparison.ts'
import { formatPair } from './pair-report.ts'
import { formatReport } from './format-report.ts'

export function renderReport(
  { db, resources }: Pick<EngineContext, 'db' | 'resources'>,
  request: Request<'reports.render'>,
): AsyncGenerator<string> {
  const row = findRun(db, request.run)
  return formatReport({ db, resources, row, summary: describeRun(db, row) }, request)
}

export function renderDataset(db: Database, request: Request<'datasets.render'>): AsyncGenerator<string> {
  return formatDataset(db, requireDataset(db, request.dataset), request)
}

export function renderComparison(db: Database, request: Request<'comparisons.render'>): AsyncGenerator<string> {
  return formatComparison(compare(db, request), request)
}

export function renderPair(
  { db, resources }: Pick<EngineContext, 'db' | 'resources'>,
  request: Request<'pairs.render'>,
): AsyncGenerator<string> {
  const [first, second] = [findRun(db, request.first), findRun(db, request.second)]
  const runs = [first, second].map((run) => describeRun(db, run))
  return formatPair({ db, resources, first, second }, runs, request)
}

export async function* renderFlips(
  { db, resources }: Pick<EngineContext, 'db' | 'resources'>,
  request: Request<'flips.render'>,
): AsyncGenerator<string> {
  const { format, ...selection } = request
  const [first, second] = [findRun(db, request.first), findRun(db, request.second)]
  const runs = [first, second].map((run) => describeRun(db, run))
  const selected = await withLabels(db, resources, first.datasetId, selection)
  yield* formatFlips(flipTable(db, first, second, selected), runs, format)
}
