"""Layers in place, and tops that share memory."""


def sharing_cases(cases):
    case = cases.new("split: one branch convolved, then summed", [1, 2, 4, 4])
    case.layer("Split", "data > a b")
    case.convolution("a > conv", (2, 2, 3, 3), pad=1)
    case.layer("Eltwise", "conv b > out")

    case = cases.new("in place: a chain of layers on one blob", [1, 2, 4, 4])
    case.convolution("data > conv", (3, 2, 3, 3))
    case.scale_and_bias("conv > conv", 3, name="scale")
    case.layer("ReLU", "conv > conv", name="relu")
    case.layer("Dropout", "conv > conv", name="drop")
    case.layer("Power", "conv > conv", name="power", power_param={"scale": 2, "shift": 1})

    case = cases.new("in place: two readers after the in-place layer see its result", [1, 2, 4, 4])
    case.convolution("data > conv", (2, 2, 3, 3))
    case.layer("ReLU", "conv > conv", name="relu")
    case.layer("Power", "conv > half", power_param={"scale": 0.5})
    case.layer("Eltwise", "conv half > out", eltwise_param={"coeff": [1, -1]})

    case = cases.new("in place: on a Split's top, after the other branch has been read", [1, 2, 4, 4])
    case.convolution("data > conv", (2, 2, 3, 3))
    case.layer("Split", "conv > a b")
    case.layer("Power", "b > doubled", power_param={"scale": 2})
    case.layer("ReLU", "a > a", name="relu")
    case.layer("Eltwise", "a doubled > out")

    case = cases.new(
        "in place: on a Split's top, whose memory Caffe shares with the other branch", [1, 2, 4, 4]
    )
    case.convolution("data > conv", (2, 2, 3, 3))
    case.layer("Split", "conv > a b")
    case.layer("ReLU", "a > a", name="relu")
    case.layer("Eltwise", "a b > out")

    case = cases.new("in place: the net's input, read again by a later layer", [1, 2, 3, 3])
    case.layer("ReLU", "data > data", name="relu")
    case.layer("Power", "data > squared", power_param={"power": 2})
    case.layer("Eltwise", "data squared > out", eltwise_param={"coeff": [2, 1]})
