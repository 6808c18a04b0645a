"""BatchNorm."""

import numpy as np


def normalisation_cases(cases):
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
