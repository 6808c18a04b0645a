// Test support: a small classifier with whatever behind its scores, and what a probe finds of it.
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { resolveRecipe } from '../../../../shared/presets.ts'
import { makeFolder, writeFiles } from '../../../../testing/folders.ts'
import { type NetworkMeasurement, probeNetwork } from '../probe-network.ts'
import { loadSource } from '../../model/index.ts'
import {
  buildModel,
  classifierParts,
  type ClassifierOptions,
  type ModelParts,
} from '../../model/testing/tiny-models.ts'

const CROP = 8
const recipe = resolveRecipe('torchvision', { resize: CROP, crop: CROP })

/** Probes a model of 8×8 pixels. */
export async function probe(parts: ModelParts, classes = 12): Promise<NetworkMeasurement> {
  const { folder, remove } = makeFolder()
  onTestFinished(remove)
  writeFiles(folder, { 'model.onnx': buildModel(parts) })
  const source = { file: path.join(folder, 'model.onnx'), weights: null }
  return probeNetwork(await loadSource(source), { recipe, layout: undefined }, { classes })
}

export type Nodes = ModelParts['nodes']
export type Tensors = NonNullable<ModelParts['initializers']>

export const float = (name: string, ...values: number[]) =>
  ({
    name,
    dataType: 'float32',
    dims: values.length === 1 ? [] : [values.length],
    data: Float32Array.from(values),
  }) as const
export const int64s = (name: string, ...values: number[]) =>
  ({ name, dataType: 'int64', dims: [values.length], data: BigInt64Array.from(values, BigInt) }) as const

/** The classifier with more nodes between its 12 scores and its output. */
export function ending(nodes: Nodes, tensors: Tensors = [], options: ClassifierOptions = {}, outputs = 12): ModelParts {
  const parts = classifierParts({ ...options, output: 'scores' })
  parts.nodes.push(...nodes)
  parts.initializers?.push(...tensors)
  return { ...parts, outputs: [['out', 'float32', [options.batch ?? 'N', outputs]]] }
}

export const softmax = (from: string, to: string): Nodes[number] => ({
  opType: 'Softmax',
  inputs: [from],
  outputs: [to],
  attributes: { axis: 1 },
})
export const node = (opType: string, inputs: string[], output = 'out', attributes = {}): Nodes[number] => ({
  opType,
  inputs,
  outputs: [output],
  attributes,
})
