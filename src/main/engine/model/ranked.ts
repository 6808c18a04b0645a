import { operatorOf, PASSING, type GraphWalk } from './graph-walk.ts'
import type { Node } from './onnx/read.ts'

/** Operators whose results are no scores of classes, but the best of them, their indices or their names. */
const RANKING = new Set(['TopK', 'ArgMax', 'ArgMin', 'Hardmax', 'Optional', 'ai.onnx.ml:ZipMap'])

/** What is done to the best scores and to their indices afterwards. */
const AFTERWARDS = new Set([
  ...['Softmax', 'LogSoftmax', 'Sigmoid', 'Exp', 'Log', 'Neg', 'Mul', 'Div', 'Add', 'Sub', 'Clip', 'Concat'],
  ...['ai.onnx.ml:ArrayFeatureExtractor', 'ai.onnx.ml:LabelEncoder'],
])

/** Longer chains than this rank nothing any more. */
const MOST_NODES = 64

/** An output that only ranks scores. */
export interface Ranked {
  /** The tensor that holds the scores. */
  scores: string
  /** The operator that ranks or names them: `TopK`. */
  by: string
}

/** The inputs of a node that say whether it ranks, of those that depend on the images. */
function followed({ opType, inputs: [first = '', second = ''] }: Node, data: string[]): string[] {
  // What is gathered at the indices of the best is the best.
  if (opType.startsWith('Gather') && data.includes(second)) return [second]
  // A quotient may have the sum of the best below it, and what is passed on its shape beside it.
  const only = PASSING.has(opType) || opType === 'Div'
  return only && data.includes(first) ? [first] : data
}

/** The scores that an output ranks; null where it is no ranking. */
export function rankedScores(walk: GraphWalk, output: string): Ranked | null {
  let found: Ranked | null = null
  const open = [output]
  for (let steps = 0; open.length > 0; steps++) {
    const node = walk.producer(open.pop() ?? '')
    if (!node || steps === MOST_NODES) return null
    const operator = operatorOf(node)
    const [first = ''] = node.inputs
    if (RANKING.has(operator)) found ??= { scores: first, by: node.opType }
    else if (PASSING.has(operator) || AFTERWARDS.has(operator)) {
      const data = walk.data(node)
      if (data.length === 0) return null
      open.push(...followed(node, data))
    } else return null
  }
  return found
}
