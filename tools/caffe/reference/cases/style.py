"""The ways in which prototxts and caffemodels have been written over the years."""

from cases.train_and_test_nets import TRAIN_AND_TEST_NET, V1_TRAIN_AND_TEST_NET
from cases.written_prototxts import ODDLY_WRITTEN, WITH_LEARNING_SETTINGS, WITH_NUMBERS_FOR_NAMES
from layer import Layer
from prototxt import input_dim, input_layer


def small_classifier(case):
    """Layers that old nets and new ones share, over a [n,3,6,6] input."""
    case.convolution("data > conv1", (4, 3, 3, 3), stride=1, pad=1)
    case.layer("ReLU", "conv1 > conv1", name="relu1")
    case.pooling("conv1 > pool1", pool="MAX", kernel_size=3, stride=2)
    case.layer("LRN", "pool1 > norm1", lrn_param={"local_size": 3, "alpha": 0.5, "beta": 0.75})
    case.inner_product("norm1 > fc2", 5, 36, spread=0.25)
    case.layer("Dropout", "fc2 > fc2", name="drop2", dropout_param={"dropout_ratio": 0.5})


def style_cases(cases):
    case = cases.new("style: layers, input_dim and legacy blobs", [2, 3, 6, 6])
    small_classifier(case)
    case.layer("Softmax", "fc2 > prob")
    case.input_text = input_dim
    case.text_style = case.model_style = "layers"

    case = cases.new("style: prototxt with layer, caffemodel with layers", [1, 3, 6, 6])
    small_classifier(case)
    case.layer("Softmax", "fc2 > prob")
    case.model_style = "layers"

    case = cases.new("style: prototxt with layers, caffemodel with layer", [1, 3, 6, 6])
    small_classifier(case)
    case.text_style = "layers"

    case = cases.new("style: double_data", [1, 2, 3, 3])
    case.convolution("data > conv", (3, 2, 2, 2))
    case.model_style = "layer with double_data"

    case = cases.new("style: data that is not packed", [1, 2, 3, 3])
    case.convolution("data > conv", (3, 2, 2, 2))
    case.model_style = "layer with unpacked data"

    case = cases.new("style: Input layer", [2, 2, 3, 3])
    case.convolution("data > conv", (3, 2, 2, 2))
    case.input_text = input_layer

    case = cases.new("style: caffemodel with layers that the prototxt lacks, in another order", [1, 2, 3, 3])
    case.convolution("data > conv", (3, 2, 2, 2))
    case.inner_product("conv > fc", 2, 12)
    case.unused_model_layers = [
        Layer("Data", "> data label", [], "data", {}),
        Layer("InnerProduct", "conv > aux", [case.numbers(4, 12), case.numbers(4)], "aux", {}),
        Layer("Split", "conv > conv_conv_0_split_0 conv_conv_0_split_1", [], "conv_conv_0_split", {}),
    ]

    case = cases.new("style: comments, single quotes, tabs, CRLF and colons before braces", [1, 2, 5, 5])
    case.convolution("data > conv", (2, 2, 3, 3), stride=2)
    case.layer("ReLU", "conv > conv", name="relu # 1", relu_param={"negative_slope": 0.25})
    case.pooling("conv > pool", pool="AVE", kernel_size=2)
    case.written_prototxt = ODDLY_WRITTEN

    case = cases.new("style: enum values as numbers, false as 0", [1, 2, 4, 4])
    case.pooling("data > pool", pool="AVE", kernel_size=2, stride=2)
    case.inner_product("data > fc", 8, 32, bias=False)
    case.layer("Reshape", "fc > square", reshape_param={"shape": {"dim": [1, 2, 2, 2]}})
    case.layer("Eltwise", "pool square > out", eltwise_param={"operation": "PROD"})
    case.written_prototxt = WITH_NUMBERS_FOR_NAMES

    case = cases.new("style: learning settings, fillers and engines", [1, 2, 5, 5])
    case.convolution("data > conv", (2, 2, 3, 3))
    case.layer("ReLU", "conv > conv", name="relu")
    case.inner_product("conv > fc", 3, 18)
    case.written_prototxt = WITH_LEARNING_SETTINGS

    case = cases.new("style: train and test net with Data, Accuracy and SoftmaxWithLoss", [2, 3, 6, 6])
    small_classifier(case)
    case.opencv_runs_deploy_net = True
    case.written_prototxt = TRAIN_AND_TEST_NET
    case.unused_model_layers = [
        Layer("Data", "> data label", [], "mnist", {}),
        Layer("SoftmaxWithLoss", "fc2 label > loss", [], None, {}),
    ]

    case = cases.new("style: train and test net with layers, DATA and SOFTMAX_LOSS", [2, 3, 6, 6])
    small_classifier(case)
    case.opencv_runs_deploy_net = True
    case.model_style = "layers"
    case.written_prototxt = V1_TRAIN_AND_TEST_NET
