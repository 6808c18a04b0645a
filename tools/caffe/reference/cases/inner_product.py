"""InnerProduct."""


def inner_product_cases(cases):
    case = cases.new("inner product: on a spatial bottom", [2, 3, 3, 4])
    case.inner_product("data > fc", 5, 36)

    case = cases.new("inner product: no bias_term", [2, 3, 2, 4])
    case.inner_product("data > fc", 5, 24, bias=False)

    case = cases.new("inner product: transpose", [2, 3, 2, 4])
    case.inner_product("data > fc", 5, 24, transpose=True)

    case = cases.new("inner product: transpose of a square matrix", [2, 2, 2, 2])
    case.inner_product("data > fc", 8, 8, transpose=True)

    case = cases.new("inner product: two in a row", [2, 3, 2, 4])
    case.inner_product("data > fc1", 6, 24)
    case.inner_product("fc1 > fc2", 4, 6)

    case = cases.new("inner product: axis 2", [2, 3, 2, 4])
    case.inner_product("data > fc", 5, 8, axis=2)

    case = cases.new("inner product: axis -1", [1, 2, 3, 4])
    case.inner_product("data > fc", 5, 4, axis=-1)
