"""Whether OpenCV computes what Caffe's formulas say, and which of the two is recorded."""

import numpy as np

from caffe import caffe_output
from opencv import opencv_output

TOLERANCE = 1e-5


def agree(ours, theirs):
    return ours.shape == theirs.shape and np.allclose(ours, theirs, TOLERANCE, TOLERANCE)


def disagreement(ours, theirs):
    if ours.shape != theirs.shape:
        return f"shape {list(theirs.shape)}, where Caffe's is {list(ours.shape)}"
    return f"values up to {np.abs(ours - theirs).max():.3g} from Caffe's"


def reference_output(case, model):
    """The recorded output and who computed it."""
    formula = caffe_output(case.layers, case.input)
    opencv, refusal = opencv_output(case.opencv_prototxt(), model, case.input)
    if opencv is None:
        print(f"OpenCV cannot run “{case.name}”: {refusal}")
        return formula, "caffe-formula"
    if not agree(formula, opencv):
        print(f"OpenCV differs in “{case.name}”: {disagreement(formula, opencv)}")
        return formula, "caffe-formula"
    return opencv, "opencv"
