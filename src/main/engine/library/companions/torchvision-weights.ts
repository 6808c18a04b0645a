import shipped from '../../../../../resources/torchvision-weights.json' with { type: 'json' }
import type { CompanionRecipe } from './companion.ts'
import { recipeFromTorchvision } from './torchvision.ts'
import { withoutVariant } from './variants.ts'

/** Weights of torchvision's, and the recipe that they were measured with. */
export interface TorchvisionWeights {
  /** As in Python: `ResNet50_Weights.IMAGENET1K_V2`. */
  weights: string
  companion: CompanionRecipe
}

/** Names are compared without regard to case, and to what stands between their parts. */
const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

/** Every name that says one of the weights: of the file that torchvision loads, of the enum, and of the model with its version. */
const named: ReadonlyMap<string, keyof typeof shipped.weights> = new Map(
  Object.entries(shipped.weights).flatMap(([weights, { model, file }]) => {
    const version = weights.slice(weights.indexOf('.') + 1)
    const key = weights as keyof typeof shipped.weights
    return [file, weights, `${model}.${version}`].map((name) => [plain(name), key] as const)
  }),
)

/**
 * The weights that a model is called after, as in `resnet50-11ad3fa6.onnx`, `ResNet50_Weights.IMAGENET1K_V2.onnx` or
 * `resnet50.IMAGENET1K_V2_fp16.onnx`; null where it is called otherwise.
 * @param name of its file, without the extension
 */
export function torchvisionWeights(name: string): TorchvisionWeights | null {
  const weights = named.get(plain(name)) ?? named.get(plain(withoutVariant(name)))
  if (weights === undefined) return null
  return { weights, companion: recipeFromTorchvision(shipped.weights[weights].preset, weights) }
}
