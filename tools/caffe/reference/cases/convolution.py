"""Convolution."""


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
