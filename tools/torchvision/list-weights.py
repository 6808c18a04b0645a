"""Lists the recipes of torchvision's classification weights, as resources/torchvision-weights.json has them.

    /usr/bin/python3 tools/torchvision/list-weights.py > resources/torchvision-weights.json && prettier --write resources/torchvision-weights.json

It reads the enums of torchvision.models alone, and downloads nothing.
"""

import json
import sys
from pathlib import PurePosixPath

import torchvision
from torchvision import models
from torchvision.transforms._presets import ImageClassification


def only(sizes):
    (size,) = sizes
    return size


rows = {}
for name in models.list_models(module=models):
    for weights in models.get_model_weights(name):
        preset = weights.transforms()
        if not isinstance(preset, ImageClassification):
            continue
        rows[str(weights)] = {
            "model": name,
            "file": PurePosixPath(weights.url).stem,
            "preset": {
                "crop_size": only(preset.crop_size),
                "resize_size": only(preset.resize_size),
                "mean": preset.mean,
                "std": preset.std,
                "interpolation": preset.interpolation.value,
                # Of Pillow images always, whatever is said for tensors.
                "antialias": True,
            },
        }

json.dump(
    {
        "source": f"torchvision {torchvision.__version__}, torchvision.models: each weights' transforms() and url",
        "licence": "BSD-3-Clause, Copyright (c) Soumith Chintala 2016, https://github.com/pytorch/vision/blob/main/LICENSE",
        "weights": rows,
    },
    sys.stdout,
    indent=2,
)
print()
