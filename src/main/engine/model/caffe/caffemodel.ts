import { messageOfAdvice, remediesOfAdvice } from '../../../../shared/advice.ts'
import { messageOf } from '../../../../shared/errors.ts'
import { bytes, type Field, FieldBudget, fieldsOf, text } from '../wire.ts'
import { float32Of, hasShape, readBlob, type StoredBlob } from './blob.ts'
import { layerError } from './layer-context.ts'
import type { Weights } from './weights.ts'

// Field numbers of NetParameter, LayerParameter and V1LayerParameter. Source: src/caffe/proto/caffe.proto of Caffe 1.0.
const NetField = { layersV1: 2, layer: 100 } as const
const LAYER = { name: 1, blobs: 7 } as const
const V1_LAYER = { name: 4, blobs: 6, layerV0: 1 } as const
/** A layer of 2013, inside one of 2014. */
const V0_LAYER = { name: 1, blobs: 50 } as const

/** The blobs of each layer that has any, by the layer's name. */
export type StoredLayers = ReadonlyMap<string, StoredBlob[]>

/**
 * Reads a .caffemodel: a NetParameter in binary, of which only the names and blobs of its layers matter. Numbers stay
 * where they are, so that a large file is held once.
 * @throws Error where the bytes are no NetParameter: says what is wrong, not in which file
 */
export function readCaffemodel(file: Uint8Array): StoredLayers {
  const budget = new FieldBudget()
  const layers = new Map<string, StoredBlob[]>()
  for (const field of fieldsOf(file, budget)) {
    if (field.number !== NetField.layer && field.number !== NetField.layersV1) continue
    const { name, blobs } = readLayer(field, field.number === NetField.layer ? LAYER : V1_LAYER, budget)
    if (blobs.length > 0) layers.set(name, blobs)
  }
  if (layers.size === 0) throw new Error('it holds no layer with weights')
  return layers
}

type LayerNumbers = typeof LAYER | typeof V1_LAYER | typeof V0_LAYER

function readLayer(of: Field, numbers: LayerNumbers, budget: FieldBudget): { name: string; blobs: StoredBlob[] } {
  let name = ''
  const blobs: StoredBlob[] = []
  for (const field of fieldsOf(bytes(of), budget)) {
    if (field.number === numbers.name) name = text(field)
    if (field.number === numbers.blobs) blobs.push(readBlobOf(name, bytes(field), budget))
    if ('layerV0' in numbers && field.number === numbers.layerV0) return readLayer(field, V0_LAYER, budget)
  }
  return { name, blobs }
}

/** What is wrong with a blob is said with its layer, whose name stands before it. */
function readBlobOf(layer: string, message: Uint8Array, budget: FieldBudget): StoredBlob {
  try {
    return readBlob(message, budget)
  } catch (cause) {
    throw new Error(`in its layer ${JSON.stringify(layer.slice(0, 80))}, ${messageOf(cause)}`, { cause })
  }
}

/**
 * The weights of a .caffemodel, matched with a network's layers by name.
 * @param file for messages
 */
export function storedWeights(file: string, layers: StoredLayers): Weights {
  return {
    blob: (layer, index, dims, hint = () => `Is it this network's?`) => {
      const wanted = `[${dims.join(', ')}]`
      const blobs = layers.get(layer.name)
      if (!blobs)
        throw layerError(
          layer,
          `needs weights of ${wanted}, and ${file} has none of a layer of that name: is it this network's?`,
        )
      const blob = blobs[index]
      if (!blob)
        throw layerError(
          layer,
          `needs a blob ${index} of ${wanted}, and ${file} has ${blobs.length} for it: is it this network's?`,
        )
      if (!hasShape(blob, dims)) {
        const others = `needs weights of ${wanted}, and those in ${file} are of [${blob.dims.join(', ')}].`
        const advice = hint(blob.dims)
        throw layerError(layer, `${others} ${messageOfAdvice(advice)}`, remediesOfAdvice(advice))
      }
      return float32Of(blob)
    },
    shape: (layer, index) => layers.get(layer.name)?.[index]?.dims,
    finish: (layer, used) => {
      const found = layers.get(layer.name)?.length ?? 0
      if (found > used)
        throw layerError(
          layer,
          `needs ${used} blobs of weights, and ${file} has ${found} for it: is it this network's? A bias_term of false ` +
            'leaves out the second.',
        )
    },
  }
}
