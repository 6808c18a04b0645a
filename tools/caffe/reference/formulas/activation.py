"""What changes each number by itself."""

import numpy as np

from formulas.arrays import single


def relu(layer, bottoms):
    """relu_layer.cpp"""
    slope = single(layer.params.get("relu_param", {}).get("negative_slope", 0))
    return [np.maximum(bottoms[0], 0) + slope * np.minimum(bottoms[0], 0)]


def prelu(layer, bottoms):
    """prelu_layer.cpp"""
    slopes = layer.blobs[0].reshape(-1)
    slopes = slopes.reshape((1, -1) + (1,) * (bottoms[0].ndim - 2))
    return [np.maximum(bottoms[0], 0) + slopes * np.minimum(bottoms[0], 0)]


def sigmoid(layer, bottoms):
    """sigmoid_layer.cpp"""
    return [0.5 * np.tanh(0.5 * bottoms[0]) + 0.5]


def tanh(layer, bottoms):
    """tanh_layer.cpp"""
    return [np.tanh(bottoms[0])]


def elu(layer, bottoms):
    """elu_layer.cpp"""
    alpha = single(layer.params.get("elu_param", {}).get("alpha", 1))
    return [np.maximum(bottoms[0], 0) + alpha * (np.exp(np.minimum(bottoms[0], 0)) - 1)]


def absval(layer, bottoms):
    """absval_layer.cpp"""
    return [np.abs(bottoms[0])]


def power(layer, bottoms):
    """power_layer.cpp"""
    params = layer.params.get("power_param", {})
    scale, shift = single(params.get("scale", 1)), single(params.get("shift", 0))
    return [(shift + scale * bottoms[0]) ** single(params.get("power", 1))]
