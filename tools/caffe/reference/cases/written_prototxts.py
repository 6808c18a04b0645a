"""Prototxts of nets that only run, written otherwise than prototxt.py writes them."""

ODDLY_WRITTEN = """\
# A comment, with a "quote" and a { brace
name: 'oddly written' # and 'another'
input: 'data'
input_shape: { dim: [1, 2] dim: 5, dim: 5 }
layer: {
\tname: 'conv' type: "Convolution"
\tbottom: 'data'\t\ttop: 'conv' # top: 'not this'
\tconvolution_param: {
\t\tnum_output:2
\t\tkernel_size :3 stride: 2 # pad: 1
\t}
}
layer{name:"relu # 1" type:'ReLU' bottom:"conv" top:"conv" relu_param{negative_slope:2.5e-1}}
layer { pooling_param { pool: AVE; kernel_size: 2, } top: "pool" bottom: "conv" type: "Pooling" name: "pool" }
""".replace("\n", "\r\n")

WITH_NUMBERS_FOR_NAMES = """\
name: "numbers"
input: "data"
input_shape { dim: 1 dim: 2 dim: 4 dim: 4 }
layer {
  name: "pool"
  type: "Pooling"
  bottom: "data"
  top: "pool"
  pooling_param { pool: 1 kernel_size: 2 stride: 2 }
}
layer {
  name: "fc"
  type: "InnerProduct"
  bottom: "data"
  top: "fc"
  inner_product_param { num_output: 8 bias_term: 0 }
}
layer {
  name: "square"
  type: "Reshape"
  bottom: "fc"
  top: "square"
  reshape_param { shape { dim: 1 dim: 2 dim: 2 dim: 2 } }
}
layer {
  name: "out"
  type: "Eltwise"
  bottom: "pool"
  bottom: "square"
  top: "out"
  eltwise_param { operation: 0 }
}
"""

WITH_LEARNING_SETTINGS = """\
name: "settings"
force_backward: true
input: "data"
input_shape { dim: 1 dim: 2 dim: 5 dim: 5 }
layer {
  name: "conv"
  type: "Convolution"
  bottom: "data"
  top: "conv"
  param { name: "conv_w" lr_mult: 1 decay_mult: 1 }
  param { name: "conv_b" lr_mult: 2 decay_mult: 0 }
  convolution_param {
    num_output: 2
    kernel_size: 3
    weight_filler { type: "gaussian" std: 0.01 }
    bias_filler { type: "constant" value: .5 }
    engine: CAFFE
  }
}
layer {
  name: "relu"
  type: "ReLU"
  bottom: "conv"
  top: "conv"
  phase: TEST
  relu_param { engine: CAFFE }
}
layer {
  name: "fc"
  type: "InnerProduct"
  bottom: "conv"
  top: "fc"
  propagate_down: false
  inner_product_param {
    num_output: 3
    weight_filler { type: "xavier" }
  }
}
"""
