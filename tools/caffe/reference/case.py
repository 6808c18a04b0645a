"""One case: a net, written as prototxt and caffemodel, and the input drawn for it."""

import zlib

import numpy as np

from caffemodel import caffemodel
from layer import Layer
from prototxt import input_shape, text_layer


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
