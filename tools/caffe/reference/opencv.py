"""What OpenCV computes."""

import cv2
import numpy as np


def opencv_output(prototxt, model, data):
    """The last layer's output, or None and the reason where OpenCV refuses the net."""
    buffers = [np.frombuffer(prototxt.encode(), np.uint8)]
    if model is not None:
        buffers.append(np.frombuffer(model, np.uint8))
    try:
        net = cv2.dnn.readNetFromCaffe(*buffers)
        net.setInput(data.astype(np.float32), "data")
        return net.forward().copy(), None
    except cv2.error as error:
        return None, error.err
