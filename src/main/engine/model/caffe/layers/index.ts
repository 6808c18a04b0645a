import type { Translate } from '../layer-context.ts'
import { absVal, elu, power, prelu, relu, sigmoid, tanh } from './activation.ts'
import { concat, eltwise, slice } from './combination.ts'
import { convolution } from './convolution.ts'
import { innerProduct } from './inner-product.ts'
import { lrn } from './lrn.ts'
import { batchNorm, bias, scale } from './normalisation.ts'
import { pooling } from './pooling.ts'
import { dropout, flatten, reshape, softmax, split } from './shape.ts'

/** How each type of layer is translated. */
export const layers: ReadonlyMap<string, Translate> = new Map(
  Object.entries({
    AbsVal: absVal,
    BatchNorm: batchNorm,
    Bias: bias,
    Concat: concat,
    Convolution: convolution,
    Dropout: dropout,
    ELU: elu,
    Eltwise: eltwise,
    Flatten: flatten,
    InnerProduct: innerProduct,
    LRN: lrn,
    Pooling: pooling,
    Power: power,
    PReLU: prelu,
    ReLU: relu,
    Reshape: reshape,
    Scale: scale,
    Sigmoid: sigmoid,
    Slice: slice,
    Softmax: softmax,
    Split: split,
    TanH: tanh,
  }),
)
