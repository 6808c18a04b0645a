import { AcuityError } from '../../../shared/errors.ts'
import { GraphWalk, operatorOf } from './graph-walk.ts'
import { isLayer } from './macs.ts'
import type { Graph, ValueInfo } from './onnx/read.ts'
import { describePorts, floatTypes, type Dims, type ImageInput } from './ports.ts'
import { rankedScores } from './ranked.ts'

/** A tensor that holds one score per class: what a network may be taken to answer with. */
export interface Head {
  name: string
  /** Scores per image; null where the file leaves it open. */
  outputs: number | null
  /** Whether the file tells its shape, or running the network has told it. */
  isStated: boolean
  /** The output that only ranks these scores, and the operator that does; null where they are an output themselves. */
  behind: { output: string; by: string } | null
  /** Layers with weights between the images and it, along the longest path. */
  depth: number
  /** What the last of these layers gives; null where there is none. */
  layer: string | null
}

/**
 * Every output that holds one score per class: [batch, n], or [batch, n, 1, 1] and the like, or [n] of a single image;
 * one of unstated shape may. What only ranks scores (TopK, ArgMax), names them or puts them in another form (ZipMap, a
 * sequence, whole numbers) is no such output: the scores that it gets stand in its place.
 * @returns in the order of the file; at least one
 * @throws AcuityError `model-invalid` where there is none
 */
export function findHeads(file: string, graph: Graph, { name: input, dims: [batch = null] }: ImageInput): Head[] {
  const walk = new GraphWalk(graph, input)
  const pathTo = paths(graph)
  const found = graph.outputs.flatMap((output): Head[] => {
    const { name, dims } = output
    const wrapped = insideOf(output, walk)
    if (wrapped) {
      const { by, tensors } = wrapped
      return tensors.map((each) => ({
        name: each,
        outputs: null,
        behind: { output: name, by },
        isStated: true,
        ...pathTo(each),
      }))
    }
    const ranked = rankedScores(walk, name)
    if (!ranked) {
      if (!holdsScores(output, batch)) return []
      const outputs = dims ? scoresPerImage(dims) : null
      return [{ name, outputs, behind: null, isStated: dims !== undefined, ...pathTo(name) }]
    }
    const { scores, by } = ranked
    if (!walk.dependsOnImages(scores)) return []
    return [{ name: scores, outputs: null, behind: { output: name, by }, isStated: true, ...pathTo(scores) }]
  })
  const heads = new Map<string, Head>()
  // Scores may be an output, and what another output ranks.
  for (const head of found) if (head.behind === null || !heads.has(head.name)) heads.set(head.name, head)
  if (heads.size > 0) return [...heads.values()]
  throw new AcuityError(
    'model-invalid',
    `${file}: no output of the model holds one score per class (outputs: ${describePorts(graph.outputs)}). ` +
      'An output of shape [batch, n] or [batch, n, 1, 1] in a floating-point type is needed: choose a classifier.',
  )
}

type Path = Pick<Head, 'depth' | 'layer'>
const NO_PATH: Path = { depth: 0, layer: null }

/** The longest path to each tensor, counted in layers with weights. */
function paths({ nodes }: Graph): (tensor: string) => Path {
  const known = new Map<string, Path>()
  for (const node of nodes) {
    const before = node.inputs.map((name) => known.get(name) ?? NO_PATH)
    const { depth, layer } = before.reduce((longest, path) => (path.depth > longest.depth ? path : longest), NO_PATH)
    for (const output of node.outputs)
      known.set(output, isLayer(node) ? { depth: depth + 1, layer: output } : { depth, layer })
  }
  return (tensor) => known.get(tensor) ?? NO_PATH
}

/** The tensors that an output only holds in another form: in a sequence, or rounded to whole numbers. */
function insideOf({ name, elemType }: ValueInfo, walk: GraphWalk): { by: string; tensors: string[] } | null {
  const node = walk.producer(name)
  const operator = node && operatorOf(node)
  const isQuantised = /(?:^|:)QuantizeLinear$/.test(operator ?? '') && !floatTypes.has(elemType)
  if (!node || !(isQuantised || operator === 'SequenceConstruct')) return null
  const tensors = walk.data(node)
  return tensors.length === 0 ? null : { by: node.opType, tensors }
}

function holdsScores({ elemType, dims }: ValueInfo, batch: number | null): boolean {
  if (!floatTypes.has(elemType)) return false
  if (!dims) return true
  if (dims.length === 1) return batch === 1 || (batch === null && dims[0] != null && dims[0] > 1)
  const [, ...perImage] = dims
  if (perImage.filter((dim) => dim !== 1).length <= 1) return perImage.length > 0
  return isMap(perImage)
}

/** [n, height, width] of a fully convolutional network, whose height and width come out as 1 at the right crop. */
const isMap = ([, height, width, ...rest]: Dims) =>
  rest.length === 0 && (height === null || height === 1) && (width === null || width === 1)

function scoresPerImage(dims: Dims): number | null {
  const perImage = dims.length === 1 ? dims : dims.slice(1)
  const beyondOne = perImage.filter((dim) => dim !== 1)
  if (beyondOne.length === 0) return 1
  return (beyondOne.length > 1 ? perImage[0] : beyondOne[0]) ?? null
}
