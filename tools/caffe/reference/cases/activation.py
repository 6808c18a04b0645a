"""What changes each number by itself, and Softmax."""


def activation_cases(cases):
    for name, kind, params in [
        ("ReLU", "ReLU", {}),
        ("ReLU with negative_slope", "ReLU", {"relu_param": {"negative_slope": 0.1}}),
        ("Sigmoid", "Sigmoid", {}),
        ("TanH", "TanH", {}),
        ("ELU", "ELU", {}),
        ("ELU with alpha", "ELU", {"elu_param": {"alpha": 0.5}}),
        ("AbsVal", "AbsVal", {}),
        ("Dropout", "Dropout", {"dropout_param": {"dropout_ratio": 0.4}}),
        (
            "Power with power, scale and shift",
            "Power",
            {"power_param": {"power": 1.5, "scale": 0.5, "shift": 2}},
        ),
        ("Power with power 1", "Power", {"power_param": {"power": 1, "scale": -0.5, "shift": 0.25}}),
        ("Power with power 2", "Power", {"power_param": {"power": 2, "scale": 0.5, "shift": -0.25}}),
        ("Power with power 3 of negatives", "Power", {"power_param": {"power": 3}}),
        ("Power with power -1", "Power", {"power_param": {"power": -1, "scale": 0.5, "shift": 3}}),
        ("Power without parameters", "Power", {}),
    ]:
        case = cases.new(f"activation: {name}", [1, 2, 4, 5])
        case.layer(kind, "data > out", **params)

    case = cases.new("activation: PReLU per channel", [2, 4, 2, 3])
    case.layer("PReLU", "data > out", [case.numbers(4)])

    case = cases.new("activation: PReLU channel_shared", [1, 3, 3, 4])
    case.layer("PReLU", "data > out", [case.numbers(1)], prelu_param={"channel_shared": True})

    case = cases.new("activation: PReLU channel_shared with a scalar blob", [1, 3, 3, 4])
    case.layer("PReLU", "data > out", [case.numbers()], prelu_param={"channel_shared": True})

    case = cases.new("activation: PReLU after an inner product", [3, 2, 2, 2])
    case.inner_product("data > fc", 5, 8)
    case.layer("PReLU", "fc > fc", [case.numbers(5)], name="prelu")

    case = cases.new("softmax: of an inner product", [3, 2, 2, 3])
    case.inner_product("data > fc", 6, 12)
    case.layer("Softmax", "fc > prob")

    case = cases.new("softmax: of [n,c,h,w], over the channels", [2, 5, 2, 3])
    case.layer("Softmax", "data > prob")

    case = cases.new("softmax: axis 2", [1, 2, 4, 3])
    case.layer("Softmax", "data > prob", softmax_param={"axis": 2})

    case = cases.new("softmax: axis -1", [1, 2, 3, 4])
    case.layer("Softmax", "data > prob", softmax_param={"axis": -1})

    case = cases.new("softmax: of large numbers", [2, 4, 1, 2], low=-400, high=400)
    case.layer("Softmax", "data > prob")
