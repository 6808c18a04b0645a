import { z } from 'zod'
import { contract, EvaluateInput, type Output } from './contract.ts'

/**
 * The part of the contract that a window's page may use directly. Nothing in it names a file: folders and models are
 * chosen in dialogs of the main process (see shell-contract.ts), and images are named by their id.
 */
export const windowContract = {
  'engine.home': contract['engine.home'],
  'datasets.list': contract['datasets.list'],
  'datasets.reindex': contract['datasets.reindex'],
  'datasets.cancelIndexing': contract['datasets.cancelIndexing'],
  'models.list': contract['models.list'],
  'models.suggestRecipe': contract['models.suggestRecipe'],
  'sample.add': contract['sample.add'],
  'runs.list': contract['runs.list'],
  'runs.start': {
    input: EvaluateInput.omit({ weights: true }).extend({ model: z.int() }),
    output: contract['runs.start'].output,
  },
  'runs.resume': contract['runs.resume'],
  'runs.again': contract['runs.again'],
  'runs.cancel': contract['runs.cancel'],
  'queue.get': contract['queue.get'],
  'queue.move': contract['queue.move'],
  'queue.pause': contract['queue.pause'],
  'queue.unpause': contract['queue.unpause'],
  'runs.compare': contract['runs.compare'],
  'results.classes': contract['results.classes'],
  'results.class': contract['results.class'],
  'results.confusions': contract['results.confusions'],
  'results.calibration': contract['results.calibration'],
  'results.errors': contract['results.errors'],
  'results.errorConfidences': contract['results.errorConfidences'],
  'results.rows': contract['results.rows'],
  'results.image': contract['results.image'],
  'results.imageInRuns': contract['results.imageInRuns'],
  'images.pixels': contract['images.pixels'],
  'annotations.get': contract['annotations.get'],
  'annotations.set': contract['annotations.set'],
  'annotations.list': contract['annotations.list'],
  'annotations.tags': contract['annotations.tags'],
  'reports.render': contract['reports.render'],
  'comparisons.render': contract['comparisons.render'],
  'flips.render': contract['flips.render'],
  'tables.render': contract['tables.render'],
  'results.flips': contract['results.flips'],
  'results.flipImages': contract['results.flipImages'],
  'results.flipRows': contract['results.flipRows'],
} satisfies Partial<Record<keyof typeof contract, { input: z.ZodType; output: z.ZodType }>>

export type WindowMethod = keyof typeof windowContract
export type WindowInput<M extends WindowMethod> = z.input<(typeof windowContract)[M]['input']>
export type WindowOutput<M extends WindowMethod> = Output<M>
