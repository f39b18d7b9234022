"""The Keras code of the pages beyond classification, to copy. Each snippet defines `result`; the tests run all of them."""

from lessons.advice.approach import Task
from lessons.advice.freezing import FREEZING, Freezing
from lessons.core.anchors import Grid
from lessons.core.yolo import GRIDS, SIZE

_LOCATOR = """\
import keras

# pictures: (scenes, {size}, {size}, RGB), raw 0-255; classes: (scenes,); boxes: (scenes, 4), middle, width, height as shares
inputs = keras.Input(({size}, {size}, 3))
maps = keras.layers.Rescaling(1 / 127.5, offset=-1)(inputs)
for filters, stride in [(16, 2), (32, 2), (32, 2), (32, 1), (64, 1)]:
    maps = keras.layers.Conv2D(filters, 3, strides=stride, padding="same", use_bias=False)(maps)
    maps = keras.layers.BatchNormalization(momentum=0.9)(maps)
    maps = keras.layers.Activation("relu")(maps)
what = keras.layers.Dense({classes}, activation="softmax", name="class")(keras.layers.GlobalMaxPooling2D()(maps))
where = keras.layers.Dense(64, use_bias=False)(keras.layers.Flatten()(maps))
where = keras.layers.Activation("relu")(keras.layers.BatchNormalization(momentum=0.9)(where))
where = keras.layers.Dense(4, activation="sigmoid", name="box")(where)
model = keras.Model(inputs, {{"class": what, "box": where}})

model.compile(
    optimizer=keras.optimizers.Adam(3e-3),
    loss={{"class": "sparse_categorical_crossentropy", "box": "mean_absolute_error"}},  # the page's box loss adds 1 - IoU
)
model.fit(pictures, {{"class": classes, "box": boxes}}, epochs=1, verbose=0)
result = model(pictures)["box"]
"""


def locator_code(size: int, classes: int) -> str:
    """Code for a box regressor, from ``pictures``, ``classes`` and ``boxes``."""
    return _LOCATOR.format(size=size, classes=classes)


_DETECTOR = """\
import numpy as np
import tensorflow as tf

# model: raw 0-255 RGB -> objectness, class and box of every anchor; picture: ({size}, {size}, RGB)
said = {{name: np.array(values[0]) for name, values in model(picture[None]).items()}}
columns, rows = np.meshgrid(range({cells}), range({cells}))
middles = (np.stack([columns, rows], axis=-1)[:, :, None] + said["box"][..., :2]) * {step:g}
halves = np.exp(said["box"][..., 2:]) * np.array({sides})[:, None] / 2
boxes = np.concatenate([middles - halves, middles + halves], axis=-1).clip(0, {size}).reshape(-1, 4)
result = []
for index in range({classes}):
    scores = (said["objectness"] * said["class"][..., index]).ravel()
    kept = tf.image.non_max_suppression(
        boxes[:, [1, 0, 3, 2]], scores, max_output_size=100, iou_threshold={overlap}, score_threshold={least}
    )
    result += [[*boxes[i], scores[i], index] for i in kept.numpy()]  # left, top, right, bottom, score, class
"""


def detector_code(grid: Grid, classes: int, *, overlap: float, least: float) -> str:
    """Code that runs a trained one-stage detector, from ``model`` and ``picture``."""
    return _DETECTOR.format(
        size=grid.size,
        cells=grid.cells,
        step=grid.step,
        sides=list(grid.sides),
        classes=classes,
        overlap=overlap,
        least=least,
    )


_YOLO = """\
import numpy as np
import tensorflow as tf

# model: raw 0-255 RGB -> {{"coarse": (1, 13, 13, 255), "fine": (1, 26, 26, 255)}}
# picture: (416, 416, RGB), the photo in the middle of a grey square
anchors = {{"coarse": {coarse}, "fine": {fine}}}
said = model(np.float32(picture)[None])
boxes, scores = [], []
for name, sizes in anchors.items():
    numbers = np.array(said[name][0])
    cells = len(numbers)
    numbers = numbers.reshape(cells, cells, 3, 85)
    sure = 1 / (1 + np.exp(-numbers[..., [0, 1, *range(4, 85)]]))  # the sigmoid of all but width and height
    corners = np.stack(np.meshgrid(range(cells), range(cells)), axis=-1)[:, :, None]
    middles = (corners + sure[..., :2]) * {size} / cells
    halves = np.exp(numbers[..., 2:4]) * np.array(sizes) / 2
    boxes += [np.concatenate([middles - halves, middles + halves], axis=-1).reshape(-1, 4)]
    scores += [(sure[..., 2:3] * sure[..., 3:]).reshape(-1, 80)]
boxes, scores = np.concatenate(boxes), np.concatenate(scores)
best, classes = scores.max(axis=1), scores.argmax(axis=1)
result = []  # left, top, right, bottom, score, class
for index in range(80):
    here = np.flatnonzero((classes == index) & (best >= {least:g}))
    corners = boxes[here][:, [1, 0, 3, 2]]  # top, left, bottom, right
    kept = tf.image.non_max_suppression(corners, best[here], max_output_size=100, iou_threshold={overlap:g})
    result += [[*boxes[i], best[i], index] for i in here[kept.numpy()]]
"""


def yolo_code(least: float, overlap: float) -> str:
    """Code that runs YOLOv3-tiny, from ``model`` and ``picture``."""
    coarse, fine = ([*map(list, grid.anchors)] for grid in GRIDS)
    return _YOLO.format(coarse=coarse, fine=fine, size=SIZE, least=least, overlap=overlap)


_SAME_BITS = """\
import numpy as np

# mine: the network to look at; original: keras.applications.VGG16(), with layers of the same names
names = {{layer.name for layer in mine.layers}}
result = {{}}
for layer in original.layers:
    if layer.name in names and layer.weights:
        pairs = zip(mine.get_layer(layer.name).get_weights(), layer.get_weights(), strict=True)
        result[layer.name] = all(np.array_equal(its, known) for its, known in pairs)
print(f"{{sum(result.values())}} of {{len(result)}} layers were never trained")
"""


def same_bits_code() -> str:
    """Code that finds which layers of ``mine`` have the very weights of ``original``."""
    return _SAME_BITS.format()


_FACE_VECTORS = {
    "pixels": """\
grey = faces @ np.float32([0.299, 0.587, 0.114])
vectors = grey.reshape(2, -1) - grey.mean(axis=(1, 2))[:, None]
""",
    "maps": """\
probe = keras.Model(vgg16.inputs, vgg16.get_layer("{vector}").output)
vectors = np.array(probe([faces])).mean(axis=(1, 2))  # one number for each map
""",
}
_FACES = """\
import keras
import numpy as np

# vgg16: raw 0-255 RGB -> maps; faces: float32 (2, {size}, {size}, RGB)
{vectors}
vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)  # length 1
result = np.linalg.norm(vectors[0] - vectors[1])
print("the same" if result <= {threshold:.2f} else "different")
"""


def faces_code(vector: str, *, size: int, threshold: float) -> str:
    """Code for the distance of two ``faces``, from a kind of vector of `lessons.faces.verification.VECTORS`."""
    vectors = _FACE_VECTORS["pixels" if vector == "pixels" else "maps"].format(vector=vector).strip()
    return _FACES.format(size=size, vectors=vectors, threshold=threshold)


_APPROACH = """\
import keras

base = keras.applications.MobileNetV2(include_top=False, weights={weights!r}, input_shape=({size}, {size}, 3))
{training}
inputs = keras.Input(({size}, {size}, 3))
maps = base(keras.layers.Rescaling(1 / 127.5, offset=-1)(inputs), training=False)
{head}
result = keras.Model(inputs, outputs)
result.compile(optimizer=keras.optimizers.Adam({rate}), loss={loss})
"""

_LAST = """\
for layer in base.layers[:-{layers}]:  # all but the last ones stay as they are; train a head first
    layer.trainable = False"""
_EARLIER = """\
base = keras.Model(base.inputs, base.get_layer("block_6_expand_relu").output)  # an earlier layer
base.trainable = False"""
_NONE, _ALL = "base.trainable = False", "base.trainable = True  # after a head was trained on the frozen base"
_HEAD_RATE = 1e-3  # where the base is frozen, and only a head learns


def _freezing(what: Freezing) -> str:
    """What is frozen, as code."""
    if what.earlier:
        return _EARLIER
    if what.last_layers is None:
        return _ALL
    return _LAST.format(layers=what.last_layers) if what.last_layers else _NONE


_HEADS = {
    "one class": (
        """\
vector = keras.layers.GlobalAveragePooling2D()(maps)
outputs = keras.layers.Dense({classes}, activation="softmax")(vector)""",
        '"sparse_categorical_crossentropy"',
    ),
    "several labels": (
        """\
vector = keras.layers.GlobalAveragePooling2D()(maps)
outputs = keras.layers.Dense({classes}, activation="sigmoid")(vector)""",
        '"binary_crossentropy"',
    ),
    "boxes": (
        """\
outputs = keras.layers.Conv2D(5 + {classes}, 1)(maps)  # in each cell: is there one, its box, its class
# Its loss has three parts, one for each of them: a function of your own goes to compile.""",
        "None",
    ),
    "pixels": (
        """\
maps = keras.layers.Conv2D(32, 3, padding="same", activation="relu")(maps)
scores = keras.layers.Conv2D({classes}, 1, activation="softmax")(maps)
outputs = keras.layers.UpSampling2D({size} // scores.shape[1], interpolation="bilinear")(scores)""",
        '"sparse_categorical_crossentropy"',
    ),
    "same or not": (
        """\
vector = keras.layers.GlobalAveragePooling2D()(maps)
outputs = keras.layers.UnitNormalization()(keras.layers.Dense(64)(vector))
# Its loss compares triples, an anchor, one of the same and another: a function of your own goes to compile.""",
        "None",
    ),
}


def approach_code(task: Task, *, classes: int = 4, size: int = 160, weights: str | None = "imagenet") -> str:
    """Code that begins a `lessons.advice.approach.Task`: what is frozen, what comes out, which loss and rate."""
    what = FREEZING[task.amount, task.known]
    head, loss = _HEADS[task.answer]
    head = head.format(classes=classes, size=size)
    return _APPROACH.format(
        weights=weights, size=size, training=_freezing(what), head=head, loss=loss, rate=what.rate or _HEAD_RATE
    )


_SEGMENTER = """\
import keras
from keras import layers

def block(maps, filters):
    for _ in range(2):
        maps = layers.Conv2D(filters, 3, padding="same", use_bias=False, kernel_initializer="he_normal")(maps)
        maps = layers.ReLU()(layers.BatchNormalization(momentum=0.9)(maps))
    return maps

inputs = keras.Input(({size}, {size}, 3))
down1 = block(layers.Rescaling(1 / 127.5, offset=-1)(inputs), 8)
down2 = block(layers.MaxPooling2D()(down1), 16)
down3 = block(layers.MaxPooling2D()(down2), 32)
maps = block(layers.MaxPooling2D()(down3), 64)
for skipped, filters in ((down3, 32), (down2, 16), (down1, 8)):  # up again, and join what the way down knew
    maps = block(layers.Concatenate()([layers.UpSampling2D()(maps), skipped]), filters)
result = keras.Model(inputs, layers.Softmax()(layers.Conv2D({classes}, 1)(maps)))
# pictures: uint8 (scenes, {size}, {size}, 3); masks: int (scenes, {size}, {size}), from 0 to {last}
result.compile(optimizer=keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
result.fit(pictures, masks, epochs={epochs}, batch_size=16)
"""


def segmenter_code(size: int, classes: int, *, epochs: int = 10) -> str:
    """Code for the small U-Net, and for training it on ``pictures`` and ``masks``."""
    return _SEGMENTER.format(size=size, classes=classes, last=classes - 1, epochs=epochs)
