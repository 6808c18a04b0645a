"""Stands in for timm where a test has none: of its interface as much as exporting uses, with a network of two layers."""

import json
import os
import sys

import torch

__version__ = "stand-in"


def create_model(name, pretrained=False, exportable=False):
    if name == "large":
        # As torch's exporter does with what a file of 2 GiB does not hold.
        open(os.path.join(json.loads(sys.argv[1])["folder"], "head.weight"), "wb").close()
    torch.manual_seed(1)
    pooled = torch.nn.Sequential(torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten(), torch.nn.Linear(4, 7))
    flat = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(4 * 14 * 14, 7))
    model = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 4, 4), flat if name == "fixed" else pooled)
    model.pretrained_cfg = {
        "input_size": (3, 56, 56),
        "test_input_size": (3, 64, 64),
        "crop_pct": 0.875,
        "interpolation": "bicubic",
        "mean": (0.5, 0.5, 0.5),
        "std": (0.25, 0.25, 0.25),
        "num_classes": 7,
        "first_conv": torch.nn.Identity(),
    }
    if name == "fixed":
        del model.pretrained_cfg["test_input_size"]
    return model
