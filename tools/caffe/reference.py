"""Writes src/main/engine/model/caffe/reference.json: what Caffe computes for small nets.

Every case holds a prototxt, a caffemodel made here byte by byte, an input and the output that
Caffe gives for it. Two implementations that share no code with this project compute the output:

  * OpenCV's `cv2.dnn.readNetFromCaffe`, which reads the prototxt and the caffemodel;
  * numpy transcriptions of the formulas in BVLC Caffe's C++ (the source file is named beside each).

Where both agree the case is `"by": "opencv"`. Where OpenCV cannot run the net, or computes something
else than Caffe's C++ does, the case is `"by": "caffe-formula"`, and the script says so as it runs.

Packages: Debian 12's python3, python3-numpy and python3-opencv (4.6.0). From the repository's root:

    python3 tools/caffe/reference.py

Two runs on one machine write the same bytes; on another processor OpenCV may differ in a last digit.
"""

import base64
import json
import math
import pathlib
import struct
import zlib

import cv2
import numpy as np

REFERENCE = pathlib.Path(__file__).resolve().parents[2] / "src/main/engine/model/caffe/reference.json"
TOLERANCE = 1e-5

# --- protobuf's wire format, and Caffe's messages in it (src/caffe/proto/caffe.proto) ---


def varint(value):
    encoded = bytearray()
    while value > 0x7F:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


def varint_field(number, value):
    return varint(number << 3) + varint(value)


def bytes_field(number, content):
    return varint(number << 3 | 2) + varint(len(content)) + content


def string_fields(number, strings):
    return b"".join(bytes_field(number, string.encode()) for string in strings)


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


# V1LayerParameter.LayerType: the name in a prototxt and the number in a caffemodel.
V1_TYPES = {
    "Concat": ("CONCAT", 3),
    "Convolution": ("CONVOLUTION", 4),
    "Data": ("DATA", 5),
    "Dropout": ("DROPOUT", 6),
    "InnerProduct": ("INNER_PRODUCT", 14),
    "LRN": ("LRN", 15),
    "Pooling": ("POOLING", 17),
    "ReLU": ("RELU", 18),
    "Softmax": ("SOFTMAX", 20),
    "SoftmaxWithLoss": ("SOFTMAX_LOSS", 21),
}

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


# --- prototxt ---


def text_value(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def text_fields(message):
    """The fields of a message: lists are repeated fields, dictionaries messages, strings enum values."""
    parts = []
    for name, value in message.items():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                parts.append(f"{name} {{ {text_fields(item)} }}")
            else:
                parts.append(f"{name}: {text_value(item)}")
    return " ".join(parts)


def text_layer(layer, style):
    kind = V1_TYPES[layer.type][0] if style == "layers" else f'"{layer.type}"'
    parts = [f'name: "{layer.name}"', f"type: {kind}"]
    parts += [f'bottom: "{bottom}"' for bottom in layer.bottoms]
    parts += [f'top: "{top}"' for top in layer.tops]
    if layer.params:
        parts.append(text_fields(layer.params))
    return f"{style} {{ {' '.join(parts)} }}\n"


def input_shape(dims):
    return f'input: "data"\ninput_shape {{ {text_fields({"dim": dims})} }}\n'


def input_dim(dims):
    return 'input: "data"\n' + "".join(f"input_dim: {dim}\n" for dim in dims)


def input_layer(dims):
    shape = text_fields({"dim": dims})
    return 'layer { name: "data" type: "Input" top: "data" ' f"input_param {{ shape: {{ {shape} }} }} }}\n"


# --- Caffe's formulas, transcribed (src/caffe/layers/…) ---


def per_axis(params, name, default):
    """`name` once or once per axis, else `name_h` and `name_w` (base_conv_layer.cpp, pooling_layer.cpp)."""
    stem = name.removesuffix("_size")
    if f"{stem}_h" in params or f"{stem}_w" in params:
        return [params.get(f"{stem}_h", default), params.get(f"{stem}_w", default)]
    value = params.get(name, default)
    values = value if isinstance(value, list) else [value]
    return values * 2 if len(values) == 1 else values


def single(value):
    """A `float` of caffe.proto."""
    return float(np.float32(value))


def canonical_axis(axis, array):
    return axis + array.ndim if axis < 0 else axis


def broadcast_from(blob, axis, array):
    """`blob` shaped to cover `array`'s axes from `axis` on."""
    return blob.reshape(blob.shape + (1,) * (array.ndim - axis - blob.ndim))


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


def lrn(layer, bottoms):
    """lrn_layer.cpp"""
    params = layer.params.get("lrn_param", {})
    size = params.get("local_size", 5)
    alpha, beta = single(params.get("alpha", 1)), single(params.get("beta", 0.75))
    squares = bottoms[0] ** 2
    before = (size - 1) // 2
    if params.get("norm_region") == "WITHIN_CHANNEL":
        # WithinChannelForward: average pooling of the squares, then a Power layer with shift 1.
        summed = window_sums(window_sums(squares, 2, size, before), 3, size, before)
        scale = 1 + alpha * summed / size**2
    else:
        # CrossChannelForward_cpu
        summed = window_sums(squares, 1, size, before)
        scale = single(params.get("k", 1)) + alpha / size * summed
    return [bottoms[0] * scale**-beta]


def window_sums(array, axis, size, before):
    padding = [(0, 0)] * array.ndim
    padding[axis] = (before, before)
    padded = np.pad(array, padding)
    length = array.shape[axis]
    return sum(padded.take(range(i, i + length), axis) for i in range(size))


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


def dropout(layer, bottoms):
    """dropout_layer.cpp, in the TEST phase"""
    return [bottoms[0].copy()]


def softmax(layer, bottoms):
    """softmax_layer.cpp"""
    axis = layer.params.get("softmax_param", {}).get("axis", 1)
    exponentials = np.exp(bottoms[0] - bottoms[0].max(axis, keepdims=True))
    return [exponentials / exponentials.sum(axis, keepdims=True)]


def concat(layer, bottoms):
    """concat_layer.cpp"""
    params = layer.params.get("concat_param", {})
    return [np.concatenate(bottoms, params.get("concat_dim", params.get("axis", 1)))]


def slice_(layer, bottoms):
    """slice_layer.cpp"""
    params = layer.params.get("slice_param", {})
    axis = params.get("slice_dim", params.get("axis", 1))
    points = params.get("slice_point", [])
    if not points:
        return np.split(bottoms[0], len(layer.tops), axis)
    return np.split(bottoms[0], points if isinstance(points, list) else [points], axis)


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


FORMULAS = {
    "AbsVal": absval,
    "BatchNorm": batch_norm,
    "Bias": bias,
    "Concat": concat,
    "Convolution": convolution,
    "Dropout": dropout,
    "ELU": elu,
    "Eltwise": eltwise,
    "Flatten": flatten,
    "InnerProduct": inner_product,
    "LRN": lrn,
    "PReLU": prelu,
    "Pooling": pooling,
    "Power": power,
    "ReLU": relu,
    "Reshape": reshape,
    "Scale": scale,
    "Sigmoid": sigmoid,
    "Slice": slice_,
    "Softmax": softmax,
    "Split": split,
    "TanH": tanh,
}


def caffe_output(layers, data):
    """The first top of the last layer.

    A top with a bottom's name is that bottom's memory (net.cpp, AppendTop), and so a layer in place
    changes what shares the memory: what a Split, a Flatten or a Reshape made of it.
    """
    blobs = {"data": data.copy()}
    for layer in layers:
        tops = FORMULAS[layer.type](layer, [blobs[bottom] for bottom in layer.bottoms])
        for name, values in zip(layer.tops, tops):
            if name in layer.bottoms:
                blobs[name][...] = values
            else:
                blobs[name] = values
    return blobs[layers[-1].tops[0]].astype(np.float32)


def opencv_output(prototxt, model, data):
    """The last layer's output, or None and the reason where OpenCV refuses the net."""
    buffers = [np.frombuffer(prototxt.encode(), np.uint8)]
    if model is not None:
        buffers.append(np.frombuffer(model, np.uint8))
    try:
        net = cv2.dnn.readNetFromCaffe(*buffers)
        net.setInput(data.astype(np.float32), "data")
        return net.forward().copy(), None
    except cv2.error as error:
        return None, error.err


# --- cases ---


class Layer:
    def __init__(self, kind, wiring, blobs, name, params):
        bottoms, tops = wiring.split(">")
        self.type = kind
        self.bottoms = bottoms.split()
        self.tops = tops.split()
        self.name = name or self.tops[0]
        self.blobs = blobs
        self.params = params


class Case:
    def __init__(self, name, dims, low=-2, high=2):
        self.name = name
        self.dims = dims
        self.random = np.random.Generator(np.random.PCG64(zlib.crc32(name.encode())))
        self.input = self.numbers(*dims, low=low, high=high, step=1 / 16)
        self.layers = []
        self.input_text = input_shape
        self.text_style = "layer"
        self.model_style = "layer"
        self.written_prototxt = None
        self.opencv_runs_deploy_net = False
        self.unused_model_layers = []

    def numbers(self, *shape, low=-1, high=1, step=1 / 64):
        """Multiples of `step` between `low` and `high`."""
        return self.random.integers(round(low / step), round(high / step), shape, endpoint=True) * step

    def layer(self, kind, wiring, blobs=(), name=None, **params):
        """Adds a layer; `wiring` is "bottoms > tops", and the layer is named after its first top."""
        self.layers.append(Layer(kind, wiring, list(blobs), name, params))

    def convolution(self, wiring, weights, bias=True, name=None, **params):
        blobs = [self.numbers(*weights)] + ([self.numbers(weights[0])] if bias else [])
        self.layer("Convolution", wiring, blobs, name, convolution_param=convolution_param(weights, params))

    def inner_product(self, wiring, outputs, inputs, bias=True, spread=1, **params):
        shape = (inputs, outputs) if params.get("transpose") else (outputs, inputs)
        weights = self.numbers(*shape, low=-spread, high=spread)
        blobs = [weights] + ([self.numbers(outputs)] if bias else [])
        bias_term = {} if bias else {"bias_term": False}
        self.layer(
            "InnerProduct",
            wiring,
            blobs,
            inner_product_param={"num_output": outputs, **bias_term, **params},
        )

    def pooling(self, wiring, **params):
        self.layer("Pooling", wiring, pooling_param=params)

    def batch_norm(self, wiring, channels, factor, name=None, **params):
        mean = self.numbers(channels) * factor
        variance = self.numbers(channels, low=0.25, high=2) * factor
        blobs = [mean, variance, np.array([factor])]
        blobs = [blob.astype(np.float32).astype(float) for blob in blobs]
        self.layer("BatchNorm", wiring, blobs, name, **({"batch_norm_param": params} if params else {}))

    def scale_and_bias(self, wiring, channels, name=None):
        blobs = [self.numbers(channels), self.numbers(channels)]
        self.layer("Scale", wiring, blobs, name, scale_param={"bias_term": True})

    def generated_prototxt(self):
        layers = "".join(text_layer(layer, self.text_style) for layer in self.layers)
        return 'name: "reference"\n' + self.input_text(self.dims) + layers

    def prototxt(self):
        return self.written_prototxt or self.generated_prototxt()

    def opencv_prototxt(self):
        return self.generated_prototxt() if self.opencv_runs_deploy_net else self.prototxt()

    def caffemodel(self):
        layers = self.unused_model_layers + [layer for layer in self.layers if layer.blobs]
        return caffemodel("reference", layers, self.model_style) if layers else None


def convolution_param(weights, params):
    """`params`, with the number of outputs, and with the kernel where they name none."""
    if "kernel_size" in params or "kernel_h" in params:
        return {"num_output": weights[0], **params}
    return {"num_output": weights[0], "kernel_size": weights[2], **params}


class Cases:
    def __init__(self):
        self.all = []

    def new(self, name, dims, **options):
        assert name not in [case.name for case in self.all], name
        self.all.append(Case(name, dims, **options))
        return self.all[-1]


def convolution_cases(cases):
    for name, dims, weights, params in [
        ("plain with bias", [2, 3, 5, 6], (2, 3, 3, 3), {}),
        ("group 2", [1, 4, 5, 5], (4, 2, 3, 3), {"pad": 1, "group": 2}),
        ("depthwise", [1, 4, 5, 6], (4, 1, 3, 3), {"pad": 1, "group": 4}),
        ("depthwise with two outputs per channel", [1, 3, 5, 5], (6, 1, 3, 3), {"group": 3}),
        ("dilation 2", [1, 2, 7, 8], (3, 2, 3, 3), {"dilation": 2}),
        (
            "dilation 2 with pad 2 and stride 2",
            [1, 2, 7, 7],
            (3, 2, 3, 3),
            {"dilation": 2, "pad": 2, "stride": 2},
        ),
        (
            "kernel_h kernel_w pad_h pad_w stride_h stride_w",
            [1, 2, 7, 8],
            (3, 2, 5, 3),
            {"kernel_h": 5, "kernel_w": 3, "pad_h": 2, "pad_w": 0, "stride_h": 1, "stride_w": 2},
        ),
        ("pad_h without pad_w", [1, 2, 5, 5], (3, 2, 3, 3), {"kernel_size": 3, "pad_h": 1}),
        (
            "repeated kernel_size stride and pad",
            [1, 2, 7, 6],
            (3, 2, 3, 2),
            {"kernel_size": [3, 2], "stride": [2, 1], "pad": [1, 0]},
        ),
        ("repeated dilation", [1, 2, 7, 5], (3, 2, 3, 3), {"dilation": [3, 1]}),
        ("stride that does not divide", [1, 3, 8, 7], (3, 3, 3, 3), {"stride": 3}),
        ("1x1 kernel with stride 2", [1, 4, 6, 5], (3, 4, 1, 1), {"stride": 2}),
    ]:
        case = cases.new(f"convolution: {name}", dims)
        case.convolution("data > conv", weights, **params)

    case = cases.new("convolution: no bias_term", [1, 3, 5, 5])
    case.convolution("data > conv", (4, 3, 3, 3), bias=False, bias_term=False)

    case = cases.new("convolution: two bottoms and two tops share the weights", [2, 4, 4, 4])
    case.layer("Slice", "data > left right")
    case.convolution("left right > first second", (2, 2, 3, 3))
    case.layer("Eltwise", "first second > sum", eltwise_param={"operation": "SUM", "coeff": [1, -1]})


def pooling_cases(cases):
    for name, dims, params in [
        ("MAX without overhang", [2, 2, 4, 6], {"pool": "MAX", "kernel_size": 2, "stride": 2}),
        ("MAX with ceil overhang", [1, 2, 6, 8], {"pool": "MAX", "kernel_size": 3, "stride": 2}),
        ("MAX is the default, and stride 1", [1, 2, 4, 5], {"kernel_size": 2}),
        ("MAX with pad", [1, 2, 5, 7], {"pool": "MAX", "kernel_size": 3, "stride": 2, "pad": 1}),
        (
            "MAX with pad and ceil overhang",
            [1, 2, 6, 6],
            {"pool": "MAX", "kernel_size": 3, "stride": 2, "pad": 1},
        ),
        (
            "MAX with pad whose last window is clipped",
            [1, 2, 5, 5],
            {"pool": "MAX", "kernel_size": 2, "stride": 3, "pad": 1},
        ),
        (
            "MAX with pad_h alone clips the last window of both axes",
            [1, 2, 5, 6],
            {"pool": "MAX", "kernel_h": 3, "kernel_w": 1, "stride": 2, "pad_h": 1, "pad_w": 0},
        ),
        ("MAX with stride larger than kernel", [1, 2, 8, 7], {"pool": "MAX", "kernel_size": 2, "stride": 3}),
        (
            "MAX with same-size pad, stride 1",
            [1, 2, 4, 5],
            {"pool": "MAX", "kernel_size": 3, "stride": 1, "pad": 1},
        ),
        ("MAX global", [2, 3, 5, 4], {"pool": "MAX", "global_pooling": True}),
        (
            "MAX with round_mode FLOOR",
            [1, 2, 6, 8],
            {"pool": "MAX", "kernel_size": 3, "stride": 2, "round_mode": "FLOOR"},
        ),
        (
            "MAX with round_mode FLOOR and pad",
            [1, 2, 6, 6],
            {"pool": "MAX", "kernel_size": 3, "stride": 2, "pad": 1, "round_mode": "FLOOR"},
        ),
    ]:
        # Negative inputs: padding with zeros would show.
        case = cases.new(f"pooling: {name}", dims, low=-4, high=-0.0625)
        case.pooling("data > pool", **params)

    for name, dims, params in [
        ("AVE without overhang", [2, 2, 4, 6], {"pool": "AVE", "kernel_size": 2, "stride": 2}),
        ("AVE with ceil overhang", [1, 2, 6, 8], {"pool": "AVE", "kernel_size": 3, "stride": 2}),
        ("AVE with pad", [1, 2, 5, 7], {"pool": "AVE", "kernel_size": 3, "stride": 2, "pad": 1}),
        (
            "AVE with pad and ceil overhang",
            [1, 2, 6, 8],
            {"pool": "AVE", "kernel_size": 3, "stride": 2, "pad": 1},
        ),
        (
            "AVE with pad 2 and ceil overhang",
            [1, 1, 7, 8],
            {"pool": "AVE", "kernel_size": 5, "stride": 3, "pad": 2},
        ),
        (
            "AVE with pad whose last window is clipped",
            [1, 2, 5, 5],
            {"pool": "AVE", "kernel_size": 2, "stride": 3, "pad": 1},
        ),
        (
            "AVE with pad_h alone clips the last window of both axes",
            [1, 2, 5, 6],
            {"pool": "AVE", "kernel_h": 3, "kernel_w": 1, "stride": 2, "pad_h": 1, "pad_w": 0},
        ),
        (
            "AVE kernel_h kernel_w pad_h pad_w stride_h stride_w",
            [1, 2, 7, 6],
            {
                "pool": "AVE",
                "kernel_h": 3,
                "kernel_w": 2,
                "pad_h": 1,
                "pad_w": 1,
                "stride_h": 2,
                "stride_w": 3,
            },
        ),
        (
            "AVE with stride larger than kernel and overhang",
            [1, 2, 7, 7],
            {"pool": "AVE", "kernel_size": 2, "stride": 3},
        ),
        (
            "AVE with same-size pad, stride 1",
            [1, 2, 4, 5],
            {"pool": "AVE", "kernel_size": 3, "stride": 1, "pad": 1},
        ),
        ("AVE global", [2, 3, 5, 4], {"pool": "AVE", "global_pooling": True}),
        (
            "AVE with round_mode FLOOR and pad",
            [1, 2, 6, 6],
            {"pool": "AVE", "kernel_size": 3, "stride": 2, "pad": 1, "round_mode": "FLOOR"},
        ),
    ]:
        case = cases.new(f"pooling: {name}", dims)
        case.pooling("data > pool", **params)


def lrn_cases(cases):
    for name, dims, params in [
        (
            "across channels, local_size 5",
            [2, 7, 2, 3],
            {"local_size": 5, "alpha": 0.5, "beta": 0.75, "k": 2},
        ),
        ("across channels, local_size 3", [1, 6, 3, 3], {"local_size": 3, "alpha": 0.5, "beta": 0.5}),
        (
            "across channels, AlexNet's own numbers",
            [1, 6, 3, 3],
            {"local_size": 5, "alpha": 0.0001, "beta": 0.75},
        ),
        (
            "across channels, local_size above the channels",
            [1, 3, 3, 4],
            {"local_size": 7, "alpha": 1.5, "beta": 0.75, "k": 1},
        ),
        (
            "within channel, local_size 3",
            [1, 2, 5, 6],
            {"local_size": 3, "alpha": 0.5, "beta": 0.75, "norm_region": "WITHIN_CHANNEL"},
        ),
        (
            "within channel, local_size 5",
            [1, 2, 6, 5],
            {"local_size": 5, "alpha": 2, "beta": 0.75, "norm_region": "WITHIN_CHANNEL"},
        ),
        (
            "within channel, window larger than the image",
            [1, 3, 2, 3],
            {"local_size": 7, "alpha": 2, "beta": 0.75, "norm_region": "WITHIN_CHANNEL"},
        ),
        (
            "within channel ignores k",
            [1, 2, 4, 4],
            {"local_size": 3, "alpha": 0.5, "beta": 0.75, "k": 2, "norm_region": "WITHIN_CHANNEL"},
        ),
    ]:
        case = cases.new(f"LRN: {name}", dims)
        case.layer("LRN", "data > norm", lrn_param=params)

    case = cases.new("LRN: no parameters", [1, 6, 3, 2])
    case.layer("LRN", "data > norm")


def inner_product_cases(cases):
    case = cases.new("inner product: on a spatial bottom", [2, 3, 3, 4])
    case.inner_product("data > fc", 5, 36)

    case = cases.new("inner product: no bias_term", [2, 3, 2, 4])
    case.inner_product("data > fc", 5, 24, bias=False)

    case = cases.new("inner product: transpose", [2, 3, 2, 4])
    case.inner_product("data > fc", 5, 24, transpose=True)

    case = cases.new("inner product: transpose of a square matrix", [2, 2, 2, 2])
    case.inner_product("data > fc", 8, 8, transpose=True)

    case = cases.new("inner product: two in a row", [2, 3, 2, 4])
    case.inner_product("data > fc1", 6, 24)
    case.inner_product("fc1 > fc2", 4, 6)

    case = cases.new("inner product: axis 2", [2, 3, 2, 4])
    case.inner_product("data > fc", 5, 8, axis=2)

    case = cases.new("inner product: axis -1", [1, 2, 3, 4])
    case.inner_product("data > fc", 5, 4, axis=-1)


def activation_cases(cases):
    for name, kind, params in [
        ("ReLU", "ReLU", {}),
        ("ReLU with negative_slope", "ReLU", {"relu_param": {"negative_slope": 0.1}}),
        ("Sigmoid", "Sigmoid", {}),
        ("TanH", "TanH", {}),
        ("ELU", "ELU", {}),
        ("ELU with alpha", "ELU", {"elu_param": {"alpha": 0.5}}),
        ("AbsVal", "AbsVal", {}),
        ("Dropout", "Dropout", {"dropout_param": {"dropout_ratio": 0.4}}),
        (
            "Power with power, scale and shift",
            "Power",
            {"power_param": {"power": 1.5, "scale": 0.5, "shift": 2}},
        ),
        ("Power with power 1", "Power", {"power_param": {"power": 1, "scale": -0.5, "shift": 0.25}}),
        ("Power with power 2", "Power", {"power_param": {"power": 2, "scale": 0.5, "shift": -0.25}}),
        ("Power with power 3 of negatives", "Power", {"power_param": {"power": 3}}),
        ("Power with power -1", "Power", {"power_param": {"power": -1, "scale": 0.5, "shift": 3}}),
        ("Power without parameters", "Power", {}),
    ]:
        case = cases.new(f"activation: {name}", [1, 2, 4, 5])
        case.layer(kind, "data > out", **params)

    case = cases.new("activation: PReLU per channel", [2, 4, 2, 3])
    case.layer("PReLU", "data > out", [case.numbers(4)])

    case = cases.new("activation: PReLU channel_shared", [1, 3, 3, 4])
    case.layer("PReLU", "data > out", [case.numbers(1)], prelu_param={"channel_shared": True})

    case = cases.new("activation: PReLU channel_shared with a scalar blob", [1, 3, 3, 4])
    case.layer("PReLU", "data > out", [case.numbers()], prelu_param={"channel_shared": True})

    case = cases.new("activation: PReLU after an inner product", [3, 2, 2, 2])
    case.inner_product("data > fc", 5, 8)
    case.layer("PReLU", "fc > fc", [case.numbers(5)], name="prelu")

    case = cases.new("softmax: of an inner product", [3, 2, 2, 3])
    case.inner_product("data > fc", 6, 12)
    case.layer("Softmax", "fc > prob")

    case = cases.new("softmax: of [n,c,h,w], over the channels", [2, 5, 2, 3])
    case.layer("Softmax", "data > prob")

    case = cases.new("softmax: axis 2", [1, 2, 4, 3])
    case.layer("Softmax", "data > prob", softmax_param={"axis": 2})

    case = cases.new("softmax: axis -1", [1, 2, 3, 4])
    case.layer("Softmax", "data > prob", softmax_param={"axis": -1})

    case = cases.new("softmax: of large numbers", [2, 4, 1, 2], low=-400, high=400)
    case.layer("Softmax", "data > prob")


def join_cases(cases):
    case = cases.new("concat: default axis", [2, 2, 3, 3])
    case.layer("Power", "data > squared", power_param={"power": 2})
    case.layer("Concat", "data squared > both")

    for name, params in [
        ("axis 1", {"axis": 1}),
        ("concat_dim 1", {"concat_dim": 1}),
        ("axis 2", {"axis": 2}),
        ("axis -1", {"axis": -1}),
    ]:
        case = cases.new(f"concat: {name}", [1, 2, 3, 3])
        case.layer("AbsVal", "data > absolute")
        case.layer("Power", "data > squared", power_param={"power": 2})
        case.layer("Concat", "squared data absolute > all", concat_param=params)

    case = cases.new("concat: axis 0", [1, 2, 3, 3])
    case.layer("AbsVal", "data > absolute")
    case.layer("Concat", "absolute data > both", concat_param={"axis": 0})

    for name, bottoms, params in [
        ("SUM is the default", "data squared", {}),
        ("SUM", "data squared", {"operation": "SUM"}),
        ("SUM of three", "data squared absolute", {"operation": "SUM"}),
        ("SUM with coeff 1 and -1", "data squared", {"operation": "SUM", "coeff": [1, -1]}),
        ("SUM of three with coeff", "data squared absolute", {"operation": "SUM", "coeff": [0.5, -1, 2]}),
        ("SUM of a blob with itself", "squared squared", {"operation": "SUM", "coeff": [1, 2]}),
        ("PROD", "data squared", {"operation": "PROD"}),
        ("PROD of three", "data squared absolute", {"operation": "PROD"}),
        ("MAX", "data squared", {"operation": "MAX"}),
        ("MAX of three", "data squared absolute", {"operation": "MAX"}),
    ]:
        case = cases.new(f"eltwise: {name}", [1, 2, 3, 4])
        case.layer("Power", "data > squared", power_param={"power": 2, "shift": -0.5})
        case.layer("AbsVal", "data > absolute")
        case.layer("Eltwise", f"{bottoms} > out", **({"eltwise_param": params} if params else {}))


def normalization_cases(cases):
    for name, factor, params in [
        ("scale factor 1", 1, {}),
        ("scale factor 999.98", 999.98, {"eps": 0.001}),
        ("scale factor below 1", 0.125, {"use_global_stats": True}),
        ("large eps", 3, {"eps": 0.5}),
    ]:
        case = cases.new(f"batch norm: {name}", [2, 3, 2, 3])
        case.batch_norm("data > bn", 3, factor, **params)

    case = cases.new("batch norm: scale factor 0 makes mean and variance 0", [1, 3, 2, 3])
    statistics = [case.numbers(3), case.numbers(3, low=0.25, high=2), np.zeros(1)]
    case.layer("BatchNorm", "data > bn", statistics, batch_norm_param={"eps": 0.25})

    case = cases.new("batch norm: after an inner product", [3, 2, 2, 2])
    case.inner_product("data > fc", 4, 8)
    case.batch_norm("fc > bn", 4, 2)

    case = cases.new(
        "batch norm: use_global_stats false takes the batch's own mean and variance", [2, 3, 3, 3]
    )
    case.batch_norm("data > bn", 3, 1, use_global_stats=False)

    case = cases.new("batch norm: followed by Scale with bias", [1, 3, 4, 3])
    case.batch_norm("data > bn", 3, 999.98)
    case.scale_and_bias("bn > scale", 3)

    case = cases.new("batch norm: after a convolution, both in place, then Scale and ReLU", [1, 2, 4, 4])
    case.convolution("data > conv", (3, 2, 3, 3), bias=False, bias_term=False)
    case.batch_norm("conv > conv", 3, 999.98, name="bn")
    case.scale_and_bias("conv > conv", 3, name="scale")
    case.layer("ReLU", "conv > conv", name="relu")

    case = cases.new("batch norm: read both by Scale and by another layer", [1, 3, 3, 3])
    case.batch_norm("data > bn", 3, 2)
    case.scale_and_bias("bn > scale", 3)
    case.layer("Eltwise", "bn scale > out", eltwise_param={"operation": "PROD"})


def scale_cases(cases):
    case = cases.new("scale: without bias", [2, 3, 2, 3])
    case.layer("Scale", "data > out", [case.numbers(3)])

    case = cases.new("scale: with bias", [2, 3, 2, 3])
    case.scale_and_bias("data > out", 3)

    case = cases.new("scale: with bias after an inner product", [3, 2, 2, 2])
    case.inner_product("data > fc", 4, 8)
    case.scale_and_bias("fc > out", 4)

    case = cases.new("scale: axis 2 with bias", [2, 2, 3, 4])
    case.layer(
        "Scale", "data > out", [case.numbers(3), case.numbers(3)], scale_param={"axis": 2, "bias_term": True}
    )

    case = cases.new("scale: axis 1 and num_axes 2", [2, 2, 3, 4])
    case.layer("Scale", "data > out", [case.numbers(2, 3)], scale_param={"axis": 1, "num_axes": 2})

    case = cases.new("scale: num_axes -1", [2, 2, 3, 2])
    case.layer("Scale", "data > out", [case.numbers(2, 3, 2)], scale_param={"num_axes": -1})

    case = cases.new("scale: num_axes 0, a scalar", [1, 2, 3, 4])
    case.layer("Scale", "data > out", [case.numbers()], scale_param={"num_axes": 0})

    case = cases.new("scale: two bottoms, the second [n,c] with axis 0", [2, 3, 2, 3])
    case.pooling("data > pool", pool="AVE", global_pooling=True)
    case.layer("Flatten", "pool > gate")
    case.layer("Scale", "data gate > out", scale_param={"axis": 0})

    case = cases.new(
        "scale: two bottoms, the second [n,c] of inner products (squeeze and excitation)", [2, 4, 3, 2]
    )
    case.pooling("data > squeeze", pool="AVE", global_pooling=True)
    case.inner_product("squeeze > reduce", 2, 4)
    case.layer("ReLU", "reduce > reduce", name="relu")
    case.inner_product("reduce > expand", 4, 2)
    case.layer("Sigmoid", "expand > gate")
    case.layer("Scale", "data gate > out", scale_param={"axis": 0})

    case = cases.new("scale: two bottoms, the second [c] with axis 1", [1, 3, 2, 3])
    case.pooling("data > pool", pool="MAX", global_pooling=True)
    case.layer("Reshape", "pool > gate", reshape_param={"shape": {"dim": 3}})
    case.layer("Scale", "data gate > out")

    case = cases.new("scale: two bottoms of one shape with axis 0", [1, 2, 3, 3])
    case.layer("AbsVal", "data > absolute")
    case.layer("Scale", "data absolute > out", scale_param={"axis": 0})

    case = cases.new("scale: two bottoms, the second [c], and a bias of its own", [1, 3, 2, 3])
    case.pooling("data > pool", pool="AVE", global_pooling=True)
    case.layer("Reshape", "pool > gate", reshape_param={"shape": {"dim": 3}})
    case.layer("Scale", "data gate > out", [case.numbers(3)], scale_param={"bias_term": True})

    case = cases.new("bias: per channel", [2, 3, 2, 3])
    case.layer("Bias", "data > out", [case.numbers(3)])

    case = cases.new("bias: axis 2", [1, 2, 3, 4])
    case.layer("Bias", "data > out", [case.numbers(3)], bias_param={"axis": 2})

    case = cases.new("bias: two bottoms, the second [n,c] with axis 0", [2, 3, 2, 3])
    case.pooling("data > pool", pool="MAX", global_pooling=True)
    case.layer("Flatten", "pool > offset")
    case.layer("Bias", "data offset > out", bias_param={"axis": 0})


def shape_cases(cases):
    case = cases.new("flatten: default axes", [2, 3, 2, 3])
    case.layer("Flatten", "data > out")

    case = cases.new("flatten: axis 2", [1, 2, 3, 4])
    case.layer("Flatten", "data > out", flatten_param={"axis": 2})

    case = cases.new("flatten: axis 1 to end_axis 2", [1, 2, 3, 4])
    case.layer("Flatten", "data > out", flatten_param={"axis": 1, "end_axis": 2})

    case = cases.new("flatten: axis 0 to end_axis -3", [2, 3, 2, 2])
    case.layer("Flatten", "data > out", flatten_param={"axis": 0, "end_axis": -3})

    for name, dims, params in [
        ("dims 0 -1", [2, 3, 2, 2], {"shape": {"dim": [0, -1]}}),
        ("dims 0 2 -1 3", [1, 4, 3, 2], {"shape": {"dim": [0, 2, -1, 3]}}),
        ("dims 0 0 -1", [2, 3, 2, 2], {"shape": {"dim": [0, 0, -1]}}),
        ("dims all given", [1, 4, 3, 2], {"shape": {"dim": [1, 2, 6, 2]}}),
        ("axis 1 and num_axes 1", [1, 6, 2, 2], {"shape": {"dim": [3, 2]}, "axis": 1, "num_axes": 1}),
        ("axis 1 with dims 0 -1", [2, 3, 2, 2], {"shape": {"dim": [0, -1]}, "axis": 1}),
        ("axis -3 and num_axes 2", [1, 2, 3, 4], {"shape": {"dim": -1}, "axis": -3, "num_axes": 2}),
        ("num_axes 0 inserts axes", [1, 2, 3, 2], {"shape": {"dim": [1, 1]}, "axis": 2, "num_axes": 0}),
    ]:
        case = cases.new(f"reshape: {name}", dims)
        case.layer("Reshape", "data > out", reshape_param=params)

    case = cases.new("slice: slice_point", [1, 5, 2, 3])
    case.layer("Slice", "data > a b c", slice_param={"axis": 1, "slice_point": [1, 3]})
    case.layer("Concat", "c a b > out")

    case = cases.new("slice: evenly", [2, 6, 2, 2])
    case.layer("Slice", "data > a b c")
    case.layer("Eltwise", "a b c > out", eltwise_param={"operation": "SUM", "coeff": [1, -1, 2]})

    case = cases.new("slice: slice_dim", [1, 4, 2, 3])
    case.layer("Slice", "data > a b", slice_param={"slice_dim": 1, "slice_point": 1})
    case.layer("Concat", "b a > out")

    case = cases.new("slice: axis 2", [1, 2, 4, 3])
    case.layer("Slice", "data > a b", slice_param={"axis": 2})
    case.layer("Eltwise", "a b > out", eltwise_param={"operation": "PROD"})

    case = cases.new("slice: axis -1", [1, 2, 3, 4])
    case.layer("Slice", "data > a b", slice_param={"axis": -1, "slice_point": 3})
    case.layer("Concat", "b a > out", concat_param={"axis": 3})


def sharing_cases(cases):
    case = cases.new("split: one branch convolved, then summed", [1, 2, 4, 4])
    case.layer("Split", "data > a b")
    case.convolution("a > conv", (2, 2, 3, 3), pad=1)
    case.layer("Eltwise", "conv b > out")

    case = cases.new("in place: a chain of layers on one blob", [1, 2, 4, 4])
    case.convolution("data > conv", (3, 2, 3, 3))
    case.scale_and_bias("conv > conv", 3, name="scale")
    case.layer("ReLU", "conv > conv", name="relu")
    case.layer("Dropout", "conv > conv", name="drop")
    case.layer("Power", "conv > conv", name="power", power_param={"scale": 2, "shift": 1})

    case = cases.new("in place: two readers after the in-place layer see its result", [1, 2, 4, 4])
    case.convolution("data > conv", (2, 2, 3, 3))
    case.layer("ReLU", "conv > conv", name="relu")
    case.layer("Power", "conv > half", power_param={"scale": 0.5})
    case.layer("Eltwise", "conv half > out", eltwise_param={"coeff": [1, -1]})

    case = cases.new("in place: on a Split's top, after the other branch has been read", [1, 2, 4, 4])
    case.convolution("data > conv", (2, 2, 3, 3))
    case.layer("Split", "conv > a b")
    case.layer("Power", "b > doubled", power_param={"scale": 2})
    case.layer("ReLU", "a > a", name="relu")
    case.layer("Eltwise", "a doubled > out")

    case = cases.new(
        "in place: on a Split's top, whose memory Caffe shares with the other branch", [1, 2, 4, 4]
    )
    case.convolution("data > conv", (2, 2, 3, 3))
    case.layer("Split", "conv > a b")
    case.layer("ReLU", "a > a", name="relu")
    case.layer("Eltwise", "a b > out")

    case = cases.new("in place: the net's input, read again by a later layer", [1, 2, 3, 3])
    case.layer("ReLU", "data > data", name="relu")
    case.layer("Power", "data > squared", power_param={"power": 2})
    case.layer("Eltwise", "data squared > out", eltwise_param={"coeff": [2, 1]})


def small_classifier(case):
    """Layers that old nets and new ones share, over a [n,3,6,6] input."""
    case.convolution("data > conv1", (4, 3, 3, 3), stride=1, pad=1)
    case.layer("ReLU", "conv1 > conv1", name="relu1")
    case.pooling("conv1 > pool1", pool="MAX", kernel_size=3, stride=2)
    case.layer("LRN", "pool1 > norm1", lrn_param={"local_size": 3, "alpha": 0.5, "beta": 0.75})
    case.inner_product("norm1 > fc2", 5, 36, spread=0.25)
    case.layer("Dropout", "fc2 > fc2", name="drop2", dropout_param={"dropout_ratio": 0.5})


def style_cases(cases):
    case = cases.new("style: layers, input_dim and legacy blobs", [2, 3, 6, 6])
    small_classifier(case)
    case.layer("Softmax", "fc2 > prob")
    case.input_text = input_dim
    case.text_style = case.model_style = "layers"

    case = cases.new("style: prototxt with layer, caffemodel with layers", [1, 3, 6, 6])
    small_classifier(case)
    case.layer("Softmax", "fc2 > prob")
    case.model_style = "layers"

    case = cases.new("style: prototxt with layers, caffemodel with layer", [1, 3, 6, 6])
    small_classifier(case)
    case.text_style = "layers"

    case = cases.new("style: double_data", [1, 2, 3, 3])
    case.convolution("data > conv", (3, 2, 2, 2))
    case.model_style = "layer with double_data"

    case = cases.new("style: data that is not packed", [1, 2, 3, 3])
    case.convolution("data > conv", (3, 2, 2, 2))
    case.model_style = "layer with unpacked data"

    case = cases.new("style: Input layer", [2, 2, 3, 3])
    case.convolution("data > conv", (3, 2, 2, 2))
    case.input_text = input_layer

    case = cases.new("style: caffemodel with layers that the prototxt lacks, in another order", [1, 2, 3, 3])
    case.convolution("data > conv", (3, 2, 2, 2))
    case.inner_product("conv > fc", 2, 12)
    case.unused_model_layers = [
        Layer("Data", "> data label", [], "data", {}),
        Layer("InnerProduct", "conv > aux", [case.numbers(4, 12), case.numbers(4)], "aux", {}),
        Layer("Split", "conv > conv_conv_0_split_0 conv_conv_0_split_1", [], "conv_conv_0_split", {}),
    ]

    case = cases.new("style: comments, single quotes, tabs, CRLF and colons before braces", [1, 2, 5, 5])
    case.convolution("data > conv", (2, 2, 3, 3), stride=2)
    case.layer("ReLU", "conv > conv", name="relu # 1", relu_param={"negative_slope": 0.25})
    case.pooling("conv > pool", pool="AVE", kernel_size=2)
    case.written_prototxt = ODDLY_WRITTEN

    case = cases.new("style: enum values as numbers, false as 0", [1, 2, 4, 4])
    case.pooling("data > pool", pool="AVE", kernel_size=2, stride=2)
    case.inner_product("data > fc", 8, 32, bias=False)
    case.layer("Reshape", "fc > square", reshape_param={"shape": {"dim": [1, 2, 2, 2]}})
    case.layer("Eltwise", "pool square > out", eltwise_param={"operation": "PROD"})
    case.written_prototxt = WITH_NUMBERS_FOR_NAMES

    case = cases.new("style: learning settings, fillers and engines", [1, 2, 5, 5])
    case.convolution("data > conv", (2, 2, 3, 3))
    case.layer("ReLU", "conv > conv", name="relu")
    case.inner_product("conv > fc", 3, 18)
    case.written_prototxt = WITH_LEARNING_SETTINGS

    case = cases.new("style: train and test net with Data, Accuracy and SoftmaxWithLoss", [2, 3, 6, 6])
    small_classifier(case)
    case.opencv_runs_deploy_net = True
    case.written_prototxt = TRAIN_AND_TEST_NET
    case.unused_model_layers = [
        Layer("Data", "> data label", [], "mnist", {}),
        Layer("SoftmaxWithLoss", "fc2 label > loss", [], None, {}),
    ]

    case = cases.new("style: train and test net with layers, DATA and SOFTMAX_LOSS", [2, 3, 6, 6])
    small_classifier(case)
    case.opencv_runs_deploy_net = True
    case.model_style = "layers"
    case.written_prototxt = V1_TRAIN_AND_TEST_NET


ODDLY_WRITTEN = """\
# A comment, with a "quote" and a { brace
name: 'oddly written' # and 'another'
input: 'data'
input_shape: { dim: [1, 2] dim: 5, dim: 5 }
layer: {
\tname: 'conv' type: "Convolution"
\tbottom: 'data'\t\ttop: 'conv' # top: 'not this'
\tconvolution_param: {
\t\tnum_output:2
\t\tkernel_size :3 stride: 2 # pad: 1
\t}
}
layer{name:"relu # 1" type:'ReLU' bottom:"conv" top:"conv" relu_param{negative_slope:2.5e-1}}
layer { pooling_param { pool: AVE; kernel_size: 2, } top: "pool" bottom: "conv" type: "Pooling" name: "pool" }
""".replace("\n", "\r\n")

WITH_NUMBERS_FOR_NAMES = """\
name: "numbers"
input: "data"
input_shape { dim: 1 dim: 2 dim: 4 dim: 4 }
layer {
  name: "pool"
  type: "Pooling"
  bottom: "data"
  top: "pool"
  pooling_param { pool: 1 kernel_size: 2 stride: 2 }
}
layer {
  name: "fc"
  type: "InnerProduct"
  bottom: "data"
  top: "fc"
  inner_product_param { num_output: 8 bias_term: 0 }
}
layer {
  name: "square"
  type: "Reshape"
  bottom: "fc"
  top: "square"
  reshape_param { shape { dim: 1 dim: 2 dim: 2 dim: 2 } }
}
layer {
  name: "out"
  type: "Eltwise"
  bottom: "pool"
  bottom: "square"
  top: "out"
  eltwise_param { operation: 0 }
}
"""

WITH_LEARNING_SETTINGS = """\
name: "settings"
force_backward: true
input: "data"
input_shape { dim: 1 dim: 2 dim: 5 dim: 5 }
layer {
  name: "conv"
  type: "Convolution"
  bottom: "data"
  top: "conv"
  param { name: "conv_w" lr_mult: 1 decay_mult: 1 }
  param { name: "conv_b" lr_mult: 2 decay_mult: 0 }
  convolution_param {
    num_output: 2
    kernel_size: 3
    weight_filler { type: "gaussian" std: 0.01 }
    bias_filler { type: "constant" value: .5 }
    engine: CAFFE
  }
}
layer {
  name: "relu"
  type: "ReLU"
  bottom: "conv"
  top: "conv"
  phase: TEST
  relu_param { engine: CAFFE }
}
layer {
  name: "fc"
  type: "InnerProduct"
  bottom: "conv"
  top: "fc"
  propagate_down: false
  inner_product_param {
    num_output: 3
    weight_filler { type: "xavier" }
  }
}
"""

TRAIN_AND_TEST_NET = """\
name: "train_val"
layer {
  name: "mnist"
  type: "Data"
  top: "data"
  top: "label"
  include { phase: TRAIN }
  transform_param { mirror: true crop_size: 6 }
  data_param { source: "train_lmdb" batch_size: 64 backend: LMDB }
}
layer {
  name: "mnist"
  type: "Data"
  top: "data"
  top: "label"
  include { phase: TEST }
  transform_param { crop_size: 6 }
  data_param { source: "val_lmdb" batch_size: 2 backend: LMDB }
}
layer {
  name: "conv1"
  type: "Convolution"
  bottom: "data"
  top: "conv1"
  param { lr_mult: 1 decay_mult: 1 }
  param { lr_mult: 2 decay_mult: 0 }
  convolution_param {
    num_output: 4
    kernel_size: 3
    stride: 1
    pad: 1
    weight_filler { type: "gaussian" std: 0.01 }
    bias_filler { type: "constant" value: 0 }
  }
}
layer { name: "relu1" type: "ReLU" bottom: "conv1" top: "conv1" }
layer {
  name: "pool1"
  type: "Pooling"
  bottom: "conv1"
  top: "pool1"
  pooling_param { pool: MAX kernel_size: 3 stride: 2 }
}
layer {
  name: "norm1"
  type: "LRN"
  bottom: "pool1"
  top: "norm1"
  lrn_param { local_size: 3 alpha: 0.5 beta: 0.75 }
}
layer {
  name: "fc2"
  type: "InnerProduct"
  bottom: "norm1"
  top: "fc2"
  inner_product_param { num_output: 5 weight_filler { type: "xavier" } }
}
layer {
  name: "drop2"
  type: "Dropout"
  bottom: "fc2"
  top: "fc2"
  dropout_param { dropout_ratio: 0.5 }
}
layer {
  name: "accuracy"
  type: "Accuracy"
  bottom: "fc2"
  bottom: "label"
  top: "accuracy"
  include { phase: TEST }
}
layer {
  name: "accuracy_top5"
  type: "Accuracy"
  bottom: "fc2"
  bottom: "label"
  top: "accuracy_top5"
  exclude { phase: TRAIN }
  accuracy_param { top_k: 5 }
}
layer {
  name: "loss"
  type: "SoftmaxWithLoss"
  bottom: "fc2"
  bottom: "label"
  top: "loss"
}
"""

V1_TRAIN_AND_TEST_NET = """\
name: "train_val"
layers {
  name: "data"
  type: DATA
  top: "data"
  top: "label"
  data_param { source: "train_leveldb" backend: LEVELDB batch_size: 256 }
  transform_param { crop_size: 6 mirror: true }
  include: { phase: TRAIN }
}
layers {
  name: "data"
  type: DATA
  top: "data"
  top: "label"
  data_param { source: "val_leveldb" backend: LEVELDB batch_size: 2 }
  transform_param { crop_size: 6 mirror: false }
  include: { phase: TEST }
}
layers {
  name: "conv1"
  type: CONVOLUTION
  bottom: "data"
  top: "conv1"
  blobs_lr: 1
  blobs_lr: 2
  weight_decay: 1
  weight_decay: 0
  convolution_param { num_output: 4 kernel_size: 3 stride: 1 pad: 1 }
}
layers { name: "relu1" type: RELU bottom: "conv1" top: "conv1" }
layers {
  name: "pool1"
  type: POOLING
  bottom: "conv1"
  top: "pool1"
  pooling_param { pool: MAX kernel_size: 3 stride: 2 }
}
layers {
  name: "norm1"
  type: LRN
  bottom: "pool1"
  top: "norm1"
  lrn_param { local_size: 3 alpha: 0.5 beta: 0.75 }
}
layers {
  name: "fc2"
  type: INNER_PRODUCT
  bottom: "norm1"
  top: "fc2"
  blobs_lr: 1
  blobs_lr: 2
  inner_product_param { num_output: 5 }
}
layers {
  name: "drop2"
  type: DROPOUT
  bottom: "fc2"
  top: "fc2"
  dropout_param { dropout_ratio: 0.5 }
}
layers { name: "loss" type: SOFTMAX_LOSS bottom: "fc2" bottom: "label" }
layers {
  name: "accuracy"
  type: ACCURACY
  bottom: "fc2"
  bottom: "label"
  top: "accuracy"
  include: { phase: TEST }
}
"""


def composite_cases(cases):
    case = cases.new("composite: AlexNet-like", [1, 3, 17, 17])
    norm = {"local_size": 3, "alpha": 0.25, "beta": 0.75}
    case.convolution("data > conv1", (4, 3, 3, 3), stride=2)
    case.layer("ReLU", "conv1 > conv1", name="relu1")
    case.layer("LRN", "conv1 > norm1", lrn_param=norm)
    case.pooling("norm1 > pool1", pool="MAX", kernel_size=3, stride=2)
    case.convolution("pool1 > conv2", (4, 2, 5, 5), pad=2, group=2)
    case.layer("ReLU", "conv2 > conv2", name="relu2")
    case.layer("LRN", "conv2 > norm2", lrn_param=norm)
    case.pooling("norm2 > pool2", pool="MAX", kernel_size=3, stride=2)
    case.inner_product("pool2 > fc3", 6, 16, spread=0.25)
    case.layer("ReLU", "fc3 > fc3", name="relu3")
    case.layer("Dropout", "fc3 > fc3", name="drop3", dropout_param={"dropout_ratio": 0.5})
    case.inner_product("fc3 > fc4", 5, 6, spread=0.5)
    case.layer("Softmax", "fc4 > prob")

    case = cases.new("composite: Fire module and global average pooling", [1, 3, 6, 7])
    case.convolution("data > squeeze", (2, 3, 1, 1))
    case.layer("ReLU", "squeeze > squeeze", name="relu_squeeze")
    case.convolution("squeeze > expand1x1", (3, 2, 1, 1))
    case.layer("ReLU", "expand1x1 > expand1x1", name="relu_expand1x1")
    case.convolution("squeeze > expand3x3", (3, 2, 3, 3), pad=1)
    case.layer("ReLU", "expand3x3 > expand3x3", name="relu_expand3x3")
    case.layer("Concat", "expand1x1 expand3x3 > fire")
    case.layer("Dropout", "fire > fire", name="drop")
    case.pooling("fire > pool", pool="AVE", global_pooling=True)
    case.layer("Softmax", "pool > prob")

    case = cases.new("composite: residual block", [1, 3, 6, 6])
    residual_branch(case, "data", "a", (4, 3, 3, 3), relu=True, pad=1, stride=2)
    residual_branch(case, "a", "b", (4, 4, 3, 3), relu=False, pad=1)
    residual_branch(case, "data", "shortcut", (4, 3, 1, 1), relu=False, stride=2)
    case.layer("Eltwise", "shortcut b > sum")
    case.layer("ReLU", "sum > sum", name="relu_sum")


def residual_branch(case, bottom, top, weights, relu, **params):
    """Convolution, BatchNorm and Scale, with or without ReLU, as ResNet's own nets write them."""
    case.convolution(f"{bottom} > {top}", weights, bias=False, bias_term=False, **params)
    case.batch_norm(f"{top} > {top}", weights[0], 999.98, name=f"bn_{top}", use_global_stats=True)
    case.scale_and_bias(f"{top} > {top}", weights[0], name=f"scale_{top}")
    if relu:
        case.layer("ReLU", f"{top} > {top}", name=f"relu_{top}")


def all_cases():
    cases = Cases()
    for add_cases in (
        convolution_cases,
        inner_product_cases,
        pooling_cases,
        lrn_cases,
        activation_cases,
        join_cases,
        normalization_cases,
        scale_cases,
        shape_cases,
        sharing_cases,
        style_cases,
        composite_cases,
    ):
        add_cases(cases)
    return cases.all


# --- the file ---


def agree(ours, theirs):
    return ours.shape == theirs.shape and np.allclose(ours, theirs, TOLERANCE, TOLERANCE)


def disagreement(ours, theirs):
    if ours.shape != theirs.shape:
        return f"shape {list(theirs.shape)}, where Caffe's is {list(ours.shape)}"
    return f"values up to {np.abs(ours - theirs).max():.3g} from Caffe's"


def reference_output(case, model):
    """The recorded output and who computed it."""
    formula = caffe_output(case.layers, case.input)
    opencv, refusal = opencv_output(case.opencv_prototxt(), model, case.input)
    if opencv is None:
        print(f"OpenCV cannot run “{case.name}”: {refusal}")
        return formula, "caffe-formula"
    if not agree(formula, opencv):
        print(f"OpenCV differs in “{case.name}”: {disagreement(formula, opencv)}")
        return formula, "caffe-formula"
    return opencv, "opencv"


def json_tensor(values):
    assert np.isfinite(values).all()
    numbers = ",".join(f"{value + 0.0:.9g}" for value in values.ravel().tolist())
    dims = ",".join(map(str, values.shape))
    return f'{{"dims":[{dims}],"data":[{numbers}]}}'


def json_case(case):
    model = case.caffemodel()
    output, by = reference_output(case, model)
    encoded = None if model is None else base64.b64encode(model).decode()
    fields = {
        "name": json.dumps(case.name),
        "prototxt": json.dumps(case.prototxt()),
        "caffemodel": json.dumps(encoded),
        "input": json_tensor(case.input),
        "output": json_tensor(output),
        "by": json.dumps(by),
    }
    return "{" + ",".join(f'"{name}":{value}' for name, value in fields.items()) + "}"


def main():
    cv2.setNumThreads(1)
    lines = [json_case(case) for case in all_cases()]
    REFERENCE.parent.mkdir(parents=True, exist_ok=True)
    REFERENCE.write_text("[\n" + ",\n".join(lines) + "\n]\n")
    print(f"{len(lines)} cases, {REFERENCE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
