"""LRN: across channels and within a channel."""

import numpy as np

from formulas.arrays import single


def lrn(layer, bottoms):
    """lrn_layer.cpp"""
    params = layer.params.get("lrn_param", {})
    size = params.get("local_size", 5)
    alpha, beta = single(params.get("alpha", 1)), single(params.get("beta", 0.75))
    squares = bottoms[0] ** 2
    before = (size - 1) // 2
    if params.get("norm_region") == "WITHIN_CHANNEL":
        # WithinChannelForward: average pooling of the squares, then a Power layer with shift 1.
        summed = window_sums(window_sums(squares, 2, size, before), 3, size, before)
        scale = 1 + alpha * summed / size**2
    else:
        # CrossChannelForward_cpu
        summed = window_sums(squares, 1, size, before)
        scale = single(params.get("k", 1)) + alpha / size * summed
    return [bottoms[0] * scale**-beta]


def window_sums(array, axis, size, before):
    padding = [(0, 0)] * array.ndim
    padding[axis] = (before, before)
    padded = np.pad(array, padding)
    length = array.shape[axis]
    return sum(padded.take(range(i, i + length), axis) for i in range(size))
