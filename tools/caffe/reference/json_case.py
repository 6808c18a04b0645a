"""The cases as JSON, one a line."""

import base64
import json

import numpy as np

from compare import reference_output


def json_tensor(values):
    assert np.isfinite(values).all()
    numbers = ",".join(f"{value + 0.0:.9g}" for value in values.ravel().tolist())
    dims = ",".join(map(str, values.shape))
    return f'{{"dims":[{dims}],"data":[{numbers}]}}'


def json_case(case):
    model = case.caffemodel()
    output, by = reference_output(case, model)
    encoded = None if model is None else base64.b64encode(model).decode()
    fields = {
        "name": json.dumps(case.name),
        "prototxt": json.dumps(case.prototxt()),
        "caffemodel": json.dumps(encoded),
        "input": json_tensor(case.input),
        "output": json_tensor(output),
        "by": json.dumps(by),
    }
    return "{" + ",".join(f'"{name}":{value}' for name, value in fields.items()) + "}"
