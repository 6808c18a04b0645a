import { z } from 'zod'
import { MeanImageReference } from './mean-image.ts'
import { Layout } from './recipe.ts'
import { OutputKind } from './output-kind.ts'

/** The types that a network may want its image in: pixels that were normalised, or whole numbers that hold 0 to 255. */
export const ElemType = z.enum([
  ...(['float32', 'float16', 'float64', 'bfloat16'] as const),
  ...(['uint8', 'uint16', 'uint32', 'uint64', 'int16', 'int32', 'int64'] as const),
])
export type ElemType = z.infer<typeof ElemType>

/** Whether it takes pixels as they are: nothing that was normalised is a whole number. */
export const takesWholeNumbers = ({ elemType }: { elemType: ElemType }) => !elemType.includes('float')

const Triple = z.tuple([z.number(), z.number(), z.number()])

/** What a graph's first nodes make of its images by themselves: of each channel x of the input `factor · x + offset`. */
export const OwnNormalisation = z.object({
  /** The operators that do, in their order: Sub, Div. */
  by: z.array(z.string()),
  factors: Triple,
  offsets: Triple,
})
export type OwnNormalisation = z.infer<typeof OwnNormalisation>

const Dimension = z.int().min(1).nullable()

/** What a Caffe network says about the images that it takes; null where it says nothing. */
export const CaffeInput = z.object({
  height: Dimension,
  width: Dimension,
  /** Of each channel, in the network's order. */
  mean: Triple.nullable(),
  scale: z.number(),
  /** A mean image, where it lay when the network was trained. */
  meanFile: z.string().nullable(),
  /** Fields of its text that were passed over, each with its line. */
  unheeded: z.array(z.string()).default([]),
})
export type CaffeInput = z.infer<typeof CaffeInput>

/** An output that holds one score per class, or scores inside the network that its output only ranks. */
export const ScoresOutput = z.object({
  name: z.string(),
  /** Scores per image. */
  outputs: Dimension,
})

/** What a model file says about itself. Null means that the file leaves it open: running the model once settles it. */
export const ModelDescription = z.object({
  inputName: z.string(),
  /** The output that it is taken to answer with, unless a dataset or a person says otherwise. */
  outputName: z.string(),
  /** All that there are, that one included; none in descriptions of before they were recorded. */
  scoresOutputs: z.array(ScoresOutput).default([]),
  elemType: ElemType,
  layout: Layout,
  /** False where the input's shape fits both layouts, or names no channels: then `layout` is a guess. */
  layoutDetected: z.boolean(),
  height: Dimension,
  width: Dimension,
  batch: Dimension,
  /** Scores per image. */
  outputs: Dimension,
  outputKind: OutputKind.nullable(),
  /** Elements of the weight tensors, float or quantised; single numbers and batch norm's running statistics are none. */
  params: z.int().nonnegative(),
  opset: z.int(),
  irVersion: z.int(),
  /** Name and version of the program that wrote the file; empty where the file does not say. */
  producer: z.string(),
  /** Size of the file and its weights or external data together. */
  bytes: z.int(),
  /** SHA-256, in hex, over the file and then its weights, or its external data files in the order of their names. */
  sha256: z.string(),
  /** Null where nothing of the kind was found, or nobody had looked yet. */
  normalisation: OwnNormalisation.nullable().default(null),
  /** Of a Caffe network; null of an ONNX file. */
  caffe: CaffeInput.nullable().default(null),
})
export type ModelDescription = z.infer<typeof ModelDescription>

/** A model that the engine knows. */
export const ModelSummary = ModelDescription.extend({
  model: z.int(),
  name: z.string(),
  file: z.string(),
  /** A Caffe network's .caffemodel. */
  weights: z.string().nullable(),
  /** The mean image that was added with it. */
  meanImage: MeanImageReference.nullable(),
  addedAt: z.string(),
  /** Null where lists show it. */
  archivedAt: z.string().nullable(),
})
export type ModelSummary = z.infer<typeof ModelSummary>

/** What trying a model may take. It is a program that a stranger wrote, and is run on a few images before anything else is. */
export const ModelLimits = z.object({
  /** Seconds until its network has answered. */
  modelSeconds: z.number().positive().max(86_400).optional(),
  /** Bytes of memory that the process may take in which it is read and tried. */
  modelMemory: z.int().min(1).optional(),
})
export type ModelLimits = z.infer<typeof ModelLimits>
