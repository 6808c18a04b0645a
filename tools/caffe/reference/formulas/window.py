"""The window of a convolution or a pool: kernel, stride, pad and dilation."""


def per_axis(params, name, default):
    """`name` once or once per axis, else `name_h` and `name_w` (base_conv_layer.cpp, pooling_layer.cpp)."""
    stem = name.removesuffix("_size")
    if f"{stem}_h" in params or f"{stem}_w" in params:
        return [params.get(f"{stem}_h", default), params.get(f"{stem}_w", default)]
    value = params.get(name, default)
    values = value if isinstance(value, list) else [value]
    return values * 2 if len(values) == 1 else values
