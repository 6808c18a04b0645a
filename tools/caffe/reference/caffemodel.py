"""A caffemodel, byte by byte: NetParameter and its layers (src/caffe/proto/caffe.proto)."""

from blob import blob_proto, double_data, float_data, float_data_and_diff, legacy_shape, unpacked_float_data
from v1_types import V1_TYPES
from wire import bytes_field, string_fields, varint_field


def layer_parameter(layer, data=float_data):
    """A `layer` of today (LayerParameter)."""
    return (
        string_fields(1, [layer.name])
        + string_fields(2, [layer.type])
        + string_fields(3, layer.bottoms)
        + string_fields(4, layer.tops)
        + b"".join(bytes_field(7, blob_proto(blob, data=data)) for blob in layer.blobs)
    )


def v1_layer_parameter(layer):
    """A `layers` of 2014 (V1LayerParameter), its blobs with legacy dimensions."""
    return (
        string_fields(2, layer.bottoms)
        + string_fields(3, layer.tops)
        + string_fields(4, [layer.name])
        + varint_field(5, V1_TYPES[layer.type][1])
        + b"".join(
            bytes_field(6, blob_proto(blob, legacy_shape, float_data_and_diff)) for blob in layer.blobs
        )
    )


# A caffemodel's layers: the field of NetParameter that holds them, and how one is written.
MODEL_STYLES = {
    "layer": (100, layer_parameter),
    "layer with double_data": (100, lambda layer: layer_parameter(layer, double_data)),
    "layer with unpacked data": (100, lambda layer: layer_parameter(layer, unpacked_float_data)),
    "layers": (2, v1_layer_parameter),
}


def caffemodel(net_name, layers, style):
    number, write_layer = MODEL_STYLES[style]
    return string_fields(1, [net_name]) + b"".join(
        bytes_field(number, write_layer(layer)) for layer in layers
    )
