"""Trains one network of the sample on the images that draw-training.ts drew, and writes it as ONNX.

    train.py DRAW RESIZE CROP MEAN STD OUT.onnx [SMALLEST]

DRAW holds RESIZE.u8 (RESIZE x RESIZE RGB pixels, one image after the other) and labels.u8 (one byte an image). The
images of the sample itself are not among them: nothing is learned from those, and no epoch is chosen by them. One
thread and fixed seeds: the same draw gives the same network on the same machine.

With SMALLEST, it is a network for images of any size, and not of CROP alone: a batch is resized to one of the sizes from
SMALLEST to CROP, and to CROP twice as often as to any other.
"""

import math
import sys
import time

import numpy
import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils.fusion import fuse_conv_bn_eval

EPOCHS = 12
EPOCHS_OF_SIZES = 40
SIZE_STEP = 32
BATCH = 32
PEAK_RATE = 4e-3


class SampleNet(nn.Sequential):
    """Five strided convolutions, global pooling, one linear layer: it takes any input size.

    It pools the maximum, because what tells two species apart fills a twentieth of the picture: an average would drown
    it. The network for any size pools the average of squares, to which few strong answers count for more than many weak
    ones, and which larger pictures do not raise by having more places, as they do a maximum.
    """

    def __init__(self, classes, for_any_size):
        widths = [3, 16, 24, 48, 64, 96]
        layers = []
        for i in range(5):
            kernel = 5 if i == 0 else 3
            layers += [
                nn.Conv2d(widths[i], widths[i + 1], kernel, stride=2, padding=kernel // 2, bias=False),
                nn.BatchNorm2d(widths[i + 1]),
                nn.ReLU(),
            ]
        start_with_gabors(layers[0].weight)
        pool = [Squared(), nn.AdaptiveAvgPool2d(1)] if for_any_size else [nn.AdaptiveMaxPool2d(1)]
        super().__init__(*layers, *pool, nn.Flatten(), nn.Linear(widths[-1], classes))


class Squared(nn.Module):
    def forward(self, x):
        return x * x


@torch.no_grad()
def start_with_gabors(weight):
    """Starts 12 of the first filters as gray Gabor waves of six directions and two periods, 3 and 4.5 pixels.

    Convolutions trained on photographs come to look like this by themselves, given more images than these; from a
    random start these networks learn the hues first and the markings much later. Training goes on to change them.
    """
    y, x = torch.meshgrid(torch.arange(-2.0, 3), torch.arange(-2.0, 3), indexing="ij")
    for i in range(12):
        angle, period = math.pi * (i % 6) / 6, (3, 4.5)[i // 6]
        wave = torch.cos(2 * math.pi / period * (x * math.cos(angle) + y * math.sin(angle)))
        kernel = wave * torch.exp(-(x**2 + y**2) / 5)
        kernel -= kernel.mean()
        weight[i] = kernel / kernel.norm() / 3


def random_crops(pixels, indices, crop, generator):
    """A random crop of each image, mirrored every other time: the usual augmentation, and the only one."""
    margin = pixels.shape[1] - crop
    crops = numpy.empty((len(indices), crop, crop, 3), numpy.uint8)
    for i, index in enumerate(indices):
        y, x = generator.integers(0, margin + 1, 2)
        image = pixels[index, y : y + crop, x : x + crop]
        crops[i] = image[:, ::-1] if generator.random() < 0.5 else image
    return crops


def train(model, pixels, labels, crop, sizes, mean, std):
    generator = numpy.random.default_rng(1)
    epochs = EPOCHS if len(sizes) == 1 else EPOCHS_OF_SIZES
    steps = len(labels) // BATCH
    optimiser = torch.optim.AdamW(model.parameters(), lr=PEAK_RATE, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, PEAK_RATE, total_steps=epochs * steps, pct_start=0.15)
    for epoch in range(epochs):
        start, loss_sum, correct = time.time(), 0.0, 0
        for indices in generator.permutation(len(labels))[: steps * BATCH].reshape(steps, BATCH):
            crops = torch.from_numpy(random_crops(pixels, indices, crop, generator)).permute(0, 3, 1, 2)
            images = (crops.float() - mean) / std
            if len(sizes) > 1:
                size = sizes[generator.integers(len(sizes))]
                images = functional.interpolate(images, (size, size), mode="bilinear", align_corners=False, antialias=True)
            logits = model(images)
            loss = functional.cross_entropy(logits, labels[indices])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            loss_sum += loss.item()
            correct += (logits.argmax(1) == labels[indices]).sum().item()
        share = correct / (steps * BATCH)
        print(f"crop {crop}, epoch {epoch + 1}: loss {loss_sum / steps:.3f}, {share:.1%} right ({time.time() - start:.0f} s)", flush=True)


def folded(model):
    """The same network with each batch normalisation folded into the convolution before it."""
    layers = []
    for layer in model.eval():
        if isinstance(layer, nn.BatchNorm2d):
            layers[-1] = fuse_conv_bn_eval(layers[-1], layer)
        else:
            layers.append(layer)
    return nn.Sequential(*layers)


def main(draw, resize, crop, mean, std, out, smallest):
    torch.manual_seed(1)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    labels = torch.from_numpy(numpy.fromfile(f"{draw}/labels.u8", numpy.uint8)).long()
    pixels = numpy.memmap(f"{draw}/{resize}.u8", numpy.uint8, "r", shape=(len(labels), resize, resize, 3))
    for_any_size = smallest is not None
    model = SampleNet(int(labels.max()) + 1, for_any_size)
    sizes = [crop, *range(crop, smallest - 1, -SIZE_STEP)] if for_any_size else [crop]
    train(model, pixels, labels, crop, sizes, mean, std)
    sides = {2: "height", 3: "width"} if for_any_size else {}
    torch.onnx.export(
        folded(model),
        torch.zeros(1, 3, crop, crop),
        out,
        opset_version=13,
        input_names=["input"],
        output_names=["logits"],
        dynamic_axes={"input": {0: "batch", **sides}, "logits": {0: "batch"}},
    )


if __name__ == "__main__":
    draw, resize, crop, mean, std, out, *smallest = sys.argv[1:]
    main(draw, int(resize), int(crop), float(mean), float(std), out, int(smallest[0]) if smallest else None)
