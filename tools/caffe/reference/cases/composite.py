"""Small nets built as AlexNet, SqueezeNet and ResNet are."""


def composite_cases(cases):
    case = cases.new("composite: AlexNet-like", [1, 3, 17, 17])
    norm = {"local_size": 3, "alpha": 0.25, "beta": 0.75}
    case.convolution("data > conv1", (4, 3, 3, 3), stride=2)
    case.layer("ReLU", "conv1 > conv1", name="relu1")
    case.layer("LRN", "conv1 > norm1", lrn_param=norm)
    case.pooling("norm1 > pool1", pool="MAX", kernel_size=3, stride=2)
    case.convolution("pool1 > conv2", (4, 2, 5, 5), pad=2, group=2)
    case.layer("ReLU", "conv2 > conv2", name="relu2")
    case.layer("LRN", "conv2 > norm2", lrn_param=norm)
    case.pooling("norm2 > pool2", pool="MAX", kernel_size=3, stride=2)
    case.inner_product("pool2 > fc3", 6, 16, spread=0.25)
    case.layer("ReLU", "fc3 > fc3", name="relu3")
    case.layer("Dropout", "fc3 > fc3", name="drop3", dropout_param={"dropout_ratio": 0.5})
    case.inner_product("fc3 > fc4", 5, 6, spread=0.5)
    case.layer("Softmax", "fc4 > prob")

    case = cases.new("composite: Fire module and global average pooling", [1, 3, 6, 7])
    case.convolution("data > squeeze", (2, 3, 1, 1))
    case.layer("ReLU", "squeeze > squeeze", name="relu_squeeze")
    case.convolution("squeeze > expand1x1", (3, 2, 1, 1))
    case.layer("ReLU", "expand1x1 > expand1x1", name="relu_expand1x1")
    case.convolution("squeeze > expand3x3", (3, 2, 3, 3), pad=1)
    case.layer("ReLU", "expand3x3 > expand3x3", name="relu_expand3x3")
    case.layer("Concat", "expand1x1 expand3x3 > fire")
    case.layer("Dropout", "fire > fire", name="drop")
    case.pooling("fire > pool", pool="AVE", global_pooling=True)
    case.layer("Softmax", "pool > prob")

    case = cases.new("composite: residual block", [1, 3, 6, 6])
    residual_branch(case, "data", "a", (4, 3, 3, 3), relu=True, pad=1, stride=2)
    residual_branch(case, "a", "b", (4, 4, 3, 3), relu=False, pad=1)
    residual_branch(case, "data", "shortcut", (4, 3, 1, 1), relu=False, stride=2)
    case.layer("Eltwise", "shortcut b > sum")
    case.layer("ReLU", "sum > sum", name="relu_sum")


def residual_branch(case, bottom, top, weights, relu, **params):
    """Convolution, BatchNorm and Scale, with or without ReLU, as ResNet's own nets write them."""
    case.convolution(f"{bottom} > {top}", weights, bias=False, bias_term=False, **params)
    case.batch_norm(f"{top} > {top}", weights[0], 999.98, name=f"bn_{top}", use_global_stats=True)
    case.scale_and_bias(f"{top} > {top}", weights[0], name=f"scale_{top}")
    if relu:
        case.layer("ReLU", f"{top} > {top}", name=f"relu_{top}")
