import type { reportMethods } from '../../../shared/contract/reports.ts'
import type { EngineContext, Handlers } from '../wing.ts'
import { formatNoted } from './format.ts'
import { renderComparison, renderDataset, renderFlips, renderPair, renderReport } from './renderings.ts'
import { saveFile, toText } from './save.ts'

export const reportHandlers = ({ db, resources }: EngineContext): Handlers<typeof reportMethods> => ({
  'reports.render': async (request) => ({ text: await toText(renderReport({ db, resources }, request)) }),
  'reports.save': (request, signal) => saveFile(request.file, renderReport({ db, resources }, request), signal),
  'datasets.render': async (request) => ({ text: await toText(renderDataset(db, request)) }),
  'datasets.save': (request, signal) => saveFile(request.file, renderDataset(db, request), signal),
  'comparisons.render': async (request) => ({ text: await toText(renderComparison(db, request)) }),
  'comparisons.save': (request, signal) => saveFile(request.file, renderComparison(db, request), signal),
  'flips.render': async (request) => ({ text: await toText(renderFlips({ db, resources }, request)) }),
  'flips.save': (request, signal) => saveFile(request.file, renderFlips({ db, resources }, request), signal),
  'pairs.render': async (request) => ({ text: await toText(renderPair({ db, resources }, request)) }),
  'pairs.save': (request, signal) => saveFile(request.file, renderPair({ db, resources }, request), signal),
  'charts.save': ({ file, bytes }) => saveFile(file, [bytes]),
  'tables.render': async ({ format, note, ...table }) => ({ text: await toText(formatNoted(table, note, format)) }),
  'tables.save': ({ file, format, note, ...table }) => saveFile(file, formatNoted(table, note, format)),
})
