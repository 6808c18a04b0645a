"""What makes one blob of several, or several of one: Concat, Eltwise and Slice."""

import math

import numpy as np

from formulas.arrays import single


def concat(layer, bottoms):
    """concat_layer.cpp"""
    params = layer.params.get("concat_param", {})
    return [np.concatenate(bottoms, params.get("concat_dim", params.get("axis", 1)))]


def eltwise(layer, bottoms):
    """eltwise_layer.cpp"""
    params = layer.params.get("eltwise_param", {})
    operation = params.get("operation", "SUM")
    if operation == "PROD":
        return [math.prod(bottoms)]
    if operation == "MAX":
        return [np.maximum.reduce(bottoms)]
    coefficients = params.get("coeff", [1] * len(bottoms))
    return [sum(single(factor) * bottom for factor, bottom in zip(coefficients, bottoms))]


def slice_(layer, bottoms):
    """slice_layer.cpp"""
    params = layer.params.get("slice_param", {})
    axis = params.get("slice_dim", params.get("axis", 1))
    points = params.get("slice_point", [])
    if not points:
        return np.split(bottoms[0], len(layer.tops), axis)
    return np.split(bottoms[0], points if isinstance(points, list) else [points], axis)
