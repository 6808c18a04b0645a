"""InnerProduct."""

import math

from formulas.arrays import canonical_axis


def inner_product(layer, bottoms):
    """inner_product_layer.cpp"""
    params = layer.params["inner_product_param"]
    axis = canonical_axis(params.get("axis", 1), bottoms[0])
    outputs = params["num_output"]
    rows = bottoms[0].reshape(math.prod(bottoms[0].shape[:axis]), -1)
    weights = layer.blobs[0]
    if params.get("transpose", False):
        top = rows @ weights.reshape(-1, outputs)
    else:
        top = rows @ weights.reshape(outputs, -1).T
    if params.get("bias_term", True):
        top = top + layer.blobs[1].reshape(-1)
    return [top.reshape(bottoms[0].shape[:axis] + (outputs,))]
