import { describeFreed, describeRestricted } from '../../../shared/run-basis.ts'
import { LABEL_ORDERS, ORDERS } from '../../../shared/label-order.ts'
import { describePlacement } from '../../../shared/placement.ts'
import type { EvaluatedRun, ImportedRun, RunSummary } from '../../../shared/run.ts'
import { UNKNOWN } from '../../../shared/text.ts'
import { bytes, compact, count, counted, date, duration, shortHash } from '../../lib/format.ts'
import { meanImageFact } from '../../lib/model-text.ts'
import type { Fact } from '../../ui/fact.ts'

/** What a run was made of and ran on: enough to run it again elsewhere. */
export function runFacts(run: EvaluatedRun): Fact[] {
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
    ...orderFacts(run),
    ...(run.restricted === null ? [] : [{ term: 'Answers', value: describeRestricted(run.restricted) }]),
    ...datasetFacts(run),
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

/** Where the answers of a run come from that was imported. */
export function importFacts(run: ImportedRun): Fact[] {
  const { imported, outputKind, outputKindReason, outputs, classOffset } = run
  const { file, sha256, bytes: size, labels, best, confidences } = imported
  const scores =
    best === null
      ? `${count(outputs ?? 0)} ${outputKind ?? 'scores'}`
      : `the best ${count(best)} of each image's classes`
  const probabilities = `${confidences ? 'with their' : 'without'} probabilities`
  return [
    { term: 'Imported', value: date(run.createdAt) },
    { term: 'File', value: file, note: bytes(size) },
    { term: 'SHA-256', value: shortHash(sha256), title: sha256, mono: true },
    { term: 'Holds', value: scores, ...reason(best === null ? outputKindReason : probabilities) },
    { term: 'Classes', value: count(run.classes), ...reason(classOffset === 0 ? null : `class offset ${classOffset}`) },
    ...(labels ? [{ term: 'Labels', value: labelsText(labels) }] : []),
    ...datasetFacts(run),
  ]
}

function labelsText({ compared, different }: NonNullable<ImportedRun['imported']['labels']>): string {
  return different === 0
    ? `those of the dataset, of ${counted(compared, 'image')}`
    : `${count(different)} of ${count(compared)} are others than the dataset's`
}

const datasetFacts = ({ datasetRoot, datasetFingerprint }: RunSummary): Fact[] => [
  { term: 'Dataset folder', value: datasetRoot },
  { term: 'Fingerprint', value: shortHash(datasetFingerprint), title: datasetFingerprint, mono: true },
]

const reason = (text: string | null) => (text === null ? {} : { note: text })

function orderFacts({ labelOrder, outputOrder }: EvaluatedRun): Fact[] {
  return [
    ...(labelOrder === null ? [] : [{ term: 'Labels', value: `Taken to be ${LABEL_ORDERS[labelOrder]}` }]),
    ...(outputOrder === null ? [] : [{ term: 'Order', value: `It is taken that ${ORDERS[outputOrder.order]}` }]),
  ]
}

function classesNote({ layout, classOffset }: EvaluatedRun): string {
  return classOffset === 0 ? layout : `${layout}, class offset ${classOffset}`
}
