"""Prototxts of nets to train and to test, around the layers of style.py's small classifier."""

TRAIN_AND_TEST_NET = """\
name: "train_val"
layer {
  name: "mnist"
  type: "Data"
  top: "data"
  top: "label"
  include { phase: TRAIN }
  transform_param { mirror: true crop_size: 6 }
  data_param { source: "train_lmdb" batch_size: 64 backend: LMDB }
}
layer {
  name: "mnist"
  type: "Data"
  top: "data"
  top: "label"
  include { phase: TEST }
  transform_param { crop_size: 6 }
  data_param { source: "val_lmdb" batch_size: 2 backend: LMDB }
}
layer {
  name: "conv1"
  type: "Convolution"
  bottom: "data"
  top: "conv1"
  param { lr_mult: 1 decay_mult: 1 }
  param { lr_mult: 2 decay_mult: 0 }
  convolution_param {
    num_output: 4
    kernel_size: 3
    stride: 1
    pad: 1
    weight_filler { type: "gaussian" std: 0.01 }
    bias_filler { type: "constant" value: 0 }
  }
}
layer { name: "relu1" type: "ReLU" bottom: "conv1" top: "conv1" }
layer {
  name: "pool1"
  type: "Pooling"
  bottom: "conv1"
  top: "pool1"
  pooling_param { pool: MAX kernel_size: 3 stride: 2 }
}
layer {
  name: "norm1"
  type: "LRN"
  bottom: "pool1"
  top: "norm1"
  lrn_param { local_size: 3 alpha: 0.5 beta: 0.75 }
}
layer {
  name: "fc2"
  type: "InnerProduct"
  bottom: "norm1"
  top: "fc2"
  inner_product_param { num_output: 5 weight_filler { type: "xavier" } }
}
layer {
  name: "drop2"
  type: "Dropout"
  bottom: "fc2"
  top: "fc2"
  dropout_param { dropout_ratio: 0.5 }
}
layer {
  name: "accuracy"
  type: "Accuracy"
  bottom: "fc2"
  bottom: "label"
  top: "accuracy"
  include { phase: TEST }
}
layer {
  name: "accuracy_top5"
  type: "Accuracy"
  bottom: "fc2"
  bottom: "label"
  top: "accuracy_top5"
  exclude { phase: TRAIN }
  accuracy_param { top_k: 5 }
}
layer {
  name: "loss"
  type: "SoftmaxWithLoss"
  bottom: "fc2"
  bottom: "label"
  top: "loss"
}
"""

V1_TRAIN_AND_TEST_NET = """\
name: "train_val"
layers {
  name: "data"
  type: DATA
  top: "data"
  top: "label"
  data_param { source: "train_leveldb" backend: LEVELDB batch_size: 256 }
  transform_param { crop_size: 6 mirror: true }
  include: { phase: TRAIN }
}
layers {
  name: "data"
  type: DATA
  top: "data"
  top: "label"
  data_param { source: "val_leveldb" backend: LEVELDB batch_size: 2 }
  transform_param { crop_size: 6 mirror: false }
  include: { phase: TEST }
}
layers {
  name: "conv1"
  type: CONVOLUTION
  bottom: "data"
  top: "conv1"
  blobs_lr: 1
  blobs_lr: 2
  weight_decay: 1
  weight_decay: 0
  convolution_param { num_output: 4 kernel_size: 3 stride: 1 pad: 1 }
}
layers { name: "relu1" type: RELU bottom: "conv1" top: "conv1" }
layers {
  name: "pool1"
  type: POOLING
  bottom: "conv1"
  top: "pool1"
  pooling_param { pool: MAX kernel_size: 3 stride: 2 }
}
layers {
  name: "norm1"
  type: LRN
  bottom: "pool1"
  top: "norm1"
  lrn_param { local_size: 3 alpha: 0.5 beta: 0.75 }
}
layers {
  name: "fc2"
  type: INNER_PRODUCT
  bottom: "norm1"
  top: "fc2"
  blobs_lr: 1
  blobs_lr: 2
  inner_product_param { num_output: 5 }
}
layers {
  name: "drop2"
  type: DROPOUT
  bottom: "fc2"
  top: "fc2"
  dropout_param { dropout_ratio: 0.5 }
}
layers { name: "loss" type: SOFTMAX_LOSS bottom: "fc2" bottom: "label" }
layers {
  name: "accuracy"
  type: ACCURACY
  bottom: "fc2"
  bottom: "label"
  top: "accuracy"
  include: { phase: TEST }
}
"""
