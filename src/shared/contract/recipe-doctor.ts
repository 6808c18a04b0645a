import { z } from 'zod'
import { DiagnosisProgress, RecipeDiagnosis } from '../recipe-diagnosis.ts'
import { RecipePreview } from '../recipe-preview.ts'
import { Nothing } from './common.ts'
import type { Events, Methods } from './method.ts'
import { EvaluateInput } from './runs.ts'

/** Images that tell what a wrong recipe does, and take little time. */
const IMAGES = 1000

const DiagnosisInput = EvaluateInput.omit({ name: true, limit: true, cache: true }).extend({
  /** So many images, of each class its share; all where there are no more. */
  sample: z.int().min(1).default(IMAGES),
})

/** Of the first images, whatever the run is to be of. */
const PreviewInput = EvaluateInput.omit({
  name: true,
  sample: true,
  seed: true,
  cache: true,
  asIndexed: true,
  follow: true,
})

export const recipeDoctorMethods = {
  /**
   * Settles a run as `runs.start` does, and evaluates the first images of the dataset as it was indexed: no run comes of it,
   * and nothing is kept.
   */
  'recipes.preview': {
    input: PreviewInput,
    output: RecipePreview,
    writes: true,
    page: PreviewInput.omit({ weights: true }).extend({ model: z.int() }),
  },
  /**
   * Evaluates the model by its recipe and by others that differ from it in one thing each, and answers when all is done;
   * one at a time. No run comes of it.
   */
  'recipes.diagnose': {
    input: DiagnosisInput,
    output: RecipeDiagnosis,
    writes: true,
    page: DiagnosisInput.omit({ weights: true }).extend({ model: z.int() }),
  },
} satisfies Methods

export const recipeDoctorEvents = {
  'diagnosis.progress': DiagnosisProgress,
  /** No recipe is being diagnosed any more. */
  'diagnosis.finished': Nothing,
} satisfies Events
