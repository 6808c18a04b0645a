"""What moves numbers and changes none: Flatten, Reshape and Slice."""


def shape_cases(cases):
    case = cases.new("flatten: default axes", [2, 3, 2, 3])
    case.layer("Flatten", "data > out")

    case = cases.new("flatten: axis 2", [1, 2, 3, 4])
    case.layer("Flatten", "data > out", flatten_param={"axis": 2})

    case = cases.new("flatten: axis 1 to end_axis 2", [1, 2, 3, 4])
    case.layer("Flatten", "data > out", flatten_param={"axis": 1, "end_axis": 2})

    case = cases.new("flatten: axis 0 to end_axis -3", [2, 3, 2, 2])
    case.layer("Flatten", "data > out", flatten_param={"axis": 0, "end_axis": -3})

    for name, dims, params in [
        ("dims 0 -1", [2, 3, 2, 2], {"shape": {"dim": [0, -1]}}),
        ("dims 0 2 -1 3", [1, 4, 3, 2], {"shape": {"dim": [0, 2, -1, 3]}}),
        ("dims 0 0 -1", [2, 3, 2, 2], {"shape": {"dim": [0, 0, -1]}}),
        ("dims all given", [1, 4, 3, 2], {"shape": {"dim": [1, 2, 6, 2]}}),
        ("axis 1 and num_axes 1", [1, 6, 2, 2], {"shape": {"dim": [3, 2]}, "axis": 1, "num_axes": 1}),
        ("axis 1 with dims 0 -1", [2, 3, 2, 2], {"shape": {"dim": [0, -1]}, "axis": 1}),
        ("axis -3 and num_axes 2", [1, 2, 3, 4], {"shape": {"dim": -1}, "axis": -3, "num_axes": 2}),
        ("num_axes 0 inserts axes", [1, 2, 3, 2], {"shape": {"dim": [1, 1]}, "axis": 2, "num_axes": 0}),
    ]:
        case = cases.new(f"reshape: {name}", dims)
        case.layer("Reshape", "data > out", reshape_param=params)

    case = cases.new("slice: slice_point", [1, 5, 2, 3])
    case.layer("Slice", "data > a b c", slice_param={"axis": 1, "slice_point": [1, 3]})
    case.layer("Concat", "c a b > out")

    case = cases.new("slice: evenly", [2, 6, 2, 2])
    case.layer("Slice", "data > a b c")
    case.layer("Eltwise", "a b c > out", eltwise_param={"operation": "SUM", "coeff": [1, -1, 2]})

    case = cases.new("slice: slice_dim", [1, 4, 2, 3])
    case.layer("Slice", "data > a b", slice_param={"slice_dim": 1, "slice_point": 1})
    case.layer("Concat", "b a > out")

    case = cases.new("slice: axis 2", [1, 2, 4, 3])
    case.layer("Slice", "data > a b", slice_param={"axis": 2})
    case.layer("Eltwise", "a b > out", eltwise_param={"operation": "PROD"})

    case = cases.new("slice: axis -1", [1, 2, 3, 4])
    case.layer("Slice", "data > a b", slice_param={"axis": -1, "slice_point": 3})
    case.layer("Concat", "b a > out", concat_param={"axis": 3})
