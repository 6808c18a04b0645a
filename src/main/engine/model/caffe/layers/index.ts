import type { Translate } from '../layer-context.ts'
import { absVal, elu, power, prelu, relu, sigmoid, tanh } from './activation.ts'
import { bn } from './bn.ts'
import { axpy, concat, eltwise, slice } from './combination.ts'
import { convolution, depthwiseConvolution } from './convolution.ts'
import { innerProduct } from './inner-product.ts'
import { lrn } from './lrn.ts'
import { batchNorm, bias, scale } from './normalisation.ts'
import { pooling } from './pooling.ts'
import { dropout, flatten, reshape, shuffleChannel, softmax, split } from './shape.ts'

/** How each type of layer is translated. */
export const layers: ReadonlyMap<string, Translate> = new Map(
  Object.entries({
    AbsVal: absVal,
    Axpy: axpy,
    BN: bn,
    BatchNorm: batchNorm,
    Bias: bias,
    Concat: concat,
    Convolution: convolution,
    ConvolutionDepthwise: depthwiseConvolution,
    DepthwiseConvolution: depthwiseConvolution,
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
    ShuffleChannel: shuffleChannel,
    Sigmoid: sigmoid,
    Slice: slice,
    Softmax: softmax,
    Split: split,
    TanH: tanh,
  }),
)
