import type { OutputKind } from '../../../shared/output-kind.ts'
import { GraphWalk, operatorOf, PASSING } from './graph-walk.ts'
import { isProduct } from './macs.ts'
import type { Graph, Node } from './onnx/read.ts'

/**
 * What a graph tells of the scores that a tensor holds. `softmax` and `sigmoid`: probabilities as they were computed, or
 * some of them. `mixture`: what arithmetic made of probabilities alone, as an ensemble does. `open`: only values can tell.
 */
export interface ScoresOrigin {
  is: 'softmax' | 'sigmoid' | 'mixture' | 'logits' | 'open'
  /** The operator that says so; null where none was found. */
  by: string | null
}

const SOFTMAX = new Set(['Softmax', 'com.microsoft:QLinearSoftmax'])
const SIGMOID = new Set(['Sigmoid', 'HardSigmoid', 'com.microsoft:QLinearSigmoid'])

/** Layers that classifiers end with. LogSoftmax is one of them, since softmax(log p) = p. */
const LOGITS = new Set(['BatchNormalization', 'LogSoftmax', 'Relu'])

/** Arithmetic that ensembles are made with. What it makes of logits are logits, too. */
const ARITHMETIC = new Set([
  ...['Add', 'Sum', 'Mean', 'Mul', 'Div', 'Sub', 'Max', 'Min', 'Concat', 'Clip', 'Pow', 'Sqrt'],
  ...['com.microsoft:QLinearAdd', 'com.microsoft:QLinearMul'],
])
/** Also where one side is not known: a bias, or a shortcut. */
const SUMS = new Set(['Add', 'Sum', 'com.microsoft:QLinearAdd'])

/** Over positions in an image, or members of an ensemble. */
const POOLING = new Set([
  ...['GlobalAveragePool', 'AveragePool', 'ReduceMean', 'GlobalMaxPool', 'MaxPool', 'ReduceSum', 'ReduceMax'],
  ...['com.microsoft:QLinearGlobalAveragePool', 'com.microsoft:QLinearAveragePool'],
])

const OWN_SUM = new Set(['ReduceSum', 'ReduceL1'])

/** Ensembles are deep, but not as deep as this; a malformed graph may run in circles. */
const MOST_STEPS = 64

/** Follows scores back to the operator that says what they are. */
export function originOf(graph: Graph, input: string, output: string): ScoresOrigin {
  const walk = new GraphWalk(graph, input)
  const known = new Map<string, ScoresOrigin>()
  const follow = (tensor: string, steps: number): ScoresOrigin => {
    const before = known.get(tensor)
    if (before) return before
    const node = walk.producer(tensor)
    if (!node || steps === 0) return { is: 'open', by: null }
    const origin = originOfNode(node, walk, (name) => follow(name, steps - 1))
    known.set(tensor, origin)
    return origin
  }
  return follow(output, MOST_STEPS)
}

/** The kind that a graph alone tells; null where values must. */
export function kindOf({ is }: ScoresOrigin): OutputKind | null {
  if (is === 'softmax' || is === 'sigmoid') return 'probabilities'
  return is === 'logits' ? 'logits' : null
}

function originOfNode(node: Node, walk: GraphWalk, follow: (tensor: string) => ScoresOrigin): ScoresOrigin {
  const operator = operatorOf(node)
  const by = node.opType
  const [first = ''] = node.inputs
  if (SOFTMAX.has(operator) || isOverOwnSum(node, walk)) return { is: 'softmax', by }
  if (SIGMOID.has(operator)) return { is: 'sigmoid', by }
  const origins = walk.data(node).map(follow)
  const areProbabilities = origins.length > 0 && origins.every(isProbability)
  // What is gathered by weights is a mixture of them as well, if its values say so.
  if (isProduct(node)) return areProbabilities ? { is: 'open', by } : { is: 'logits', by }
  if (PASSING.has(operator)) return follow(first)
  if (operator === 'Exp' && follow(first).by === 'LogSoftmax') return { is: 'softmax', by }
  if (operator === 'Log') return areProbabilities ? { is: 'logits', by } : { is: 'open', by }
  if (areProbabilities && (ARITHMETIC.has(operator) || POOLING.has(operator) || operator === 'Relu'))
    return { is: 'mixture', by }
  if (LOGITS.has(operator) || SUMS.has(operator)) return { is: 'logits', by }
  if (ARITHMETIC.has(operator) || POOLING.has(operator)) {
    // Scaled or shifted they are what they were; what two of them make of each other, only values tell.
    const areLogits = origins.length === 1 && origins[0]?.is === 'logits'
    return areLogits || /Pool$|Mean$/.test(by) ? { is: 'logits', by } : { is: 'open', by }
  }
  return { is: 'open', by }
}

const isProbability = ({ is }: ScoresOrigin) => is === 'softmax' || is === 'sigmoid' || is === 'mixture'

/** A softmax in pieces, or whatever else is divided by its own sum. */
function isOverOwnSum({ opType, domain, inputs: [dividend, divisor] }: Node, walk: GraphWalk): boolean {
  if (opType !== 'Div' || domain !== '' || divisor === undefined) return false
  const sum = walk.producer(divisor)
  return sum !== undefined && OWN_SUM.has(operatorOf(sum)) && sum.inputs[0] === dividend
}
