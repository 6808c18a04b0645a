export type { BoxFile } from './boxes.ts'
export type { ClassCounts, ConfusionCount } from './class-query.ts'
export { openDatabase, type Database } from './database.ts'
export type { SizeCount } from './dataset-images.ts'
export type { DatasetRow } from './datasets.ts'
export { examineFile } from './examine.ts'
export type { WithLabels } from './error-query.ts'
export type { FlipCount, Pair } from './flip-query.ts'
export type {
  FingerprintedImage,
  ImageIdentity,
  ImageLocation,
  ImageSet,
  KnownImage,
  ListedImage,
  NewImage,
  PendingImage,
} from './images.ts'
export type { Lock } from './locks.ts'
export type { MeanImageRow } from './mean-images.ts'
export type { ModelRow } from './models.ts'
export type { PackableAnswer, PackedAnswers } from './packed-answers.ts'
export type { Damage, PredictionBatch, PredictionRow, Skip } from './predictions.ts'
export type { Drawable } from './samples.ts'
export type { SweepRow } from './sweeps.ts'
export { sqliteVersion } from './open-sqlite.ts'
export { isEvaluatedRow, type EvaluatedRow, type NewImport, type NewRun, type RunRow } from './runs.ts'
export { openPart } from './open-part.ts'
export { explained } from './storage-error.ts'
