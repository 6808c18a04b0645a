import { z } from 'zod'

/** Libraries that have classifiers by name, as a model's own name begins with: `timm:resnet50.a1_in1k`. */
export const ExportLibrary = z.enum(['torchvision', 'timm', 'hf'])
export type ExportLibrary = z.infer<typeof ExportLibrary>

/** A model that was exported from the Python library that has it. */
export const ExportedModel = z.object({
  name: z.string(),
  file: z.string(),
  /** How the library itself prepares images for it. */
  recipeFile: z.string(),
  /** Side of its images in pixels, and why it takes no other; null where it does. */
  size: z.int(),
  sizeFixedBy: z.string().nullable(),
  classes: z.int(),
  /** The largest difference of its scores in ONNX Runtime from the library's, as a part of the largest score. */
  difference: z.number(),
  /** Of the library, and what it runs on. */
  versions: z.record(z.string(), z.string()),
})
export type ExportedModel = z.infer<typeof ExportedModel>
