"""Dropout at rest, Softmax, and what changes a blob's shape or its name: Flatten, Reshape and Split."""

import math

import numpy as np

from formulas.arrays import canonical_axis


def dropout(layer, bottoms):
    """dropout_layer.cpp, in the TEST phase"""
    return [bottoms[0].copy()]


def softmax(layer, bottoms):
    """softmax_layer.cpp"""
    axis = layer.params.get("softmax_param", {}).get("axis", 1)
    exponentials = np.exp(bottoms[0] - bottoms[0].max(axis, keepdims=True))
    return [exponentials / exponentials.sum(axis, keepdims=True)]


def flatten(layer, bottoms):
    """flatten_layer.cpp; the top shares the bottom's memory"""
    params = layer.params.get("flatten_param", {})
    shape = bottoms[0].shape
    axis = canonical_axis(params.get("axis", 1), bottoms[0])
    end = canonical_axis(params.get("end_axis", -1), bottoms[0]) + 1
    return [bottoms[0].reshape(shape[:axis] + (math.prod(shape[axis:end]),) + shape[end:])]


def reshape(layer, bottoms):
    """reshape_layer.cpp; the top shares the bottom's memory"""
    params = layer.params["reshape_param"]
    shape = bottoms[0].shape
    axis = params.get("axis", 0)
    axis = axis + len(shape) + 1 if axis < 0 else axis
    count = params.get("num_axes", -1)
    end = len(shape) if count == -1 else axis + count
    dims = params["shape"]["dim"]
    dims = dims if isinstance(dims, list) else [dims]
    replaced = [shape[axis + i] if dim == 0 else dim for i, dim in enumerate(dims)]
    return [bottoms[0].reshape(*shape[:axis], *replaced, *shape[end:])]


def split(layer, bottoms):
    """split_layer.cpp; the tops share the bottom's memory"""
    return [bottoms[0]] * len(layer.tops)
