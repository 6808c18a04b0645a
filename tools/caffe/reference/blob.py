"""BlobProto (src/caffe/proto/caffe.proto) in the forms that caffemodels of all ages have."""

import struct

import numpy as np

from wire import bytes_field, varint, varint_field


def float_data(values):
    return bytes_field(5, values.astype("<f4").tobytes())


def unpacked_float_data(values):
    return b"".join(varint(5 << 3 | 5) + struct.pack("<f", value) for value in values.ravel())


def double_data(values):
    return bytes_field(8, values.astype("<f8").tobytes())


def float_data_and_diff(values):
    """What a solver of old wrote: the gradients (`diff`) beside the data."""
    return float_data(values) + bytes_field(6, np.ones(values.size, "<f4").tobytes())


def blob_shape(shape):
    """`shape { dim … }`, packed; a scalar's shape is present and empty."""
    dims = b"".join(varint(dim) for dim in shape)
    return bytes_field(7, bytes_field(1, dims) if dims else b"")


def legacy_shape(shape):
    """`num`, `channels`, `height` and `width`, filled with ones from the front."""
    dims = [1] * (4 - len(shape)) + list(shape)
    return b"".join(varint_field(number, dim) for number, dim in zip((1, 2, 3, 4), dims))


def blob_proto(values, shape=blob_shape, data=float_data):
    return shape(values.shape) + data(values)
