import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Input } from '../../src/shared/contract.ts'
import { Recipe } from '../../src/shared/recipe.ts'
import { sampleDataset, sampleModel, sampleRecipe } from '../../src/testing/sample.ts'
import { hasSharedData, sharedData } from '../../src/testing/shared-data.ts'

/** A network and its recipe, as a run is started with them. */
export interface BenchNetwork {
  readonly name: string
  readonly start: Pick<Input<'runs.start'>, 'weights' | 'preset'> & { model: string; recipe: Partial<Recipe> }
}

/** What there is to measure with. */
export interface BenchData {
  readonly description: string
  /** A folder of class folders. */
  readonly folder: string
  /** Every image in it, relative to the folder. */
  readonly files: readonly string[]
  /** A class list of its own; without one the classes are those of ImageNet. */
  readonly classes: string | undefined
  /** Infers faster than an image decodes. */
  readonly light: BenchNetwork
  /** Infers more slowly than an image decodes. */
  readonly heavy: BenchNetwork
}

/** The 500 real images beside the repository where they are, else the sample that ships with it, or that in any case. */
export const findData = (sample: boolean): BenchData => (hasSharedData && !sample ? realData() : sampleData())

function realData(): BenchData {
  const models = path.join(sharedData, 'models')
  const folder = path.join(sharedData, 'imagenet-sample', 'val')
  const files = imagesOf(folder)
  return {
    description: `${files.length} real ImageNet images`,
    folder,
    files,
    classes: undefined,
    light: {
      name: 'mobilenet_v1_0.25_128',
      start: {
        model: path.join(models, 'mobilenet_v1_0.25_128.onnx'),
        preset: 'inception',
        recipe: { resize: 146, crop: 128 },
      },
    },
    heavy: {
      name: 'SqueezeNet v1.0 256/227',
      start: {
        model: path.join(models, 'squeezenet_v1.0_deploy.prototxt'),
        weights: path.join(models, 'squeezenet_v1.0.caffemodel'),
        preset: 'caffe',
        recipe: { resize: 256, crop: 227 },
      },
    },
  }
}

function sampleData(): BenchData {
  const network = (crop: 227 | 99): BenchNetwork => ({
    name: path.parse(sampleModel(crop)).name,
    start: { model: sampleModel(crop), recipe: Recipe.parse(JSON.parse(readFileSync(sampleRecipe(crop), 'utf8'))) },
  })
  const files = imagesOf(sampleDataset)
  return {
    description: `the ${files.length} drawn images and the networks of the bundled sample`,
    folder: sampleDataset,
    files,
    classes: path.join(sampleDataset, 'classes.txt'),
    light: network(99),
    heavy: network(227),
  }
}

const imagesOf = (folder: string) => globSync('*/*.JPEG', { cwd: folder }).toSorted()
