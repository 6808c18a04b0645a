"""Protobuf's wire format, as far as a caffemodel needs it."""


def varint(value):
    encoded = bytearray()
    while value > 0x7F:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


def varint_field(number, value):
    return varint(number << 3) + varint(value)


def bytes_field(number, content):
    return varint(number << 3 | 2) + varint(len(content)) + content


def string_fields(number, strings):
    return b"".join(bytes_field(number, string.encode()) for string in strings)
