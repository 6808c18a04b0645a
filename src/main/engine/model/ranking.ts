import { AcuityError } from '../../../shared/errors.ts'
import type { OutputKind } from '../../../shared/run.ts'
import type { LoadedModel } from './classifier.ts'
import type { NodeList } from './node-list.ts'
import { DataType } from './onnx/proto.ts'

/** How the scores of a network map to classes. */
export interface ScoresMapping {
  /** Scores per image. */
  outputs: number
  outputKind: OutputKind
  /** Classes of the dataset. */
  classes: number
  /** Output k means class k + classOffset. */
  classOffset: number
}

const MOST = 10

/** The outputs that are classes, `first` to `end` (exclusive), and how many of them are ranked. */
export interface RankedOutputs {
  first: number
  end: number
  k: number
}

/**
 * Which outputs are classes: the others are dropped before ranking.
 * @throws AcuityError `recipe-invalid` where none is
 */
export function rankedOutputs(file: string, { outputs, classes, classOffset }: ScoresMapping): RankedOutputs {
  const first = Math.max(0, -classOffset)
  const end = Math.min(outputs, classes - classOffset)
  if (first >= end)
    throw new AcuityError(
      'recipe-invalid',
      `${file}: with a class offset of ${classOffset} none of its ${outputs} outputs is one of the ${classes} classes. ` +
        'Choose another class offset (--class-offset).',
    )
  return { first, end, k: Math.min(MOST, end - first) }
}

/**
 * Adds what lies between the network's scores and the k best classes of each image. Scores are ranked as the network
 * gave them, since a softmax that saturates would make ties of what it could tell apart; equal scores go to the lower index.
 * Probabilities are those among all outputs, dropped ones included.
 * @param names of the two outputs, [batch, k]: float32 probabilities, and int32 canonical class indices
 */
export function addRanking(
  nodes: NodeList,
  model: LoadedModel,
  mapping: ScoresMapping,
  { first, end, k }: RankedOutputs,
  names: { probabilities: string; classes: string },
): void {
  const { outputName, opset } = model.description
  const { outputs, outputKind, classOffset } = mapping

  const classesOnly = (x: string): string => {
    if (first === 0 && end === outputs) return x
    if (opset < 10) return nodes.add('Slice', [x], { axes: [1], starts: [first], ends: [end] })
    return nodes.add('Slice', [x, nodes.int64s(first), nodes.int64s(end), nodes.int64s(1)])
  }
  const topK = (x: string, values: string, indices: string): void => {
    if (opset < 10) nodes.addMany('TopK', [x], { axis: 1, k }, [values, indices])
    else nodes.addMany('TopK', [x, nodes.int64s(k)], { axis: 1 }, [values, indices])
  }

  let scores = nodes.add('Cast', [outputName], { to: DataType.float32 })
  // Fails where the network gives another number of scores, which flattening would let through.
  scores = nodes.add('Reshape', [scores, nodes.int64s(0, outputs)])
  const ranks = nodes.name('ranks')
  if (outputKind === 'probabilities') {
    topK(classesOnly(scores), names.probabilities, ranks)
  } else {
    topK(classesOnly(scores), nodes.name('scores'), ranks)
    // A softmax never turns an order around, so the k highest probabilities are those of the k highest scores.
    topK(classesOnly(nodes.add('Softmax', [scores], { axis: 1 })), names.probabilities, nodes.name('unused'))
  }
  const shift = nodes.constant('int32', [1], Int32Array.of(first + classOffset))
  nodes.add('Add', [nodes.add('Cast', [ranks], { to: DataType.int32 }), shift], {}, names.classes)
}
