"""A layer of a net: what its prototxt and its caffemodel say of it."""


class Layer:
    def __init__(self, kind, wiring, blobs, name, params):
        bottoms, tops = wiring.split(">")
        self.type = kind
        self.bottoms = bottoms.split()
        self.tops = tops.split()
        self.name = name or self.tops[0]
        self.blobs = blobs
        self.params = params
