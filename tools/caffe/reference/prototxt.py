"""A net in protobuf's text format."""

from v1_types import V1_TYPES


def text_value(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def text_fields(message):
    """The fields of a message: lists are repeated fields, dictionaries messages, strings enum values."""
    parts = []
    for name, value in message.items():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                parts.append(f"{name} {{ {text_fields(item)} }}")
            else:
                parts.append(f"{name}: {text_value(item)}")
    return " ".join(parts)


def text_layer(layer, style):
    kind = V1_TYPES[layer.type][0] if style == "layers" else f'"{layer.type}"'
    parts = [f'name: "{layer.name}"', f"type: {kind}"]
    parts += [f'bottom: "{bottom}"' for bottom in layer.bottoms]
    parts += [f'top: "{top}"' for top in layer.tops]
    if layer.params:
        parts.append(text_fields(layer.params))
    return f"{style} {{ {' '.join(parts)} }}\n"


def input_shape(dims):
    return f'input: "data"\ninput_shape {{ {text_fields({"dim": dims})} }}\n'


def input_dim(dims):
    return 'input: "data"\n' + "".join(f"input_dim: {dim}\n" for dim in dims)


def input_layer(dims):
    shape = text_fields({"dim": dims})
    return 'layer { name: "data" type: "Input" top: "data" ' f"input_param {{ shape: {{ {shape} }} }} }}\n"
