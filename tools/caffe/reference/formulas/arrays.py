"""What several formulas do with numbers, axes and blobs."""

import numpy as np


def single(value):
    """A `float` of caffe.proto."""
    return float(np.float32(value))


def canonical_axis(axis, array):
    return axis + array.ndim if axis < 0 else axis


def broadcast_from(blob, axis, array):
    """`blob` shaped to cover `array`'s axes from `axis` on."""
    return blob.reshape(blob.shape + (1,) * (array.ndim - axis - blob.ndim))
