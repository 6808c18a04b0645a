/** What a file of a model can be. */
export type ModelFileKind = 'model' | 'weights' | 'mean'

interface ModelFormatFacts {
  /** What people call it. */
  name: string
  /** Extensions of the model itself, of weights in a file of their own, and of a mean image that goes with it. */
  files: Record<ModelFileKind, readonly string[]>
}

/**
 * Every format that models may be in: dialogs and what may be dropped are drawn from this table. Its reader is a row
 * in `engine/model/source.ts`; what is said of files of other formats lies in `engine/model/foreign.ts`.
 */
export const modelFormats = {
  onnx: { name: 'ONNX', files: { model: ['onnx'], weights: [], mean: [] } },
  caffe: { name: 'Caffe', files: { model: ['prototxt'], weights: ['caffemodel'], mean: ['binaryproto', 'npy'] } },
} as const satisfies Record<string, ModelFormatFacts>

export type ModelFormat = keyof typeof modelFormats

const ids = Object.keys(modelFormats) as ModelFormat[]
const kinds = ['model', 'weights', 'mean'] as const satisfies ModelFileKind[]
const factsOf = (format: ModelFormat): ModelFormatFacts => modelFormats[format]

/** The formats that have files of a kind. */
export const formatsWith = (kind: ModelFileKind): ModelFormatFacts[] =>
  ids.map(factsOf).filter(({ files }) => files[kind].length > 0)

/** Which format a file is of, and which of a model's files it is, by its extension; undefined for any other. */
export function recogniseModelFile(file: string) {
  const extension = /[^/]\.([^./]+)$/.exec(file)?.[1]?.toLowerCase() ?? ''
  for (const format of ids)
    for (const kind of kinds)
      if (factsOf(format).files[kind].includes(extension)) return { format, kind, facts: factsOf(format) }
  return undefined
}
