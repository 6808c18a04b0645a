"""Pooling: maximum and average."""

import math

import numpy as np

from formulas.window import per_axis


def pooled_side(side, kernel, stride, pad, any_pad, round_side):
    """PoolingLayer::Reshape: padding on either axis clips a last window that starts beyond the image."""
    pooled = round_side((side + 2 * pad - kernel) / stride) + 1
    if any_pad and (pooled - 1) * stride >= side + pad:
        pooled -= 1
    return pooled


def pooling(layer, bottoms):
    """pooling_layer.cpp"""
    params = layer.params["pooling_param"]
    image = bottoms[0]
    height, width = image.shape[2:]
    kernel = [height, width] if params.get("global_pooling") else per_axis(params, "kernel_size", 0)
    stride = per_axis(params, "stride", 1)
    pad = per_axis(params, "pad", 0)
    round_side = math.floor if params.get("round_mode", "CEIL") == "FLOOR" else math.ceil
    pooled = [
        pooled_side(side, *geometry, any(pad), round_side)
        for side, *geometry in zip((height, width), kernel, stride, pad)
    ]
    average = params.get("pool", "MAX") == "AVE"
    top = np.zeros((*image.shape[:2], *pooled))
    for y in range(pooled[0]):
        for x in range(pooled[1]):
            top[:, :, y, x] = pool_window(
                image, (y * stride[0] - pad[0], x * stride[1] - pad[1]), kernel, pad, average
            )
    return [top]


def pool_window(image, start, kernel, pad, average):
    """One window of PoolingLayer::Forward_cpu: an average is divided by the window within the padding."""
    sides = image.shape[2:]
    ends = [min(start[i] + kernel[i], sides[i] + pad[i]) for i in (0, 1)]
    pool_size = (ends[0] - start[0]) * (ends[1] - start[1])
    rows, columns = (slice(max(start[i], 0), min(ends[i], sides[i])) for i in (0, 1))
    window = image[:, :, rows, columns]
    return window.sum((2, 3)) / pool_size if average else window.max((2, 3))
