"""The layer types of 2014, numbered in an enum."""

# V1LayerParameter.LayerType: the name in a prototxt and the number in a caffemodel.
V1_TYPES = {
    "Concat": ("CONCAT", 3),
    "Convolution": ("CONVOLUTION", 4),
    "Data": ("DATA", 5),
    "Dropout": ("DROPOUT", 6),
    "InnerProduct": ("INNER_PRODUCT", 14),
    "LRN": ("LRN", 15),
    "Pooling": ("POOLING", 17),
    "ReLU": ("RELU", 18),
    "Softmax": ("SOFTMAX", 20),
    "SoftmaxWithLoss": ("SOFTMAX_LOSS", 21),
}
