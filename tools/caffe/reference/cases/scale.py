"""Scale and Bias."""


def scale_cases(cases):
    case = cases.new("scale: without bias", [2, 3, 2, 3])
    case.layer("Scale", "data > out", [case.numbers(3)])

    case = cases.new("scale: with bias", [2, 3, 2, 3])
    case.scale_and_bias("data > out", 3)

    case = cases.new("scale: with bias after an inner product", [3, 2, 2, 2])
    case.inner_product("data > fc", 4, 8)
    case.scale_and_bias("fc > out", 4)

    case = cases.new("scale: axis 2 with bias", [2, 2, 3, 4])
    case.layer(
        "Scale", "data > out", [case.numbers(3), case.numbers(3)], scale_param={"axis": 2, "bias_term": True}
    )

    case = cases.new("scale: axis 1 and num_axes 2", [2, 2, 3, 4])
    case.layer("Scale", "data > out", [case.numbers(2, 3)], scale_param={"axis": 1, "num_axes": 2})

    case = cases.new("scale: num_axes -1", [2, 2, 3, 2])
    case.layer("Scale", "data > out", [case.numbers(2, 3, 2)], scale_param={"num_axes": -1})

    case = cases.new("scale: num_axes 0, a scalar", [1, 2, 3, 4])
    case.layer("Scale", "data > out", [case.numbers()], scale_param={"num_axes": 0})

    case = cases.new("scale: two bottoms, the second [n,c] with axis 0", [2, 3, 2, 3])
    case.pooling("data > pool", pool="AVE", global_pooling=True)
    case.layer("Flatten", "pool > gate")
    case.layer("Scale", "data gate > out", scale_param={"axis": 0})

    case = cases.new(
        "scale: two bottoms, the second [n,c] of inner products (squeeze and excitation)", [2, 4, 3, 2]
    )
    case.pooling("data > squeeze", pool="AVE", global_pooling=True)
    case.inner_product("squeeze > reduce", 2, 4)
    case.layer("ReLU", "reduce > reduce", name="relu")
    case.inner_product("reduce > expand", 4, 2)
    case.layer("Sigmoid", "expand > gate")
    case.layer("Scale", "data gate > out", scale_param={"axis": 0})

    case = cases.new("scale: two bottoms, the second [c] with axis 1", [1, 3, 2, 3])
    case.pooling("data > pool", pool="MAX", global_pooling=True)
    case.layer("Reshape", "pool > gate", reshape_param={"shape": {"dim": 3}})
    case.layer("Scale", "data gate > out")

    case = cases.new("scale: two bottoms of one shape with axis 0", [1, 2, 3, 3])
    case.layer("AbsVal", "data > absolute")
    case.layer("Scale", "data absolute > out", scale_param={"axis": 0})

    case = cases.new("scale: two bottoms, the second [c], and a bias of its own", [1, 3, 2, 3])
    case.pooling("data > pool", pool="AVE", global_pooling=True)
    case.layer("Reshape", "pool > gate", reshape_param={"shape": {"dim": 3}})
    case.layer("Scale", "data gate > out", [case.numbers(3)], scale_param={"bias_term": True})

    case = cases.new("bias: per channel", [2, 3, 2, 3])
    case.layer("Bias", "data > out", [case.numbers(3)])

    case = cases.new("bias: axis 2", [1, 2, 3, 4])
    case.layer("Bias", "data > out", [case.numbers(3)], bias_param={"axis": 2})

    case = cases.new("bias: two bottoms, the second [n,c] with axis 0", [2, 3, 2, 3])
    case.pooling("data > pool", pool="MAX", global_pooling=True)
    case.layer("Flatten", "pool > offset")
    case.layer("Bias", "data offset > out", bias_param={"axis": 0})
