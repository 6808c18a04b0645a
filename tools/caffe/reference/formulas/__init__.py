"""Caffe's formulas, transcribed (its src/caffe/layers/…), one file a family.

The families are those of the converter, src/main/engine/model/caffe/layers.
"""

from formulas import (
    activation,
    combination,
    convolution,
    inner_product,
    lrn,
    normalisation,
    pooling,
    shape,
)

FORMULAS = {
    "AbsVal": activation.absval,
    "BatchNorm": normalisation.batch_norm,
    "Bias": normalisation.bias,
    "Concat": combination.concat,
    "Convolution": convolution.convolution,
    "Dropout": shape.dropout,
    "ELU": activation.elu,
    "Eltwise": combination.eltwise,
    "Flatten": shape.flatten,
    "InnerProduct": inner_product.inner_product,
    "LRN": lrn.lrn,
    "PReLU": activation.prelu,
    "Pooling": pooling.pooling,
    "Power": activation.power,
    "ReLU": activation.relu,
    "Reshape": shape.reshape,
    "Scale": normalisation.scale,
    "Sigmoid": activation.sigmoid,
    "Slice": combination.slice_,
    "Softmax": shape.softmax,
    "Split": shape.split,
    "TanH": activation.tanh,
}
