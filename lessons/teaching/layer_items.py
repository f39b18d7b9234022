"""Items of the test of learning about layers: pictures, convolution, pooling, activation, and what comes out of them."""

import numpy as np

from lessons.core.activation import ACTIVATIONS
from lessons.core.convolution import convolve2d
from lessons.core.pooling import pool2d
from lessons.core.receptive_field import receptive_field
from lessons.core.shapes import output_size
from lessons.teaching.learning_item import Asked, Item, one_of
from lessons.texts.questions import number_text


def _numbers_of_a_picture(form: int, rng: np.random.Generator) -> Asked:
    rows, columns = int(rng.integers(11, 40)), int(rng.integers(41, 60))
    thing = ("A colour photo", "A colour scan of a leaf")[form]
    return Asked(
        f"{thing} has {rows} rows and {columns} columns. How many numbers does a network get from it?",
        number_text(3 * rows * columns),
        {
            "colour is one number": number_text(rows * columns),
            "counts the values that are possible": number_text(256 * rows * columns),
            "adds the sides": number_text(3 * (rows + columns)),
        },
    )


def _one_sum(form: int, rng: np.random.Generator) -> Asked:
    first = int(rng.integers(10, 40))
    pixels = [first, first + int(rng.integers(5, 30)), first + int(rng.integers(40, 90))]
    weights = [-1, 0, 1]
    where = ("side by side", "one below the other")[form]
    shape = (1, 3) if form == 0 else (3, 1)
    found = convolve2d(np.reshape(pixels, shape).astype(np.float32), np.reshape(weights, shape).astype(np.float32))
    return Asked(
        f"A kernel has the weights −1, 0 and 1, {where}. It lies on the pixels {pixels[0]}, {pixels[1]} and "
        f"{pixels[2]}, in this order. What is written into the feature map?",
        number_text(found.item()),
        {
            "adds the pixels without the weights": number_text(sum(pixels)),
            "takes the largest product": number_text(pixels[2]),
            "turns the kernel around": number_text(-found.item()),
        },
    )


def _map_size(form: int, rng: np.random.Generator) -> Asked:
    side, kernel = int(rng.integers(20, 60)), one_of(rng, [5, 7])
    thing = ("a grey picture", "a grey drawing")[form]

    def times(length: int) -> str:
        return f"{length} × {length}"

    return Asked(
        f"A kernel of {times(kernel)} slides over {thing} of {times(side)}, one pixel at a time, without padding. "
        "How large is the feature map?",
        times(output_size(side, kernel)),
        {
            "the map is as large as the input": times(side),
            "takes the whole kernel away": times(side - kernel),
            "the map is as large as the kernel": times(kernel),
        },
    )


def _stride(form: int, rng: np.random.Generator) -> Asked:
    side = 4 * int(rng.integers(5, 16))
    what = ("Max pooling", "Average pooling")[form]
    return Asked(
        f"{what} has a window of 2 × 2 and a stride of 2. A map of {side} × {side} goes in. How many rows come out?",
        str(output_size(side, 2, stride=2)),
        {
            "moves by one whatever the stride is": str(output_size(side, 2)),
            "takes the window away": str(side - 2),
            "divides each side by the window's area": str(side // 4),
        },
    )


def _sharing(form: int, rng: np.random.Generator) -> Asked:
    filters, side = one_of(rng, [4, 8, 16]), int(rng.integers(20, 50))
    thing = ("pictures", "drawings")[form]
    return Asked(
        f"A layer has {filters} filters of 3 × 3 and looks at grey {thing} of {side} × {side}. "
        "How many weights does it learn, without biases?",
        number_text(9 * filters),
        {
            "each place has weights of its own": number_text(9 * filters * output_size(side, 3) ** 2),
            "all filters share one kernel": "9",
            "each pixel has a weight, as in a dense layer": number_text(filters * side * side),
        },
    )


def _all_channels(form: int, rng: np.random.Generator) -> Asked:
    maps = one_of(rng, [8, 16, 32, 64])
    size = (3, 5)[form]
    return Asked(
        f"A convolution gets {maps} maps from the layer before. How many weights does one of its filters of "
        f"{size} × {size} have, without its bias?",
        number_text(size * size * maps),
        {
            "a filter looks at one channel": number_text(size * size),
            "adds channels instead of multiplying": number_text(size * size + maps),
            "counts one side of the kernel": number_text(size * maps),
        },
    )


def _maps_out(form: int, rng: np.random.Generator) -> Asked:
    filters, maps = one_of(rng, [10, 20, 40]), one_of(rng, [3, 6, 12])
    place = ("second", "third")[form]
    return Asked(
        f"The {place} convolution of a network has {filters} filters and gets {maps} maps. How many maps does it give?",
        str(filters),
        {
            "each channel makes a map of its own": str(filters * maps),
            "a layer keeps the number of maps": str(maps),
            "all filters are added up": "1",
        },
    )


def _moved(form: int, rng: np.random.Generator) -> Asked:
    pixels = int(rng.integers(3, 12))
    thing, way, back = (("cat", "to the right", "to the left"), ("bird", "downwards", "upwards"))[form]
    return Asked(
        f"In a photo a {thing} moves {pixels} pixels {way}. What happens to the values that it causes in the feature map of "
        "a convolution with stride 1?",
        f"They move {pixels} cells {way}, with the same values",
        {
            "a convolution ignores where things are": "They stay in the same cells, with the same values",
            "each place has a kernel of its own": "They get other values, as other weights meet them there",
            "the map moves against the picture": f"They move {pixels} cells {back}, with the same values",
        },
    )


def _learned_filters(form: int, rng: np.random.Generator) -> Asked:
    what = ("the first filters of a network, which answer to edges,", "the late filters of a network, which answer to wheels,")
    del rng
    return Asked(
        f"Where do the weights of {what[form]} come from?",
        "They began at random, and training changed them step by step",
        {
            "people design the filters": "Programmers chose them from what they know about pictures",
            "filters are mean pictures": "They are the mean of many pictures of such things",
            "filters are pieces of pictures": "They are pieces, cut out of pictures that it was trained on",
        },
    )


def _relu(form: int, rng: np.random.Generator) -> Asked:
    low, high = -int(rng.integers(2, 9)), int(rng.integers(2, 9)) + 9
    values = (low, high) if form == 0 else (high, low)
    kept = [int(value) for value in ACTIVATIONS["relu"](np.array(values, np.float32))]

    def told(pair: tuple[int, int] | list[int]) -> str:
        return f"{pair[0]} and {pair[1]}".replace("-", "−")

    return Asked(
        f"Two cells of a map hold {told(values)}. What do they hold after ReLU?",
        told(kept),
        {
            "drops the sign": told([abs(value) for value in values]),
            "writes 0 or 1": told([int(value > 0) for value in values]),
            "changes nothing": told(values),
        },
    )


def _why_bend(form: int, rng: np.random.Generator) -> Asked:
    count = int(rng.integers(2, 5)) + form * 3
    what = ("convolutions", "dense layers")[form]
    one = ("one convolution", "one dense layer")[form]
    return Asked(
        f"A network has {count} {what} in a row, with no activation function between them. What can they do together?",
        f"No more than {one} could do",
        {
            "more layers always do more": f"{count} times as much as {one} could do",
            "depth alone bends": "All that a network with ReLU between them can do",
            "without activation nothing passes": "Nothing: without activation no value goes through",
        },
    )


def _max_pooling(form: int, rng: np.random.Generator) -> Asked:
    low = sorted(int(value) for value in rng.choice(np.arange(1, 9), 3, replace=False))
    high = low[2] + int(rng.integers(2, 9))
    order = ([low[1], high, low[0], low[2]], [low[0], low[2], high, low[1]])[form]
    window = np.reshape(order, (2, 2)).astype(np.float32)
    return Asked(
        f"A window of max pooling covers {order[0]} and {order[1]} above, {order[2]} and {order[3]} below. What does it write?",
        number_text(pool2d(window, 2).item()),
        {
            "takes the mean": number_text(pool2d(window, 2, mode="average").item()),
            "adds the values": number_text(window.sum()),
            "takes the smallest": number_text(window.min()),
        },
    )


def _field(form: int, rng: np.random.Generator) -> Asked:
    layers = int(rng.integers(2, 4)) + 2 * form
    side = receptive_field([(3,)] * layers)[-1].size

    def times(length: int) -> str:
        return f"{length} × {length}"

    return Asked(
        f"{('Two', 'Three', 'Four', 'Five')[layers - 2]} convolutions of 3 × 3 with stride 1 follow each other. "
        "How large is the part of the picture that one cell of the last map can see?",
        times(side),
        {
            "a cell sees its own kernel only": times(3),
            "adds up the kernels' sides": times(3 * layers),
            "multiplies the kernels' sides": times(3**layers),
        },
    )


LAYER_ITEMS = (
    Item("A colour picture has three numbers for each pixel", "pixels", _numbers_of_a_picture),
    Item("A cell of a map is a sum of products", "convolution", _one_sum),
    Item("The size of a feature map", "convolution", _map_size),
    Item("What a stride does to the size", "pooling", _stride),
    Item("All places share the same weights", "convolution", _sharing),
    Item("A filter spans all channels", "filters", _all_channels),
    Item("Each filter makes one map", "filters", _maps_out),
    Item("What moves in the picture moves in the map", "convolution", _moved),
    Item("Filters are learned", "learn_kernel", _learned_filters),
    Item("What ReLU does", "activation", _relu),
    Item("Why activation functions are needed", "activation", _why_bend),
    Item("What max pooling keeps", "pooling", _max_pooling),
    Item("How far a deep cell sees", "unit", _field),
)
