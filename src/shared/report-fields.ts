import { shortName } from './class-name.ts'
import type { ClassGroup, GroupResult, PairedResult } from './class-groups.ts'
import type { ClassEntry } from './dataset.ts'
import type { Disagreement, DuplicateImage } from './found-files.ts'
import type { ObjectBin } from './object-size.ts'
import { fraction, integer, number, text, type Field } from './report.ts'
import type { ClassResult } from './results.ts'
import type { RunSummary } from './run.ts'
import type { DamagedFile, SkippedFile } from './skip.ts'
import { describeDoubts } from './speed-doubt.ts'
import type { ClassLoss } from './sweep-classes.ts'

/**
 * The columns of the reports whose rows are also tables of the window, so that a copied table reads like its report.
 * Names and order are a contract: other programs read them (docs/formats.md).
 */

/** Fields that recipes did not always have. */
export const laterRecipeFields: readonly Field<Pick<RunSummary, 'recipe'>>[] = [
  [number('central_crop'), ({ recipe }) => recipe?.centralCrop ?? null],
  [
    text('central_shape'),
    ({ recipe }) => (recipe?.centralCrop === undefined ? null : (recipe.centralShape ?? 'image')),
  ],
  [text('fill'), ({ recipe }) => recipe?.fill?.join(',') ?? null],
  [integer('exif_orientation'), ({ recipe }) => (recipe ? Number(recipe.exifOrientation ?? false) : null)],
]

/** Where timm's results have a column for it, the name is timm's; what its values are is ours (docs/formats.md says where they differ). */
export const summaryFields: readonly Field<RunSummary>[] = [
  [text('model'), (run) => run.model],
  [integer('run'), (run) => run.run],
  [text('dataset'), (run) => run.dataset],
  [integer('img_size'), ({ recipe }) => recipe?.crop ?? null],
  [integer('crop'), ({ recipe }) => recipe?.crop ?? null],
  [number('crop_pct'), ({ recipe }) => (!recipe || recipe.fit === 'none' ? null : recipe.crop / recipe.resize)],
  [text('interpolation'), ({ recipe }) => (!recipe || recipe.fit === 'none' ? null : recipe.resampler)],
  [fraction('top1'), (run) => run.top1],
  [fraction('top1_err'), (run) => wrongShare(run, run.top1Correct)],
  [fraction('top5'), (run) => run.top5],
  [fraction('top5_err'), (run) => (run.top5 === null ? null : wrongShare(run, run.top5Correct))],
  [fraction('top1_lo'), ({ ci }) => ci.top1?.[0] ?? null],
  [fraction('top1_hi'), ({ ci }) => ci.top1?.[1] ?? null],
  [integer('images'), ({ images }) => images.evaluated],
  [integer('skipped'), ({ images }) => images.skipped],
  [number('param_count'), (run) => (run.params === null ? null : run.params / 1e6)],
  [number('infer_gmacs'), (run) => (run.macs === null ? null : run.macs / 1e9)],
  [text('provider'), (run) => run.provider],
  [text('device'), (run) => run.device],
  [integer('infer_batch_size'), ({ placement, batch }) => placement?.batch ?? batch],
  [number('infer_samples_per_sec'), ({ speed }) => speed.session?.fps ?? null],
  [number('infer_p50_ms'), ({ speed }) => speed.session?.p50Ms ?? null],
  [number('infer_p99_ms'), ({ speed }) => speed.session?.p99Ms ?? null],
  [number('pipeline_fps'), ({ speed }) => speed.pipeline?.fps ?? null],
  [number('decode_fps'), ({ speed }) => speed.decode?.fps ?? null],
  [integer('unanswered'), ({ images }) => images.unanswered],
  [text('status'), (run) => run.status],
  [integer('indexed'), ({ images }) => images.indexed],
  [integer('evaluated'), ({ images }) => images.evaluated],
  [number('infer_spread'), ({ speed }) => speed.session?.spread ?? null],
  [number('pipeline_spread'), ({ speed }) => speed.pipeline?.spread ?? null],
  [number('decode_spread'), ({ speed }) => speed.decode?.spread ?? null],
  [text('speed_doubts'), ({ speed }) => describeDoubts(speed) || null],
  [text('output'), ({ output }) => output],
  [text('output_reason'), ({ outputReason }) => outputReason],
  [text('output_kind'), ({ outputKind }) => outputKind],
  [text('output_kind_reason'), ({ outputKindReason }) => outputKindReason],
  [integer('exported_at'), ({ exportedAt }) => exportedAt],
  [integer('sweep'), ({ sweep }) => sweep],
  [integer('restricted_to'), ({ restricted }) => restricted?.classes.length ?? null],
  [text('imported_from'), ({ imported }) => imported?.file ?? null],
  [text('imported_sha256'), ({ imported }) => imported?.sha256 ?? null],
  [text('fit'), ({ recipe }) => recipe?.fit ?? null],
  ...laterRecipeFields,
  [integer('sampled_from'), ({ sample }) => sample?.drawnFrom ?? null],
  [integer('sample_seed'), ({ sample }) => sample?.seed ?? null],
]

/** Counted, not subtracted from 1: 1 - 0.714 is 0.28600000000000003. */
function wrongShare({ images: { evaluated } }: RunSummary, correct: number): number | null {
  return evaluated === 0 ? null : (evaluated - correct) / evaluated
}

export const classEntryFields: readonly Field<ClassEntry>[] = [
  [integer('index'), ({ index }) => index],
  [text('wnid'), ({ wnid }) => wnid],
  [text('name'), ({ name }) => name],
]

/** The accuracy of a class in a run. */
export const classTop1Fields: readonly Field<Pick<ClassResult, 'images' | 'top1Correct' | 'top1' | 'top1Interval'>>[] =
  [
    [integer('images'), ({ images }) => images],
    [integer('top1_correct'), ({ top1Correct }) => top1Correct],
    [fraction('top1'), ({ top1 }) => top1],
    [fraction('top1_lo'), ({ top1Interval }) => top1Interval?.[0] ?? null],
    [fraction('top1_hi'), ({ top1Interval }) => top1Interval?.[1] ?? null],
  ]

export const classFields: readonly Field<ClassResult>[] = [
  ...classEntryFields,
  ...classTop1Fields,
  [fraction('top5'), ({ top5 }) => top5],
  [text('most_confused_with'), ({ mostConfusedWith }) => mostConfusedWith?.wnid ?? null],
  [integer('most_confused_count'), ({ mostConfusedCount }) => mostConfusedCount],
]

/** A file that was left out, and why. */
export const skippedFields: readonly Field<SkippedFile>[] = [
  [text('file'), ({ path }) => path],
  [text('reason'), ({ reason }) => reason],
  [text('detail'), ({ detail }) => detail],
]

/** A file that was evaluated although it is damaged. */
export const damagedFields: readonly Field<DamagedFile>[] = [
  [text('file'), ({ path }) => path],
  [text('detail'), ({ detail }) => detail],
]

/** A file whose image is there already. */
export const duplicateFields: readonly Field<DuplicateImage>[] = [
  [text('file'), ({ path }) => path],
  [text('label_wnid'), ({ label }) => label?.wnid ?? null],
  [text('same_as'), ({ sameAs }) => sameAs],
  [text('same_as_label_wnid'), ({ sameAsLabel }) => sameAsLabel?.wnid ?? null],
  [integer('conflict'), ({ label, sameAsLabel }) => (label?.index === sameAsLabel?.index ? 0 : 1)],
]

/** An image that two sources give different classes. */
export const disagreementFields: readonly Field<Disagreement>[] = [
  [text('file'), ({ path }) => path],
  [text('label_wnid'), ({ label }) => label?.wnid ?? null],
  [text('source'), ({ source }) => source],
  [text('source_label_wnid'), ({ says }) => says],
]

interface ConfusedPair {
  label: ClassEntry | undefined
  predicted: ClassEntry | undefined
}

const confusedPairFields: readonly Field<ConfusedPair>[] = [
  [integer('label_index'), ({ label }) => label?.index ?? null],
  [text('label_wnid'), ({ label }) => label?.wnid ?? null],
  [text('label_name'), ({ label }) => label?.name ?? null],
  [integer('predicted_index'), ({ predicted }) => predicted?.index ?? null],
  [text('predicted_wnid'), ({ predicted }) => predicted?.wnid ?? null],
  [text('predicted_name'), ({ predicted }) => predicted?.name ?? null],
]

export interface ConfusionRecord extends ConfusedPair {
  count: number
  /** Of the evaluated images of the true class. */
  share: number
}

export const confusionFields: readonly Field<ConfusionRecord>[] = [
  ...confusedPairFields,
  [integer('count'), ({ count }) => count],
  [fraction('share'), ({ share }) => share],
]

const groupFields: readonly Field<ClassGroup>[] = [
  [text('group'), (group) => shortName(group)],
  [text('wnid'), ({ wnid }) => wnid],
  [integer('depth'), ({ depth }) => depth],
  [integer('classes'), ({ labels }) => labels.length],
]

/** Kinds of things that several classes are. */
export const groupResultFields: readonly Field<GroupResult>[] = [
  ...groupFields,
  [integer('images'), ({ images }) => images],
  [integer('top1_correct'), ({ top1Correct }) => top1Correct],
  [fraction('top1'), ({ top1 }) => top1],
  [fraction('top1_lo'), ({ top1Interval }) => top1Interval?.[0] ?? null],
  [fraction('top1_hi'), ({ top1Interval }) => top1Interval?.[1] ?? null],
  [fraction('top5'), ({ top5 }) => top5],
  [integer('group_correct'), ({ withinCorrect }) => withinCorrect],
  [fraction('group_top1'), ({ within }) => within],
  [fraction('group_top1_lo'), ({ withinInterval }) => withinInterval?.[0] ?? null],
  [fraction('group_top1_hi'), ({ withinInterval }) => withinInterval?.[1] ?? null],
  [text('parent'), ({ parent }) => parent],
]

/** How two runs differ on some images. */
const pairedResultFields: readonly Field<PairedResult>[] = [
  [integer('images'), ({ images }) => images],
  [fraction('first_top1'), ({ firstCorrect, images }) => firstCorrect / images],
  [fraction('second_top1'), ({ secondCorrect, images }) => secondCorrect / images],
  [fraction('difference'), ({ delta }) => delta],
  [fraction('difference_lo'), ({ interval }) => interval[0]],
  [fraction('difference_hi'), ({ interval }) => interval[1]],
  [integer('lost'), ({ lost }) => lost],
  [integer('gained'), ({ gained }) => gained],
  [number('mcnemar_p'), ({ p }) => p],
  [number('adjusted_p'), ({ adjusted }) => adjusted],
]

export const pairedGroupFields: readonly Field<ClassGroup & PairedResult>[] = [
  ...groupFields,
  ...pairedResultFields,
  [text('parent'), ({ parent }) => parent],
]

export const pairedClassFields: readonly Field<ClassEntry & PairedResult>[] = [
  ...classEntryFields,
  ...pairedResultFields,
]

export interface PairedConfusionRecord extends ConfusedPair {
  first: number
  second: number
}

export const pairedConfusionFields: readonly Field<PairedConfusionRecord>[] = [
  ...confusedPairFields,
  [integer('first_count'), ({ first }) => first],
  [integer('second_count'), ({ second }) => second],
  [integer('difference'), ({ first, second }) => second - first],
]

/** What a model loses of a class over its sizes, the smallest first. */
export interface ClassLossRecord extends ClassLoss {
  model: string
  sizes: readonly string[]
  wnid: string | null
  name: string | null
}

/** Top-1 at the largest size less that at the smallest: a fraction. */
export function lossOf({ right, images }: Pick<ClassLoss, 'right' | 'images'>): number {
  return ((right.at(-1) ?? 0) - (right[0] ?? 0)) / images
}

/** @param sizes those that have a column: of all models that the table is of */
export function classLossFields(sizes: readonly string[]): Field<ClassLossRecord>[] {
  return [
    [text('model'), ({ model }) => model],
    [integer('index'), ({ label }) => label],
    [text('wnid'), ({ wnid }) => wnid],
    [text('name'), ({ name }) => name],
    [integer('images'), ({ images }) => images],
    ...sizes.map((size): Field<ClassLossRecord> => {
      const share = ({ sizes: own, right, images }: ClassLossRecord) => {
        const count = right[own.indexOf(size)]
        return count === undefined ? null : count / images
      }
      return [fraction(`top1_${size}`), share]
    }),
    [fraction('loss'), lossOf],
    [integer('only_largest_right'), ({ lost }) => lost],
    [integer('only_smallest_right'), ({ gained }) => gained],
    [number('mcnemar_p'), ({ p }) => p],
    [number('adjusted_p'), ({ adjusted }) => adjusted],
    [integer('stands'), ({ stands }) => (stands ? 1 : 0)],
  ]
}

/** What one size of a model makes of objects of about one size. */
export type ObjectBinRecord = ObjectBin & { model: string; size: string }

export const objectBinFields: readonly Field<ObjectBinRecord>[] = [
  [text('model'), ({ model }) => model],
  [text('size'), ({ size }) => size],
  [number('object_from'), ({ from }) => from],
  [number('object_to'), ({ to }) => to],
  [number('object_mean'), ({ side }) => side],
  [integer('images'), ({ images }) => images],
  [integer('top1_correct'), ({ correct }) => correct],
  [fraction('top1'), ({ top1 }) => top1],
  [fraction('top1_lo'), ({ interval: [low] }) => low],
  [fraction('top1_hi'), ({ interval: [, high] }) => high],
]
