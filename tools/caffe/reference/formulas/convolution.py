"""Convolution."""

import numpy as np

from formulas.window import per_axis


def convolution(layer, bottoms):
    """base_conv_layer.cpp, conv_layer.cpp: the same weights for each bottom"""
    return [convolve(image, layer.blobs, layer.params["convolution_param"]) for image in bottoms]


def convolve(image, blobs, params):
    """util/im2col.cpp and, per group, the matrix product of base_conv_layer.cpp"""
    kernel = per_axis(params, "kernel_size", 0)
    stride = per_axis(params, "stride", 1)
    pad = per_axis(params, "pad", 0)
    dilation = per_axis(params, "dilation", 1)
    weights = blobs[0]
    group = params.get("group", 1)
    sides = [
        (image.shape[2 + i] + 2 * pad[i] - (dilation[i] * (kernel[i] - 1) + 1)) // stride[i] + 1
        for i in (0, 1)
    ]
    padded = np.pad(image, ((0, 0), (0, 0), (pad[0], pad[0]), (pad[1], pad[1])))
    outputs, inputs = params["num_output"] // group, image.shape[1] // group
    top = np.zeros((image.shape[0], params["num_output"], *sides))
    for g in range(group):
        part = padded[:, g * inputs : (g + 1) * inputs]
        rows = slice(g * outputs, (g + 1) * outputs)
        for y, x in np.ndindex(*kernel):
            shifted = part[:, :, y * dilation[0] :: stride[0], x * dilation[1] :: stride[1]]
            tap = shifted[:, :, : sides[0], : sides[1]]
            top[:, rows] += np.einsum("nchw,oc->nohw", tap, weights[rows, :, y, x])
    if params.get("bias_term", True):
        top += blobs[1].reshape(1, -1, 1, 1)
    return top
