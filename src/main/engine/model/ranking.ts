import { AcuityError } from '../../../shared/errors.ts'
import type { OutputKind } from '../../../shared/output-kind.ts'
import type { LoadedModel } from './classifier.ts'
import type { NodeList } from './node-list.ts'
import { DataType } from './onnx/proto.ts'

/** How the scores of a network map to classes. */
export interface ScoresMapping {
  /** Scores per image. */
  outputs: number
  outputKind: OutputKind
  /** What makes probabilities of scores that are such, where it is not 1. */
  outputScale?: number
  /** Classes of the dataset. */
  classes: number
  /** Output k means class k + classOffset. */
  classOffset: number
  /** Canonical indices of the classes whose scores are ranked, ascending; all of them where it is null. */
  restrictedTo?: readonly number[] | null
  /** The class that is meant, by the index k + classOffset; that index where it is null. All classes are there, each once. */
  order?: readonly number[] | null
}

interface BatchMapping extends ScoresMapping {
  batch: number | 'dynamic'
  /** Name of the input, [batch, …]. */
  pixels: string
}

const MOST = 10

/** The highest number that is a float32. */
const HIGHEST = (2 - 2 ** -23) * 2 ** 127

/** A float32 that adds nothing to a sum of probabilities, and keeps it from being 0. */
const LEAST = 2 ** -126

/** As many scores does CUDA's TopK rank exactly, equal ones by their index; among more, equal ones come in any order. */
const EXACT = 256
/** The best of each such group; with {@link MOST} rounded up to a power of two, its sort has no gaps to fill. */
const PER_GROUP = 16

/** The outputs that are classes, `first` to `end` (exclusive), and how many of them are ranked. */
export interface RankedOutputs {
  first: number
  end: number
  /** Those of them that alone are ranked, ascending; null for all. */
  among: readonly number[] | null
  k: number
}

/**
 * Which outputs are classes: the others are dropped before ranking.
 * @throws AcuityError `recipe-invalid` where none is
 */
export function rankedOutputs(
  file: string,
  { outputs, classes, classOffset, restrictedTo, order }: ScoresMapping,
): RankedOutputs {
  const first = Math.max(0, -classOffset)
  const end = Math.min(outputs, classes - classOffset)
  if (first >= end)
    throw new AcuityError(
      'recipe-invalid',
      `${file}: with a class offset of ${classOffset} none of its ${outputs} outputs is one of the ${classes} classes.`,
      { remedies: [{ do: 'change', option: 'classOffset', to: 'another' }] },
    )
  if (!restrictedTo) return { first, end, among: null, k: Math.min(MOST, end - first) }
  const among = restrictedTo
    .map((index) => (order ? order.indexOf(index) : index) - classOffset)
    .filter((output) => output >= first && output < end)
    .toSorted((a, b) => a - b)
  if (among.length === 0)
    throw new AcuityError(
      'recipe-invalid',
      `${file}: none of its ${outputs} outputs is one of the ${restrictedTo.length} classes that the dataset has images of.`,
      { remedies: [{ do: 'leave-out', option: 'restrictClasses' }] },
    )
  return { first, end, among, k: Math.min(MOST, among.length) }
}

/**
 * Adds what lies between the network's scores and the k best classes of each image. Scores are ranked as the network
 * gave them, since a softmax that saturates would make ties of what it could tell apart; equal scores go to the lower index.
 * Probabilities are those among all outputs, dropped ones included, but for classes that answers are restricted to: theirs
 * add up to 1 (so does eval.py of hendrycks/natural-adv-examples, which takes the softmax of these scores alone). They are NaN where the network gives no answer: where a
 * score is NaN, or all are -infinity, or one that should be a probability is infinite.
 * @param names of the two outputs, [batch, k]: float32 probabilities, and int32 canonical class indices
 */
export function addRanking(
  nodes: NodeList,
  model: LoadedModel,
  mapping: BatchMapping,
  ranked: RankedOutputs,
  names: { probabilities: string; classes: string },
): void {
  const { outputName, opset } = model.description
  const { outputKind, outputScale = 1, classOffset, order } = mapping
  const classOf = (output: number) => order?.[output + classOffset] ?? output + classOffset
  const { among, k } = ranked
  const [first, end, outputs] = among ? [0, among.length, among.length] : [ranked.first, ranked.end, mapping.outputs]

  const classesOnly = (x: string): string => {
    if (first === 0 && end === outputs) return x
    if (opset < 10) return nodes.add('Slice', [x], { axes: [1], starts: [first], ends: [end] })
    return nodes.add('Slice', [x, nodes.int64s(first), nodes.int64s(end), nodes.int64s(1)])
  }
  const topK = (x: string, values: string, indices: string): void => {
    if (opset < 10) nodes.addMany('TopK', [x], { axis: 1, k }, [values, indices])
    else nodes.addMany('TopK', [x, nodes.int64s(k)], { axis: 1 }, [values, indices])
  }
  const rank = (x: string, values: string): string => {
    const groups = 2 ** Math.ceil(Math.log2((end - first) / EXACT))
    if (opset >= 11 && groups > 1 && groups * PER_GROUP <= EXACT)
      return rankInGroups(nodes, x, { count: end - first, groups, k }, values)
    const indices = nodes.name('ranks')
    topK(x, values, indices)
    return indices
  }

  let scores = nodes.add('Cast', [outputName], { to: DataType.float32 })
  // Fails where the network gives another number of scores, which flattening would let through.
  scores = nodes.add('Reshape', [scores, scoresShape(nodes, model, mapping)])
  if (among) scores = nodes.add('Gather', [scores, nodes.int64s(...among)], { axis: 1 })
  let ranks: string
  if (outputKind === 'probabilities') {
    const sumOf = (x: string) =>
      nodes.add('ReduceSum', opset < 13 ? [x] : [x, nodes.int64s(1)], opset < 13 ? { axes: [1] } : {})
    // Where all of them are 0, so are their shares.
    if (among) scores = nodes.add('Div', [scores, nodes.add('Add', [sumOf(scores), nodes.scalar(LEAST)])])
    else if (outputScale !== 1) scores = nodes.add('Mul', [scores, nodes.scalar(outputScale)])
    const best = nodes.name('best')
    ranks = rank(classesOnly(scores), best)
    // A score that is no number may not be among the best, as it is in no order to the others: it is in their sum.
    const sum = sumOf(scores)
    nodes.add('Add', [best, nodes.add('Mul', [sum, nodes.scalar(0)])], {}, names.probabilities)
  } else {
    ranks = rank(classesOnly(scores), nodes.name('scores'))
    // An infinite score is the highest one, and not the end of all numbers; what is no number makes all of them none.
    const bounded = opset < 9 ? scores : atMost(nodes, scores, HIGHEST)
    // A softmax never turns an order around, so the k highest probabilities are those of the k highest scores.
    topK(classesOnly(nodes.add('Softmax', [bounded], { axis: 1 })), names.probabilities, nodes.name('unused'))
  }
  const places = nodes.add('Cast', [ranks], { to: DataType.int32 })
  if (among || order) {
    const outputIndices = among ?? Array.from({ length: end - first }, (_, i) => first + i)
    const classes = Int32Array.from(outputIndices, classOf)
    nodes.add('Gather', [nodes.constant('int32', [classes.length], classes), places], { axis: 0 }, names.classes)
  } else {
    const shift = nodes.constant('int32', [1], Int32Array.of(first + classOffset))
    nodes.add('Add', [places, shift], {}, names.classes)
  }
}

/**
 * [batch, outputs], as a tensor. The batch is that of the scores where they have one: a network that squeezes whatever
 * dimension is 1 gives a single image's scores without, and there it is that of the pixels.
 */
function scoresShape(
  nodes: NodeList,
  { onnx, description }: LoadedModel,
  { batch, outputs, pixels }: BatchMapping,
): string {
  if (batch !== 'dynamic') return nodes.int64s(batch, outputs)
  const stated = onnx.graph.outputs.find(({ name }) => name === description.outputName)?.dims
  if (stated && stated.length > 1) return nodes.int64s(0, outputs)
  const images = nodes.add('Gather', [nodes.add('Shape', [pixels]), nodes.int64s(0)], { axis: 0 })
  return nodes.add('Concat', [images, nodes.int64s(outputs)], { axis: 0 })
}

/** By a choice, and not by Min: what that makes of a NaN differs between providers. */
function atMost(nodes: NodeList, scores: string, bound: number): string {
  const highest = nodes.scalar(bound)
  return nodes.add('Where', [nodes.add('Greater', [scores, highest]), highest, scores])
}

/**
 * The k best of many scores, equal ones by their index on a GPU too: the best of each group, and then the best of those,
 * which lie in the order of their indices where they are equal.
 * Source: onnxruntime, core/providers/cuda/math/topk_impl.cuh: up to 256 scores go through BitonicTopK, which compares
 * indices as well; more through RadixTopK, where equal scores come in the order of index modulo 256.
 * @param values name of an output: the k best scores
 * @returns their indices, int64 [batch, k]
 */
function rankInGroups(
  nodes: NodeList,
  scores: string,
  { count, groups, k }: { count: number; groups: number; k: number },
  values: string,
): string {
  // Whatever is added comes last among equals, and there are always k others.
  const nothing = nodes.scalar(-Infinity)
  const padded = nodes.add('Pad', [scores, nodes.int64s(0, 0, 0, groups * EXACT - count), nothing])
  const grouped = nodes.add('Reshape', [padded, nodes.int64s(0, groups, EXACT)])
  const [best, inGroup] = [nodes.name('best'), nodes.name('inGroup')]
  nodes.addMany('TopK', [grouped, nodes.int64s(PER_GROUP)], { axis: 2 }, [best, inGroup])
  const starts = Array.from({ length: groups }, (_, group) => BigInt(group * EXACT))
  const indices = nodes.add('Add', [inGroup, nodes.constant('int64', [groups, 1], BigInt64Array.from(starts))])
  const flat = (x: string) => nodes.add('Reshape', [x, nodes.int64s(0, groups * PER_GROUP)])
  const among = nodes.name('among')
  nodes.addMany('TopK', [flat(best), nodes.int64s(k)], { axis: 1 }, [values, among])
  return nodes.add('GatherElements', [flat(indices), among], { axis: 1 })
}
