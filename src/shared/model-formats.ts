import { z } from 'zod'

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

const ids = Object.keys(modelFormats) as [ModelFormat, ...ModelFormat[]]
export const ModelFormat = z.enum(ids)
const kinds = ['model', 'weights', 'mean'] as const satisfies ModelFileKind[]
export const factsOf = (format: ModelFormat): ModelFormatFacts => modelFormats[format]

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

/** Whether text is that of a Caffe network, whatever its file is called: its layers stand in braces. */
export const isCaffeText = (head: string): boolean =>
  /^[ \t]*layers?[ \t]*:?[ \t]*\{/m.test(head) && !head.includes('\0')

/** How text and pictures begin that are no model; of text that says of itself what it is, the engine says what to do. */
const TELLING_TEXT = /^\s*([<{]|version https:\/\/git-lfs|\/annex\/objects\/|7767517\s|\[net|node\s*\{|ir_version\s*:)/
const PICTURE = /^(\u00ff\u00d8\u00ff|\u0089PNG|GIF8|RIFF|BM|II\*|MM|.{4}ftyp)/s

/**
 * Whether a file that goes by no name of a model's may be meant as one: all but pictures and plain text.
 * @param head its beginning, a letter for each byte
 */
export function mayBeModel(head: string): boolean {
  const isText = head.length > 0 && /^[\t\n\r -~\u0080-\u00ff]*$/.test(head)
  return isText ? isCaffeText(head) || TELLING_TEXT.test(head) : !PICTURE.test(head)
}
