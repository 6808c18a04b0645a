"""What Caffe computes, by its formulas."""

import numpy as np

from formulas import FORMULAS


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
