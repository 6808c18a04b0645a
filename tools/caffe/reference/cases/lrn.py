"""LRN: across channels and within a channel."""


def lrn_cases(cases):
    for name, dims, params in [
        (
            "across channels, local_size 5",
            [2, 7, 2, 3],
            {"local_size": 5, "alpha": 0.5, "beta": 0.75, "k": 2},
        ),
        ("across channels, local_size 3", [1, 6, 3, 3], {"local_size": 3, "alpha": 0.5, "beta": 0.5}),
        (
            "across channels, AlexNet's own numbers",
            [1, 6, 3, 3],
            {"local_size": 5, "alpha": 0.0001, "beta": 0.75},
        ),
        (
            "across channels, local_size above the channels",
            [1, 3, 3, 4],
            {"local_size": 7, "alpha": 1.5, "beta": 0.75, "k": 1},
        ),
        (
            "within channel, local_size 3",
            [1, 2, 5, 6],
            {"local_size": 3, "alpha": 0.5, "beta": 0.75, "norm_region": "WITHIN_CHANNEL"},
        ),
        (
            "within channel, local_size 5",
            [1, 2, 6, 5],
            {"local_size": 5, "alpha": 2, "beta": 0.75, "norm_region": "WITHIN_CHANNEL"},
        ),
        (
            "within channel, window larger than the image",
            [1, 3, 2, 3],
            {"local_size": 7, "alpha": 2, "beta": 0.75, "norm_region": "WITHIN_CHANNEL"},
        ),
        (
            "within channel ignores k",
            [1, 2, 4, 4],
            {"local_size": 3, "alpha": 0.5, "beta": 0.75, "k": 2, "norm_region": "WITHIN_CHANNEL"},
        ),
    ]:
        case = cases.new(f"LRN: {name}", dims)
        case.layer("LRN", "data > norm", lrn_param=params)

    case = cases.new("LRN: no parameters", [1, 6, 3, 2])
    case.layer("LRN", "data > norm")
