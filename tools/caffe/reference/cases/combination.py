"""What makes one blob of several: Concat and Eltwise."""


def combination_cases(cases):
    case = cases.new("concat: default axis", [2, 2, 3, 3])
    case.layer("Power", "data > squared", power_param={"power": 2})
    case.layer("Concat", "data squared > both")

    for name, params in [
        ("axis 1", {"axis": 1}),
        ("concat_dim 1", {"concat_dim": 1}),
        ("axis 2", {"axis": 2}),
        ("axis -1", {"axis": -1}),
    ]:
        case = cases.new(f"concat: {name}", [1, 2, 3, 3])
        case.layer("AbsVal", "data > absolute")
        case.layer("Power", "data > squared", power_param={"power": 2})
        case.layer("Concat", "squared data absolute > all", concat_param=params)

    case = cases.new("concat: axis 0", [1, 2, 3, 3])
    case.layer("AbsVal", "data > absolute")
    case.layer("Concat", "absolute data > both", concat_param={"axis": 0})

    for name, bottoms, params in [
        ("SUM is the default", "data squared", {}),
        ("SUM", "data squared", {"operation": "SUM"}),
        ("SUM of three", "data squared absolute", {"operation": "SUM"}),
        ("SUM with coeff 1 and -1", "data squared", {"operation": "SUM", "coeff": [1, -1]}),
        ("SUM of three with coeff", "data squared absolute", {"operation": "SUM", "coeff": [0.5, -1, 2]}),
        ("SUM of a blob with itself", "squared squared", {"operation": "SUM", "coeff": [1, 2]}),
        ("PROD", "data squared", {"operation": "PROD"}),
        ("PROD of three", "data squared absolute", {"operation": "PROD"}),
        ("MAX", "data squared", {"operation": "MAX"}),
        ("MAX of three", "data squared absolute", {"operation": "MAX"}),
    ]:
        case = cases.new(f"eltwise: {name}", [1, 2, 3, 4])
        case.layer("Power", "data > squared", power_param={"power": 2, "shift": -0.5})
        case.layer("AbsVal", "data > absolute")
        case.layer("Eltwise", f"{bottoms} > out", **({"eltwise_param": params} if params else {}))
