"""Pooling: maximum and average."""


def pooling_cases(cases):
    for name, dims, params in [
        ("MAX without overhang", [2, 2, 4, 6], {"pool": "MAX", "kernel_size": 2, "stride": 2}),
        ("MAX with ceil overhang", [1, 2, 6, 8], {"pool": "MAX", "kernel_size": 3, "stride": 2}),
        ("MAX is the default, and stride 1", [1, 2, 4, 5], {"kernel_size": 2}),
        ("MAX with pad", [1, 2, 5, 7], {"pool": "MAX", "kernel_size": 3, "stride": 2, "pad": 1}),
        (
            "MAX with pad and ceil overhang",
            [1, 2, 6, 6],
            {"pool": "MAX", "kernel_size": 3, "stride": 2, "pad": 1},
        ),
        (
            "MAX with pad whose last window is clipped",
            [1, 2, 5, 5],
            {"pool": "MAX", "kernel_size": 2, "stride": 3, "pad": 1},
        ),
        (
            "MAX with pad_h alone clips the last window of both axes",
            [1, 2, 5, 6],
            {"pool": "MAX", "kernel_h": 3, "kernel_w": 1, "stride": 2, "pad_h": 1, "pad_w": 0},
        ),
        ("MAX with stride larger than kernel", [1, 2, 8, 7], {"pool": "MAX", "kernel_size": 2, "stride": 3}),
        (
            "MAX with same-size pad, stride 1",
            [1, 2, 4, 5],
            {"pool": "MAX", "kernel_size": 3, "stride": 1, "pad": 1},
        ),
        ("MAX global", [2, 3, 5, 4], {"pool": "MAX", "global_pooling": True}),
        (
            "MAX with round_mode FLOOR",
            [1, 2, 6, 8],
            {"pool": "MAX", "kernel_size": 3, "stride": 2, "round_mode": "FLOOR"},
        ),
        (
            "MAX with round_mode FLOOR and pad",
            [1, 2, 6, 6],
            {"pool": "MAX", "kernel_size": 3, "stride": 2, "pad": 1, "round_mode": "FLOOR"},
        ),
    ]:
        # Negative inputs: padding with zeros would show.
        case = cases.new(f"pooling: {name}", dims, low=-4, high=-0.0625)
        case.pooling("data > pool", **params)

    for name, dims, params in [
        ("AVE without overhang", [2, 2, 4, 6], {"pool": "AVE", "kernel_size": 2, "stride": 2}),
        ("AVE with ceil overhang", [1, 2, 6, 8], {"pool": "AVE", "kernel_size": 3, "stride": 2}),
        ("AVE with pad", [1, 2, 5, 7], {"pool": "AVE", "kernel_size": 3, "stride": 2, "pad": 1}),
        (
            "AVE with pad and ceil overhang",
            [1, 2, 6, 8],
            {"pool": "AVE", "kernel_size": 3, "stride": 2, "pad": 1},
        ),
        (
            "AVE with pad 2 and ceil overhang",
            [1, 1, 7, 8],
            {"pool": "AVE", "kernel_size": 5, "stride": 3, "pad": 2},
        ),
        (
            "AVE with pad whose last window is clipped",
            [1, 2, 5, 5],
            {"pool": "AVE", "kernel_size": 2, "stride": 3, "pad": 1},
        ),
        (
            "AVE with pad_h alone clips the last window of both axes",
            [1, 2, 5, 6],
            {"pool": "AVE", "kernel_h": 3, "kernel_w": 1, "stride": 2, "pad_h": 1, "pad_w": 0},
        ),
        (
            "AVE kernel_h kernel_w pad_h pad_w stride_h stride_w",
            [1, 2, 7, 6],
            {
                "pool": "AVE",
                "kernel_h": 3,
                "kernel_w": 2,
                "pad_h": 1,
                "pad_w": 1,
                "stride_h": 2,
                "stride_w": 3,
            },
        ),
        (
            "AVE with stride larger than kernel and overhang",
            [1, 2, 7, 7],
            {"pool": "AVE", "kernel_size": 2, "stride": 3},
        ),
        (
            "AVE with same-size pad, stride 1",
            [1, 2, 4, 5],
            {"pool": "AVE", "kernel_size": 3, "stride": 1, "pad": 1},
        ),
        ("AVE global", [2, 3, 5, 4], {"pool": "AVE", "global_pooling": True}),
        (
            "AVE with round_mode FLOOR and pad",
            [1, 2, 6, 6],
            {"pool": "AVE", "kernel_size": 3, "stride": 2, "pad": 1, "round_mode": "FLOOR"},
        ),
    ]:
        case = cases.new(f"pooling: {name}", dims)
        case.pooling("data > pool", **params)
