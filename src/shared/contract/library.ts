import { z } from 'zod'
import { MeanImageSummary } from '../mean-image.ts'
import { ModelSummary } from '../model.ts'
import { Recipe } from '../recipe.ts'
import { RecipeSuggestion } from '../recipe-suggestion.ts'
import { Nothing } from './common.ts'
import type { Methods } from './method.ts'

/** Files of the same network that lie in a folder that was taken for a model; none for a file. */
const InFolder = { others: z.array(z.string()).default([]) }

export const libraryMethods = {
  'models.list': { input: Nothing, output: z.array(ModelSummary), page: true },
  /** Which file is meant by a model: the folder of one has the same network in other precisions, named as they lie in it. */
  'models.file': {
    input: z.object({ file: z.string().min(1) }),
    output: z.object({ file: z.string(), ...InFolder }),
  },
  /**
   * An ONNX file, or a folder of transformers.js's form with one in it, or a Caffe network (or an architecture's name) with
   * its weights and perhaps its mean image.
   */
  'models.add': {
    input: z.object({
      file: z.string().min(1),
      weights: z.string().min(1).optional(),
      meanFile: z.string().min(1).optional(),
      /** The side of a Caffe network's images, in pixels, where it is not to be what the network states. */
      crop: Recipe.shape.crop.optional(),
    }),
    output: ModelSummary.extend(InFolder),
    writes: true,
    page: 'granted',
  },
  /** Reads a mean.binaryproto, or a .npy of the same; recipes name it by its hash. */
  'means.add': {
    input: z.object({ file: z.string().min(1) }),
    output: MeanImageSummary,
    writes: true,
    page: 'granted',
  },
  /** For a crop of its own, a Caffe network is suggested the size that goes with it. */
  'models.suggestRecipe': {
    input: z.object({ model: z.int(), crop: Recipe.shape.crop.optional() }),
    output: RecipeSuggestion,
    page: true,
  },
} satisfies Methods
