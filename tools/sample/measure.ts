import { InferenceSession, Tensor } from 'onnxruntime-node'
import { createPreprocessor } from '../../src/main/engine/image/index.ts'
import type { Recipe } from '../../src/shared/recipe.ts'

export interface LabelledFile {
  readonly bytes: Uint8Array
  /** Canonical class index. */
  readonly label: number
}

/** Which class a network answers for every file, one by one, with the product's own preprocessing. */
export async function classify(model: string, recipe: Recipe, files: readonly LabelledFile[]): Promise<number[]> {
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 })
  const preprocessor = createPreprocessor()
  const side = recipe.crop
  const pixels = new Uint8Array(side * side * 3)
  const input = new Float32Array(side * side * 3)
  const answers: number[] = []
  for (const { bytes } of files) {
    preprocessor.preprocess(bytes, recipe, pixels)
    for (const [c, mean] of recipe.mean.entries()) {
      const factor = recipe.scale / (recipe.std[c] ?? 1)
      for (let i = 0; i < side * side; i++) input[c * side * side + i] = ((pixels[i * 3 + c] ?? 0) - mean) * factor
    }
    const { logits } = await session.run({ input: new Tensor('float32', input, [1, 3, side, side]) })
    if (!(logits?.data instanceof Float32Array)) throw new Error(`${model}: no float output named logits`)
    answers.push(logits.data.indexOf(Math.max(...logits.data)))
  }
  await session.release()
  return answers
}

/** Correct / all. */
export function accuracy(answers: readonly number[], files: readonly LabelledFile[]): number {
  return answers.filter((answer, i) => answer === files[i]?.label).length / files.length
}
