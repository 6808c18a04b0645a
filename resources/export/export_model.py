"""Exports a classifier of timm, torchvision or transformers to ONNX, for Acuity.

    python export_model.py '{"library": "torchvision", "name": "mobilenet_v2", "random": false, "folder": "OUT"}'

Into `folder`, which has to be there, go `fixed.onnx` (any batch, one size), where the network allows it `dynamic.onnx` (any
batch, any size), `config.json` (how the library itself prepares images for the network), and what the network answers to
random images, as raw float32: `0.input` and `0.output` for what the last line on stdout lists first. That line is JSON:
what was done, or `{"error": ..., "missing": "timm"}`.

Job: `library` (torchvision, timm, hf), `name` (torchvision: `resnet50` or `resnet50.IMAGENET1K_V2`), `random` (weights drawn
at random: nothing is downloaded), `size` (side in pixels; default: what the library states), `opset`.
"""

import inspect
import json
import os
import sys
import warnings

# What a network answers to an image is compared with ONNX Runtime's: at the size that is exported, alone and in a batch.
BATCHES = [1, 3]
# Another size, to see whether a network heeds it: what most networks halve five times is a multiple of it.
STEP = 32


def load(job):
    """The network, ready to answer, and how its library prepares images for it."""
    return {"torchvision": of_torchvision, "timm": of_timm, "hf": of_transformers}[job["library"]](job)


def of_torchvision(job):
    from torchvision import models

    name, _, wanted = job["name"].partition(".")
    enum = models.get_model_weights(name)
    weights = enum[wanted] if wanted else enum.DEFAULT
    model = models.get_model(name, weights=None if job["random"] else weights)
    preset = weights.transforms()
    config = {
        key: list(value) if isinstance(value, (list, tuple)) else value
        for key, value in vars(preset).items()
        if key in ("crop_size", "resize_size", "mean", "std") or (key == "antialias" and isinstance(value, bool))
    }
    config["interpolation"] = preset.interpolation.value
    size = config["crop_size"][0]
    if job.get("size"):
        # The same share of the image.
        ratio = config["resize_size"][0] / size
        size = job["size"]
        config.update(crop_size=[size], resize_size=[round(size * ratio)])
    return model, config, size


def of_timm(job):
    import timm

    size = job.get("size")
    try:
        model = timm.create_model(job["name"], pretrained=not job["random"], exportable=True, **({"img_size": size} if size else {}))
    except TypeError:
        # Convolutional networks are made for no size.
        model = timm.create_model(job["name"], pretrained=not job["random"], exportable=True)
    config = {key: value for key, value in dict(model.pretrained_cfg).items() if is_plain(value)}
    if size:
        config["input_size"] = [3, size, size]
        config.pop("test_input_size", None)
    sides = config.get("test_input_size") or config["input_size"]
    return model, {"architecture": job["name"], "pretrained_cfg": config}, sides[-1]


def of_transformers(job):
    import torch
    from transformers import AutoConfig, AutoImageProcessor, AutoModelForImageClassification

    if job["random"]:
        inner = AutoModelForImageClassification.from_config(AutoConfig.from_pretrained(job["name"]))
    else:
        inner = AutoModelForImageClassification.from_pretrained(job["name"])

    class Logits(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.inner = inner

        def forward(self, pixels):
            return self.inner(pixel_values=pixels).logits

    config = AutoImageProcessor.from_pretrained(job["name"]).to_dict()
    config = {key: value for key, value in config.items() if is_plain(value)}
    size = job.get("size") or side_of(config)
    return Logits(), {"preprocessor": config, "modelType": inner.config.model_type}, size


def side_of(config):
    """The side of what a processor makes of an image."""
    for key in (["crop_size"] if config.get("do_center_crop") else []) + ["size"]:
        value = config.get(key)
        if isinstance(value, int):
            return value
        if isinstance(value, dict):
            return value.get("height") or value.get("shortest_edge")
    raise ValueError("its processor states no size")


def is_plain(value):
    try:
        json.dumps(value)
        return True
    except TypeError:
        return False


def export(model, file, size, dynamic, opset):
    import torch

    axes = {0: "batch", 2: "height", 3: "width"} if dynamic else {0: "batch"}
    # The exporter of TorchScript, where there is a choice: the other one asks for more packages.
    legacy = {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}
    torch.onnx.export(
        model,
        torch.zeros(1, 3, size, size),
        file,
        input_names=["input"],
        output_names=["output"],
        dynamic_axes={"input": axes, "output": {0: "batch"}},
        opset_version=opset,
        **legacy,
    )


def main(job):
    import torch

    if int(torch.__version__.split(".")[0]) > 1:
        import onnx  # noqa: F401  torch's exporter asks for it, and says so in other words

    torch.manual_seed(0)
    model, config, size = load(job)
    model.eval()
    folder = job["folder"]
    with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as file:
        json.dump(config, file)

    checks = []

    def answer(batch, side):
        images = torch.randn(batch, 3, side, side)
        scores = model(images)
        if scores.ndim != 2:
            raise ValueError(f"it is no classifier: its answer has {scores.ndim} dimensions")
        place = len(checks)
        for name, tensor in (("input", images), ("output", scores)):
            tensor.detach().contiguous().float().numpy().astype("<f4").tofile(os.path.join(folder, f"{place}.{name}"))
        checks.append({"batch": batch, "side": side, "classes": scores.shape[1], "place": place})

    with torch.no_grad():
        for batch in BATCHES:
            answer(batch, size)
        export(model, os.path.join(folder, "fixed.onnx"), size, False, job["opset"])
        try:
            answer(2, size + STEP)
            export(model, os.path.join(folder, "dynamic.onnx"), size, True, job["opset"])
        except Exception as error:  # what a network cannot do at another size is told in many ways
            return {"size": size, "checks": checks, "sizeFixedBy": first_line(error), **versions()}
    return {"size": size, "checks": checks, "sizeFixedBy": None, **versions()}


def versions():
    names = ["torch", "torchvision", "timm", "transformers"]
    return {"versions": {name: str(sys.modules[name].__version__) for name in names if name in sys.modules}}


def first_line(error):
    """What exporters say goes on for pages."""
    line = (str(error).strip().splitlines() or [type(error).__name__])[0]
    return line.split(". ")[0][:300].rstrip(".")


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    try:
        result = main(json.loads(sys.argv[1]))
    except ModuleNotFoundError as error:
        result = {"error": first_line(error), "missing": error.name.split(".")[0]}
    except Exception as error:  # it is said by the one who asked
        result = {"error": f"{type(error).__name__}: {first_line(error)}", "missing": None}
    print("\n" + json.dumps(result))
