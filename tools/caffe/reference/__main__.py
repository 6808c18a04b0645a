"""Writes src/main/engine/model/caffe/reference.json: what Caffe computes for small nets.

Every case holds a prototxt, a caffemodel made here byte by byte, an input and the output that
Caffe gives for it. Two implementations that share no code with this project compute the output:

  * OpenCV's `cv2.dnn.readNetFromCaffe`, which reads the prototxt and the caffemodel;
  * numpy transcriptions of the formulas in BVLC Caffe's C++ (the source file is named beside each).

Where both agree the case is `"by": "opencv"`. Where OpenCV cannot run the net, or computes something
else than Caffe's C++ does, the case is `"by": "caffe-formula"`, and the script says so as it runs.

Packages: Debian 12's python3, python3-numpy and python3-opencv (4.6.0). From the repository's root:

    python3 tools/caffe/reference

Two runs on one machine write the same bytes; on another processor OpenCV may differ in a last digit.
"""

import pathlib

import cv2

from cases import all_cases
from json_case import json_case

REFERENCE = pathlib.Path(__file__).resolve().parents[3] / "src/main/engine/model/caffe/reference.json"


def main():
    cv2.setNumThreads(1)
    lines = [json_case(case) for case in all_cases()]
    REFERENCE.parent.mkdir(parents=True, exist_ok=True)
    REFERENCE.write_text("[\n" + ",\n".join(lines) + "\n]\n")
    print(f"{len(lines)} cases, {REFERENCE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
