import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { loadModel } from '../../../src/main/engine/model/index.ts'
import type { Recipe, Resampler } from '../../../src/shared/recipe.ts'
import type { RunSettings } from '../../../src/shared/run.ts'
import { logitsModel } from '../logits-model.ts'

/** Pillow's numbers of those of its filters that the peer has as well. */
const RESAMPLE = new Map<Resampler, number>([
  ['pillow-bilinear', 2],
  ['pillow-bicubic', 3],
])

/**
 * Writes a model as transformers.js wants to find it: the network under its names for input and output, and the recipe in
 * its words.
 * @param run what a run of the model settled
 * @throws Error where it has no words for the recipe
 */
export async function writeModelFolder(
  folder: string,
  file: string,
  { recipe, outputs }: Pick<RunSettings, 'recipe' | 'outputs'>,
): Promise<void> {
  await mkdir(path.join(folder, 'onnx'), { recursive: true })
  await writeFile(path.join(folder, 'onnx', 'model.onnx'), logitsModel(await loadModel(file), outputs))
  await writeJson(path.join(folder, 'config.json'), {
    model_type: 'mobilenet_v1',
    id2label: Object.fromEntries(Array.from({ length: outputs }, (_, k) => [k, String(k)])),
  })
  await writeJson(path.join(folder, 'preprocessor_config.json'), preprocessing(recipe))
}

const writeJson = (file: string, value: unknown) => writeFile(file, JSON.stringify(value))

function preprocessing({ fit, resize, crop, resampler, channels, mean, std, scale, ...others }: Recipe): object {
  const isKnown = (fit === 'shortest' || fit === 'squash') && !others.centralCrop && !others.exifOrientation
  const resample = RESAMPLE.get(resampler)
  if (resample === undefined || channels !== 'RGB' || scale !== 1 || !isKnown)
    throw new Error('transformers.js has no words for this recipe')
  return {
    image_processor_type: 'MobileNetV1ImageProcessor',
    do_resize: true,
    size: fit === 'shortest' ? { shortest_edge: resize } : { width: resize, height: resize },
    resample,
    do_center_crop: true,
    crop_size: { width: crop, height: crop },
    do_rescale: true,
    rescale_factor: 1 / 255,
    do_normalize: true,
    image_mean: mean.map((value) => value / 255),
    image_std: std.map((value) => value / 255),
  }
}
