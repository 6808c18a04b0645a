"""Stands in for transformers where a test has none: of its interface as much as exporting uses, with a network of two layers."""

import types

import torch

__version__ = "stand-in"


class AutoConfig:
    @staticmethod
    def from_pretrained(name):
        return types.SimpleNamespace(model_type="resnet")


class Classifier(torch.nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.layers = torch.nn.Sequential(torch.nn.AdaptiveAvgPool2d(2), torch.nn.Flatten(), torch.nn.Linear(12, 5))

    def forward(self, pixel_values):
        return types.SimpleNamespace(logits=self.layers(pixel_values))


class AutoModelForImageClassification:
    from_config = Classifier


class AutoImageProcessor:
    @staticmethod
    def from_pretrained(name):
        config = {
            "image_processor_type": "ConvNextImageProcessor",
            "size": {"shortest_edge": 224},
            "crop_pct": 0.875,
            "do_resize": True,
            "do_normalize": True,
            "image_mean": [0.5, 0.5, 0.5],
            "image_std": [0.5, 0.5, 0.5],
            "resample": 3,
        }
        return types.SimpleNamespace(to_dict=lambda: config)
