"""BatchNorm, and the Scale and Bias that follow it."""

import numpy as np

from formulas.arrays import broadcast_from, canonical_axis, single


def batch_norm(layer, bottoms):
    """batch_norm_layer.cpp, in the TEST phase"""
    params = layer.params.get("batch_norm_param", {})
    image = bottoms[0]
    if params.get("use_global_stats", True):
        factor = layer.blobs[2].item()
        factor = 0 if factor == 0 else 1 / factor
        mean, variance = layer.blobs[0] * factor, layer.blobs[1] * factor
    else:
        axes = (0, *range(2, image.ndim))
        mean, variance = image.mean(axes), image.var(axes)
    shape = (1, -1) + (1,) * (image.ndim - 2)
    deviation = np.sqrt(variance + single(params.get("eps", 1e-5)))
    return [(image - mean.reshape(shape)) / deviation.reshape(shape)]


def scale(layer, bottoms):
    """scale_layer.cpp"""
    params = layer.params.get("scale_param", {})
    factors = bottoms[1] if len(bottoms) > 1 else layer.blobs[0]
    axis = canonical_axis(params.get("axis", 1), bottoms[0]) if factors.ndim else 0
    top = bottoms[0] * broadcast_from(factors, axis, bottoms[0])
    if params.get("bias_term", False):
        top = top + broadcast_from(layer.blobs[-1], axis, bottoms[0])
    return [top]


def bias(layer, bottoms):
    """bias_layer.cpp"""
    offsets = bottoms[1] if len(bottoms) > 1 else layer.blobs[0]
    axis = canonical_axis(layer.params.get("bias_param", {}).get("axis", 1), bottoms[0])
    return [bottoms[0] + broadcast_from(offsets, axis, bottoms[0])]
