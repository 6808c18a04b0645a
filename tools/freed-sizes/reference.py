#!/usr/bin/env python3
"""
Writes src/main/engine/model/freed/reference.json: small networks as torch exports them at 32x32, and what torch itself
computes of them at other sizes, for the tests of freed input sizes.

    apt-get install python3-torch            # Debian's torch 1.13
    python3 tools/freed-sizes/reference.py

Each network is one family, or one trap: a size that the export wrote into a layer. Of each size `null` stands for a
network that is to be refused: its file does not tell, or does not hold, what torch computes there.
"""
import base64
import io
import json
import math
import pathlib
import warnings
import zlib

import torch
import torch.nn.functional as F
from torch import nn

EXPORTED, CHANNELS, CLASSES = 32, 4, 5


def image(side):
    """Pixels from 0 to 1, [1, 3, side, side]: those of `somePixels` in testing/run-models.ts."""
    state, pixels = 7, []
    for _ in range(side * side * 3):
        state = (state * 1103515245 + 12345) % 2**32
        pixels.append(state >> 24)
    return torch.tensor(pixels).reshape(1, side, side, 3).permute(0, 3, 1, 2).float() / 255


class Then(nn.Module):
    """A strided convolution to 4 channels, then what `body` makes of the map, then 5 scores."""

    def __init__(self, body, features=CHANNELS, stride=2):
        super().__init__()
        self.stem = nn.Conv2d(3, CHANNELS, 3, stride=stride, padding=1)
        self.body, self.head = body, nn.Linear(features, CLASSES)

    def forward(self, x):
        return self.head(self.body(F.relu(self.stem(x))))


class Of(nn.Module):
    """A function as a module, with the layers that it uses."""

    def __init__(self, function, **layers):
        super().__init__()
        self.function = function
        for name, layer in layers.items():
            setattr(self, name, layer)

    def forward(self, x):
        return self.function(self, x)


def pooled(x):
    return x.mean((2, 3))


def whole(x):
    return [int(side) for side in x.shape[-2:]]


def same(x, kernel, stride, value=0.0):
    """TensorFlow's SAME as timm's tf_ models pad: for the size of the very input."""
    pads = []
    for side in reversed(x.shape[-2:]):
        total = max((math.ceil(int(side) / stride) - 1) * stride + kernel - int(side), 0)
        pads += [total // 2, total - total // 2]
    return F.pad(x, pads, value=value)


class SamePadded(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Conv2d(3, CHANNELS, 3, stride=2), nn.Conv2d(CHANNELS, CHANNELS, 5, stride=2)
        self.head = nn.Linear(CHANNELS, CLASSES)

    def forward(self, x):
        x = F.relu(self.first(same(x, 3, 2)))
        x = F.max_pool2d(same(x, 3, 2, -math.inf), 3, 2)
        return self.head(pooled(self.second(same(x, 5, 2))))


def squeezed(m, x):
    return pooled(m.deep(x) * torch.sigmoid(m.excite(F.adaptive_avg_pool2d(x, 1))))


def next_block(m, x):
    y = m.mlp(m.norm(m.deep(x).permute(0, 2, 3, 1))).permute(0, 3, 1, 2)
    return pooled(x + y)


def tokens(x):
    return x.flatten(2).transpose(1, 2)


def attended(m, x):
    q, k, v = m.qkv(x).reshape(x.shape[0], x.shape[1], 3, 2, 2).permute(2, 0, 3, 1, 4).unbind(0)
    y = ((q @ k.transpose(-2, -1)) * 0.7).softmax(-1) @ v
    return m.out(y.transpose(1, 2).reshape(x.shape[0], x.shape[1], CHANNELS))


def transformer(m, x):
    x = torch.cat([m.token.expand(x.shape[0], -1, -1), tokens(m.patch(x))], 1) + m.position
    return (x + attended(m, x))[:, 0]


def windows(m, x):
    b, c, h, w = x.shape[0], CHANNELS, int(x.shape[2]), int(x.shape[3])
    y = x.view(b, c, h // 4, 4, w // 4, 4).permute(0, 2, 4, 3, 5, 1).reshape(-1, 16, c)
    y = attended(m, y).view(b, h // 4, w // 4, 4, 4, c).permute(0, 5, 1, 3, 2, 4).reshape(b, c, h, w)
    return pooled(x + y)


def shuffled(m, x):
    b, c, h, w = x.shape
    return pooled(m.deep(x.view(b, 2, c // 2, h, w).transpose(1, 2).reshape(b, c, h, w)))


def shuffled_in_numbers(m, x):
    """As of an export without a dynamic batch, where torch folds each shape."""
    b, c, h, w = (int(side) for side in x.shape)
    return pooled(m.deep(x.view(b, 2, c // 2, h, w).transpose(1, 2).reshape(b, c, h, w)))


def pyramid(m, x):
    coarse = F.interpolate(torch.relu(F.adaptive_avg_pool2d(x, 2) - 0.2), size=x.shape[-2:])
    return pooled(torch.relu(m.deep(torch.cat([x, coarse], 1))))


def counted(x):
    return x.sum((2, 3)) / (int(x.shape[2]) * int(x.shape[3]))


def spread(x):
    return x.mean((2, 3), keepdim=True).expand(-1, -1, int(x.shape[2]), int(x.shape[3]))


def conv(inputs=CHANNELS, **options):
    return nn.Conv2d(inputs, CHANNELS, 3, padding=1, **options)


def networks():
    """Name, network, the sizes at which it is to run, those at which it is to be refused."""
    linear = nn.Linear
    deep = conv(groups=CHANNELS)
    attention = {"qkv": linear(CHANNELS, 3 * CHANNELS), "out": linear(CHANNELS, CHANNELS)}
    norm = nn.BatchNorm2d(CHANNELS)
    yield "global pool", Then(nn.Sequential(conv(stride=2), norm, nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten())), [
        24, 31, 40], []
    yield "squeeze and excitation", Then(Of(squeezed, deep=deep, excite=nn.Conv2d(CHANNELS, CHANNELS, 1))), [24, 40], []
    mlp = nn.Sequential(linear(CHANNELS, 8), nn.GELU(), linear(8, CHANNELS))
    yield "ConvNeXt", Then(Of(next_block, deep=deep, norm=nn.LayerNorm(CHANNELS), mlp=mlp)), [24, 40], []
    yield "group norm", Then(Of(lambda m, x: pooled(F.relu(m.norm(x))), norm=nn.GroupNorm(2, CHANNELS))), [24, 40], []
    yield "tokens without positions", Then(Of(lambda m, x: attended(m, tokens(x)).mean(1), **attention)), [24, 40], []
    yield "shuffled channels", Then(Of(shuffled, deep=deep)), [24, 40], []
    yield "shuffled channels, in numbers", Then(Of(shuffled_in_numbers, deep=deep)), [24, 40], []
    yield "larger by a scale", Then(
        Of(lambda m, x: pooled(torch.relu(F.interpolate(m.deep(x), scale_factor=2) - 0.1)), deep=conv(stride=2))), [
            24, 40], []
    yield "pool rounded up", Then(Of(lambda m, x: pooled(F.max_pool2d(x, 3, 2, ceil_mode=True)))), [24, 31, 40], []
    yield "SAME", SamePadded(), [24, 30, 31, 33, 37, 40], []
    yield "average pool of the whole map", Then(Of(lambda m, x: F.avg_pool2d(x, whole(x)).flatten(1))), [24, 40], []
    yield "maximum pool of the whole map", Then(Of(lambda m, x: F.max_pool2d(x, whole(x)).flatten(1))), [24, 40], []
    yield "flattened map", Then(nn.Sequential(conv(stride=4), nn.Flatten()), CHANNELS * 16), [31], [24, 40]
    yield "adaptive pool", Then(nn.Sequential(nn.AdaptiveAvgPool2d(4), nn.Flatten()), CHANNELS * 16), [], [24, 34, 40]
    yield "adaptive pool of that size", Then(nn.Sequential(nn.MaxPool2d(4), nn.AdaptiveAvgPool2d(4), nn.Flatten()), CHANNELS * 16), [
    ], [24, 40]
    adaptive = nn.Sequential(nn.AdaptiveAvgPool2d(4), nn.Conv2d(CHANNELS, CHANNELS, 2), nn.ReLU(), nn.Flatten())
    yield "adaptive pool before a layer", Then(adaptive, CHANNELS * 9), [], [24, 34, 40]
    yield "pyramid of pools", Then(Of(pyramid, deep=conv(2 * CHANNELS))), [], [24, 34, 40]
    vit = dict(patch=nn.Conv2d(CHANNELS, CHANNELS, 4, stride=4), token=nn.Parameter(torch.randn(1, 1, CHANNELS)),
               position=nn.Parameter(torch.randn(1, 17, CHANNELS)))
    yield "position embedding", Then(Of(transformer, **vit, **attention)), [33], [8, 24, 40]
    place = nn.Parameter(torch.randn(1, CHANNELS, 16, 16))
    yield "numbers for each place", Then(Of(lambda m, x: pooled(torch.relu(x + m.place)), place=place)), [], [1, 2, 24]
    yield "windows", Then(Of(windows, **attention)), [], [16, 24, 40, 64]
    yield "resized to a size", Then(
        Of(lambda m, x: pooled(torch.relu(F.interpolate(m.deep(x), size=(16, 16)) - 0.1)), deep=conv(stride=2))), [], [
            24, 40]
    yield "divided by a count", Then(Of(lambda m, x: counted(x))), [], [24, 40]
    yield "expanded to a size", Then(Of(lambda m, x: pooled(m.deep(torch.cat([x, spread(x)], 1))), deep=conv(8))), [], [
        1, 24, 40]
    yield "cut to a size", Then(Of(lambda m, x: pooled(x[:, :, :int(x.shape[2]), :int(x.shape[3])]))), [], [40]
    yield "the second half", Then(Of(lambda m, x: pooled(x[:, :, int(x.shape[2]) // 2:]))), [], [24, 40]
    yield "padded to windows", Then(Of(lambda m, x: pooled(m.deep(F.pad(x, (0, -int(x.shape[3]) % 3, 0, 2)))), deep=deep)), [], [24, 40]


def exported(network):
    file = io.BytesIO()
    axes = {"image": {0: "batch"}, "scores": {0: "batch"}}
    torch.onnx.export(network, image(EXPORTED), file, input_names=["image"], output_names=["scores"], opset_version=13,
                      dynamic_axes=axes)
    return base64.b64encode(zlib.compress(file.getvalue(), 9)).decode()


def main():
    warnings.filterwarnings("ignore")
    rows = []
    for seed, (name, network, runs, refused) in enumerate(networks()):
        torch.manual_seed(seed)
        for parameter in network.parameters():
            # Few digits, so that the file is small.
            parameter.data = (torch.randn_like(parameter) * 32).round() / 64
        network.eval()
        with torch.no_grad():
            scores = {side: [float(f"{x:.6g}") for x in network(image(side))[0].tolist()] for side in [EXPORTED, *runs]}
        rows.append({"name": name, "scores": {**scores, **{side: None for side in refused}}, "onnx": exported(network)})
    root = pathlib.Path(__file__).resolve().parents[2]
    text = json.dumps(rows, indent=2).replace("\n        ", " ").replace("\n      ]", " ]")
    (root / "src/main/engine/model/freed/reference.json").write_text(text + "\n")


main()
