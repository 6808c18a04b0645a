import { describeFreed, describeRestricted } from '../../../shared/run-basis.ts'
import { describePlacement } from '../../../shared/placement.ts'
import type { RunSummary } from '../../../shared/run.ts'
import { UNKNOWN } from '../../../shared/text.ts'
import { bytes, compact, count, counted, date, duration, shortHash } from '../../lib/format.ts'
import { meanImageFact } from '../../lib/model-text.ts'
import type { Fact } from '../../ui/fact.ts'

/** What a run was made of and ran on: enough to run it again elsewhere. */
export function runFacts(run: RunSummary): Fact[] {
  const { environment } = run
  return [
    { term: 'Started', value: date(run.createdAt) },
    { term: 'Finished', value: run.finishedAt === null ? UNKNOWN : date(run.finishedAt) },
    { term: 'Active time', value: run.wallSeconds === 0 ? UNKNOWN : duration(run.wallSeconds) },
    { term: 'Peak memory', value: run.peakRssBytes === null ? UNKNOWN : bytes(run.peakRssBytes) },
    ...(run.placement === null ? [] : [{ term: 'Threads', value: describePlacement(run.placement) }]),
    { term: 'Model file', value: run.modelFile },
    ...(run.modelWeights === null ? [] : [{ term: 'Weights', value: run.modelWeights }]),
    ...(run.exportedAt === null ? [] : [{ term: 'Input size', value: describeFreed(run.exportedAt, run.recipe.crop) }]),
    { term: 'SHA-256', value: shortHash(run.modelSha256), title: run.modelSha256, mono: true },
    ...(run.recipe.meanImage ? [meanImageFact(run.recipe.meanImage)] : []),
    { term: 'Parameters', value: compact(run.params), note: `${compact(run.macs)} multiply-adds an image` },
    { term: 'Output', value: run.output, ...reason(run.outputReason) },
    { term: 'Scores', value: `${count(run.outputs)} ${run.outputKind}`, ...reason(run.outputKindReason) },
    { term: 'Classes', value: count(run.classes), note: classesNote(run) },
    ...(run.restricted === null ? [] : [{ term: 'Answers', value: describeRestricted(run.restricted) }]),
    { term: 'Dataset folder', value: run.datasetRoot },
    { term: 'Fingerprint', value: shortHash(run.datasetFingerprint), title: run.datasetFingerprint, mono: true },
    {
      term: 'Processor',
      value: environment.cpu,
      note: `${counted(environment.cores, 'core')}, ${bytes(environment.memoryBytes)}`,
    },
    { term: 'Decoder', value: environment.decoder },
    {
      term: 'Software',
      value: `Acuity ${environment.acuity}, ONNX Runtime ${environment.onnxruntime}`,
      note: `Node ${environment.node}, SQLite ${environment.sqlite}, ${environment.platform}`,
    },
  ]
}

const reason = (text: string | null) => (text === null ? {} : { note: text })

function classesNote({ layout, classOffset }: RunSummary): string {
  return classOffset === 0 ? layout : `${layout}, class offset ${classOffset}`
}
