"""The Keras code for exactly what a page shows, to copy. Each snippet defines `result`; the tests run every one of them.

A snippet begins after ``picture`` is there: the array that the page shows, float32 of shape (rows, columns).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from lessons.core.architecture import Row
from lessons.core.convolution import BOUNDARIES
from lessons.texts.training_snippets import split_code, training_code
from lessons.training.settings import ScratchSettings

_PADDING = """\
# Keras pads with zeros only, so NumPy adds the border.
picture = np.pad(picture, {amounts}, mode="{mode}")
"""

_CONVOLUTION = """\
import keras
import numpy as np

kernel = np.array({kernel}, dtype="float32"){turn}
{border}
layer = keras.layers.Conv2D(
    filters=1, kernel_size={size}, strides={stride}, padding="{padding}", dilation_rate={dilation}, use_bias=False
)
layer.build((None, *picture.shape, 1))
layer.set_weights([kernel[:, :, None, None]])  # rows, columns, channels in, filters out
result = layer(picture[None, :, :, None])[0, :, :, 0]  # a batch of one picture with one channel
"""

_CONVOLUTION_OPS = """\
import keras
import numpy as np

kernel = np.array({kernel}, dtype="float32"){turn}
{border}
# Keras has no layer with both strides and dilation: put zeros between the weights instead.
spread = np.zeros({spread}, dtype="float32")
spread[::{dilation}, ::{dilation}] = kernel
result = keras.ops.conv(picture[None, :, :, None], spread[:, :, None, None], strides={stride}, padding="{padding}")
result = result[0, :, :, 0]
"""

_ACTIVATION = """\
import keras

layer = keras.layers.Activation("{name}")
result = layer(picture)
"""

_POOLING = """\
import keras

layer = keras.layers.{layer}(pool_size={size}, strides={stride}, padding="{padding}")
result = layer(picture[None, :, :, None])[0, :, :, 0]  # a batch of one map with one channel
"""


PIXELS_CODE = """\
import keras
import numpy as np

grey = picture @ np.array([0.299, 0.587, 0.114], dtype="float32")  # picture: rows, columns, RGB
scaled = (grey - grey.min()) / (grey.max() - grey.min())  # min-max scaling
result = keras.applications.vgg16.preprocess_input(picture.copy())  # BGR, minus ImageNet's mean
"""
"""Code for what the page Pixels shows; here ``picture`` has the shape (rows, columns, 3)."""


def convolution_code(
    kernel: npt.NDArray[np.float32],
    amounts: Sequence[tuple[int, int]],
    *,
    stride: int,
    padding: str | int,
    dilation: int,
    boundary: str,
    flip: bool = False,
) -> str:
    """Code for `convolve2d` on a 2-D picture; `amounts` are the pixels of padding per axis, each (before, after)."""
    border = ""
    if boundary != "zero" or not isinstance(padding, str):
        border, padding = _PADDING.format(amounts=[tuple(pair) for pair in amounts], mode=BOUNDARIES[boundary]), "valid"
    template = _CONVOLUTION_OPS if stride > 1 and dilation > 1 else _CONVOLUTION
    return template.format(
        kernel=[[float(value) for value in row] for row in np.asarray(kernel)],
        turn="[::-1, ::-1].copy()  # turned by 180 degrees: Keras does not do that" if flip else "",
        border=border,
        size=tuple(kernel.shape),
        spread=tuple(dilation * (size - 1) + 1 for size in kernel.shape),
        stride=stride,
        padding=padding,
        dilation=dilation,
    )


def activation_code(name: str) -> str:
    """Code for one of `lessons.core.activation.ACTIVATIONS`."""
    return _ACTIVATION.format(name=name)


def pooling_code(size: int, *, stride: int, padding: str, mode: str) -> str:
    """Code for `pool2d` on a 2-D map."""
    layer = {"max": "MaxPooling2D", "average": "AveragePooling2D"}[mode]
    return _POOLING.format(layer=layer, size=size, stride=stride, padding=padding)


_DENSE = """\
import keras
import numpy as np

# maps: (rows, columns, channels); weights: (inputs, classes); bias: (classes,)
head = keras.Sequential([
    keras.Input({shape}),
    {layer},
    keras.layers.Dense({classes}, name="logits"),
])
head.get_layer("logits").set_weights([weights, bias])
logits = np.array(head(maps[None]))[0]  # a batch of one
result = keras.ops.softmax((logits + {added}) / {temperature})
"""

_VECTOR_LAYERS = {"flatten": "keras.layers.Flatten()", "global average pooling": "keras.layers.GlobalAveragePooling2D()"}


def dense_code(shape: tuple[int, ...], classes: int, *, vector: str, temperature: float, added: float) -> str:
    """Code for a dense layer with softmax on ``maps`` with ``weights`` and ``bias``; `vector` is flatten or average pooling."""
    return _DENSE.format(
        shape=tuple(shape), classes=classes, layer=_VECTOR_LAYERS[vector], temperature=float(temperature), added=float(added)
    )


_FILTER = """\
import keras
import numpy as np

# picture: (rows, columns, RGB)
kernels = np.array({kernels}, dtype="float32")  # channel, row, column
layer = keras.layers.Conv2D(filters=1, kernel_size=3)
layer.build((None, *picture.shape))
layer.set_weights([kernels.transpose(1, 2, 0)[..., None], np.array([{bias}])])  # rows, columns, channels in, filters out
result = layer(picture[None])[0, :, :, 0]
"""


def filter_code(kernel: npt.NDArray[Any], bias: float) -> str:
    """Code for one filter (rows, columns, channels) over ``picture`` of shape (rows, columns, channels)."""
    return _FILTER.format(kernels=np.moveaxis(np.asarray(kernel), -1, 0).tolist(), bias=float(bias))


_LEARN = """\
import numpy as np
import tensorflow as tf

# picture: (rows, columns); target: (rows - 2, columns - 2)
images = tf.constant(picture[None, :, :, None])
start = np.random.default_rng({seed}).normal(0, 0.3, (3, 3, 1, 1))
kernel = tf.Variable(start, dtype="float32")
for step in range({steps}):
    with tf.GradientTape() as tape:
        difference = tf.nn.conv2d(images, kernel, strides=1, padding="VALID")[0, :, :, 0] - target
        loss = tf.reduce_mean(difference**2)
    kernel.assign_sub({rate} * tape.gradient(loss, kernel))
result = kernel[:, :, 0, 0]
"""


def learning_code(*, steps: int, rate: float, seed: int) -> str:
    """Code that learns a kernel from ``picture`` and ``target`` by gradient descent."""
    return _LEARN.format(steps=steps, rate=rate, seed=seed)


_NEURONS = """\
import keras

{step}# picture: (8, 8), from 0 to 1; weights: of each layer (inputs, neurons), and its bias (neurons,)
model = keras.Sequential([
    keras.Input((64,)),
{layers}
])
model.set_weights(weights)
result = model(picture.reshape(1, 64))[0]
"""
_NEURONS_LEARN = """\

# Let it learn. drawings: (drawings, 64); targets: {targets}
model.compile(optimizer=keras.optimizers.SGD({rate}), loss="{loss}")
model.fit(drawings, targets, epochs={steps}, batch_size=len(drawings), verbose=0)
"""
_STEP = """\
def step(sums):
    return keras.ops.cast(sums >= 0, "float32")


"""


def neurons_code(sizes: Sequence[int], activation: str, *, steps: int, rate: float) -> str:
    """Code for a small network of these sizes: its answer to ``picture``, and so many steps of learning, if it has slopes."""
    bend = '"sigmoid"' if activation == "Sigmoid" else "step"
    layers = [f"    keras.layers.Dense({count}, activation={bend})," for count in sizes[1:]]
    loss, targets = "binary_crossentropy", "1 where it should fire, else 0"
    if sizes[-1] > 1:
        layers[-1] = f'    keras.layers.Dense({sizes[-1]}, activation="softmax"),'
        loss, targets = "sparse_categorical_crossentropy", f"the right answers, 0 to {sizes[-1] - 1}"
    has_step = activation == "Step" and len(layers) + (sizes[-1] == 1) > 1
    code = _NEURONS.format(layers="\n".join(layers), step=_STEP if has_step else "")
    return code if has_step else code + _NEURONS_LEARN.format(steps=steps, rate=rate, loss=loss, targets=targets)


_BACK = """\
import numpy as np
import tensorflow as tf

# picture: (5, 5), from 0 to 1; kernel: (2, 2); bias: a number; weights: (4, 2); biases: (2,)
parts = [tf.Variable(part, dtype="float64") for part in (kernel, bias, weights, biases)]
for step in range({steps} + 1):
    with tf.GradientTape() as tape:
        feature_map = tf.nn.conv2d(picture[None, :, :, None], parts[0][:, :, None, None], 1, "VALID") + parts[1]
        pooled = tf.nn.max_pool2d(tf.nn.relu(feature_map), 2, 2, "VALID")
        sums = tf.reshape(pooled, (1, 4)) @ parts[2] + parts[3]
        loss = tf.nn.sparse_softmax_cross_entropy_with_logits([{right}], sums)[0]
    slopes = tape.gradient(loss, parts)
    if step < {steps}:
        for part, slope in zip(parts, slopes):
            part.assign_sub({rate} * slope)
result = [slope.numpy() for slope in slopes]
"""


def backpropagation_code(*, steps: int, rate: float, right: int) -> str:
    """Code that has TensorFlow find the slopes of a small network's loss, after some steps of learning from ``picture``."""
    return _BACK.format(steps=steps, rate=rate, right=right)


_NETWORK = """\
import keras
from sklearn.model_selection import train_test_split

# pictures: uint8 (pictures, {size}, {size}, 3); targets: int (pictures,), from 0 to {last}
{split}

model = keras.Sequential([
    keras.Input(({size}, {size}, 3)),
    keras.layers.Rescaling(1 / 127.5, offset=-1),
{layers}
])

{training}result = model(pictures)
"""

_KERAS_LAYERS = {
    "conv": 'Conv2D({filters}, {kernel}, strides={stride}, padding="{padding}", activation="{activation}")',
    "max": "MaxPooling2D({window}, strides={stride})",
    "average": "AveragePooling2D({window}, strides={stride})",
    "activation": 'Activation("{activation}")',
    "norm": "BatchNormalization(momentum=0.9)",
    "dropout": "Dropout({rate})",
    "flatten": "Flatten()",
    "global": "GlobalAveragePooling2D()",
    "dense": 'Dense({units}, activation="{activation}")',
}


def network_code(rows: Sequence[Row], settings: ScratchSettings) -> str:
    """Code for a described stack, and for training it on ``pictures`` and ``targets`` with these settings."""
    layers = "\n".join(f"    keras.layers.{_KERAS_LAYERS[row.layer.kind].format(**row.layer.options)}," for row in rows)
    return _NETWORK.format(
        size=settings.image_size,
        last=rows[-1].shape[0] - 1,
        layers=layers,
        split=split_code(settings),
        training=training_code(settings, settings.learning_rate, settings.epochs),
    )


_UNIT = """\
import keras
import numpy as np

# {network}; picture: ({size}, {size}, RGB), raw 0-255
layer = {model}.get_layer("{layer}")
inputs = keras.Model({model}.inputs, layer.input)([picture[None]])
kernel, bias = layer.get_weights()
padded = np.pad(np.array(inputs)[0], (({rim}, {rim}), ({rim}, {rim}), (0, 0)))  # "same" padding of a {window} × {window} window
patch = padded[{row} : {row} + {window}, {column} : {column} + {window}]
contributions = (patch * kernel[..., {channel}]).sum(axis=(0, 1))  # one number for each map of the layer before
{bend}
"""

_BENDS = {
    0: "result = max(contributions.sum() + bias[{channel}], 0)  # ReLU",
    1: "result = contributions.sum() + bias[{channel}]  # no activation function",
}
_LEAKY = """\
total = contributions.sum() + bias[{channel}]  # batch normalisation is worked into the kernel and the bias
result = total if total > 0 else {slope:g} * total  # leaky ReLU"""


def unit_code(
    layer: str, channel: int, row: int, column: int, *, size: int, network: str, window: int = 3, slope: float = 0.0
) -> str:
    """Code for one cell of a map of VGG16, of a learner's own network or of the detector: "vgg16", "own" or "yolo".

    `window` is the side of the kernel, and `slope` that of the activation function below zero.
    """
    bend = _BENDS.get(int(slope) if slope in _BENDS else -1, _LEAKY).format(channel=channel, slope=slope)
    where = {"layer": layer, "channel": channel, "row": row, "column": column, "size": size}
    name = "model" if network == "yolo" else "vgg16"
    told = {"yolo": _YOLO, "own": _OWN, "vgg16": _BUNDLED}[network]
    return _UNIT.format(network=told, model=name, window=window, rim=window // 2, bend=bend, **where)


_EXPLAIN = """\
import keras
import numpy as np
import tensorflow as tf

# model: raw 0-255 RGB -> {what}; picture: float32 ({size}, {size}, RGB)
probe = keras.Model(model.inputs, [model.get_layer("{layer}").output, model.outputs[0]])
image = tf.constant(picture[None])
with tf.GradientTape(persistent=True) as tape:
    tape.watch(image)
    maps, logits = probe([image])
    score = logits[0, {index}]
saliency = np.abs(tape.gradient(score, image)[0]).max(axis=-1)
weights = tf.reduce_mean(tape.gradient(score, maps), axis=(1, 2))[0]  # one for each map
result = np.maximum(maps[0].numpy() @ weights.numpy(), 0)  # Grad-CAM, before it is enlarged
"""


_EXPLAINED = {"classifier": "logits", "yolo": "logarithms of scores, lessons.nets.detector_scores.box_scores(load_yolo())"}


def explain_code(size: int, layer: str, class_index: int, *, what: str = "classifier") -> str:
    """Code for saliency and Grad-CAM of one class, or of a box of the detector, "yolo", from ``model`` and ``picture``."""
    return _EXPLAIN.format(size=size, layer=layer, index=class_index, what=_EXPLAINED[what])


ERASE_CODE = """\
import numpy as np

# model: raw 0-255 RGB -> probabilities; picture: float32 (rows, columns, RGB); mask: True where it is covered
covered = np.where(mask[..., None], picture.mean(axis=(0, 1)), picture)
before, after = model.predict(np.stack([picture, covered]), verbose=0)
best = before.argmax()
result = before[best], after[best]  # how far the answer rests on what is under the mask
"""

NEIGHBOURS_CODE = """\
import numpy as np
from sklearn.decomposition import PCA
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import StandardScaler

# maps: float32 (pictures, rows, columns, channels), a layer's; targets: the class of each picture
vectors = StandardScaler().fit_transform(maps.mean(axis=(1, 2)))
places = PCA(2).fit_transform(vectors)  # where each picture lies on the map
nearest = NearestNeighbors(n_neighbors=6).fit(vectors).kneighbors(vectors, return_distance=False)[:, 1:]
result = np.mean(targets[nearest] == targets[:, None])  # of the five nearest, the share of the same class
"""

_SHORTCUT = """\
import keras

inputs = keras.Input((16, 16, 3))  # raw 0-255 RGB


def convolution(maps, add=None):
    maps = keras.layers.Conv2D(16, 3, padding="same")(maps){norm}
    if add is not None:
        maps = keras.layers.Add()([add, maps])  # the shortcut
    return keras.layers.ReLU()(maps)


maps = convolution(keras.layers.Rescaling(1 / 127.5, offset=-1)(inputs))
for _ in range(9):
    maps = convolution(convolution(maps), add=maps)  # without add=maps: the plain network
vector = keras.layers.GlobalAveragePooling2D()(maps)
result = keras.Model(inputs, keras.layers.Dense({classes}, activation="softmax")(vector))
"""

_BLOCK = """\
import keras

# maps: float32 (1, rows, columns, {count})
result = keras.layers.{layer}(maps{training})
"""

_BLOCK_LAYERS = {
    "3 × 3": 'Conv2D({count}, 3, padding="same", activation="relu")',
    "1 × 1": 'Conv2D({count}, 1, activation="relu")',
    "Stride 2": 'Conv2D({count}, 3, strides=2, padding="same", activation="relu")',
    "Separable": 'SeparableConv2D({count}, 3, padding="same", activation="relu")',
    "Batch norm": "BatchNormalization()",
    "Dropout": "Dropout(0.5)",
}


def block_code(block: str, count: int, *, learning: bool) -> str:
    """Code for one building block on ``maps``; for what is no single layer, that of `shortcut_code`."""
    layer = _BLOCK_LAYERS[block].format(count=count)
    training = f", training={learning}" if block in ("Batch norm", "Dropout") else ""
    return _BLOCK.format(count=count, layer=layer, training=training)


def has_layer(block: str) -> bool:
    """Whether a block is one layer of Keras."""
    return block in _BLOCK_LAYERS


def shortcut_code(classes: int, *, norm: bool) -> str:
    """Code for twenty layers with shortcuts."""
    layer = "\n    maps = keras.layers.BatchNormalization(momentum=0.9)(maps)"
    return _SHORTCUT.format(classes=classes, norm=layer if norm else "")


_TRANSFORMER = """\
import keras


class Positions(keras.layers.Layer):
    def build(self, shape):
        self.positions = self.add_weight(shape=shape[1:], initializer="random_normal")

    def call(self, tokens):
        return tokens + self.positions  # where each patch lies


inputs = keras.Input(({side}, {side}, 3))  # raw 0-255 RGB
scaled = keras.layers.Rescaling(1 / 127.5, offset=-1)(inputs)
patches = keras.layers.Conv2D({numbers}, {patch}, strides={patch})(scaled)  # one dense layer for all patches
tokens = Positions()(keras.layers.Reshape((-1, {numbers}))(patches))
for _ in range(2):
    ready = keras.layers.LayerNormalization()(tokens)
    tokens = keras.layers.Add()([tokens, keras.layers.MultiHeadAttention({heads}, {size})(ready, ready)])
    ready = keras.layers.LayerNormalization()(tokens)
    wide = keras.layers.Dense({wide}, activation="relu")(ready)
    tokens = keras.layers.Add()([tokens, keras.layers.Dense({numbers})(wide)])
vector = keras.layers.GlobalAveragePooling1D()(keras.layers.LayerNormalization()(tokens))
result = keras.Model(inputs, keras.layers.Dense({classes}, activation="softmax")(vector))
"""


def transformer_code(side: int, patch: int, numbers: int, heads: int, classes: int) -> str:
    """Code for a small vision transformer."""
    about = {"side": side, "patch": patch, "numbers": numbers, "heads": heads, "classes": classes}
    return _TRANSFORMER.format(size=numbers // heads, wide=2 * numbers, **about)


_FOOL = """\
import keras
import numpy as np
import tensorflow as tf

# model: raw 0-255 RGB -> probabilities; picture: float32 ({size}, {size}, RGB) of whole numbers
strength, steps = {strength}, {steps}
low, high = np.maximum(picture - strength, 0), np.minimum(picture + strength, 255)
at = tf.Variable(picture[None])
for step in range(steps):
    with tf.GradientTape() as tape:
        loss = keras.losses.sparse_categorical_crossentropy(np.array([{index}]), model(at))[0]
    way = tf.sign(tape.gradient(loss, at))  # where the loss of the class grows: we go {way}
    at.assign(tf.clip_by_value(at {sign} {pace} * way, low, high))
result = np.rint(at[0])  # a picture that looks the same
"""


def fool_code(size: int, index: int, strength: int, *, steps: int, towards: bool) -> str:
    """Code that adds noise to ``picture`` so that ``model`` sees a class in it, or no longer sees it."""
    pace = max(1.0, 2.5 * strength / steps)
    sign, way = ("-", "down") if towards else ("+", "up")
    return _FOOL.format(size=size, index=index, strength=strength, steps=steps, pace=f"{pace:g}", sign=sign, way=way)


_MAXIMISE = """\
import keras
import numpy as np
import tensorflow as tf

# vgg16: raw 0-255 RGB -> maps
probe = keras.Model(vgg16.inputs, vgg16.get_layer("{layer}").output)
picture = tf.Variable(np.random.default_rng({seed}).normal(118, 12, (1, *vgg16.inputs[0].shape[1:])), dtype="float32")
for step in range({steps}):
    with tf.GradientTape() as tape:
        score = tf.reduce_mean(probe([picture])[..., {channel}])
    gradient = tape.gradient(score, picture)
    gradient /= tf.math.reduce_std(gradient) + 1e-12
    picture.assign(tf.clip_by_value(picture + 9 * gradient, 0, 255))  # the page adds jitter and blur
result = picture[0]
"""


def maximise_code(layer: str, channel: int, *, steps: int, seed: int) -> str:
    """Code that draws what a channel of ``vgg16`` answers to, without regularisation."""
    return _MAXIMISE.format(layer=layer, channel=channel, steps=steps, seed=seed)


_MAPS = """\
import keras

# {network}; picture: ({size}, {size}, RGB), raw 0-255
layers = [layer for layer in vgg16.layers if layer.name.startswith("block")]
probe = keras.Model(vgg16.inputs, {{layer.name: layer.output for layer in layers}})
result = probe([picture[None]])  # layer name -> maps (1, rows, columns, channels), all in one pass
"""

_BUNDLED = "vgg16: keras.applications.VGG16(include_top=False)"
_YOLO = "model: lessons.nets.yolov3_tiny.load_yolo()"
_OWN = 'vgg16: keras.models.load_model("model.keras"), your own network'


def maps_code(size: int, *, own: bool) -> str:
    """Code for all maps of VGG16, or of a learner's own network that begins with it, from ``vgg16`` and ``picture``."""
    return _MAPS.format(network=_OWN if own else _BUNDLED, size=size)


_ZOO = """\
import keras
from keras.applications import {module} as family

base = family.{function}(include_top=False, weights={weights!r}, input_shape=({size}, {size}, 3))
base.trainable = False
result = base(family.preprocess_input(picture[None].copy()))  # picture: ({size}, {size}, RGB), raw 0-255
"""

_FAMILIES = {
    "VGG16": "vgg16",
    "ResNet50": "resnet50",
    "InceptionV3": "inception_v3",
    "MobileNetV2": "mobilenet_v2",
    "Xception": "xception",
    "DenseNet121": "densenet",
    "EfficientNetB0": "efficientnet",
    "ConvNeXtTiny": "convnext",
}


def zoo_code(function: str, size: int, *, weights: str | None = "imagenet") -> str:
    """Code for the base of a network of `keras.applications`, with its own scaling of ``picture``."""
    return _ZOO.format(module=_FAMILIES[function], function=function, size=size, weights=weights)


_DESTROY = """\
import keras
import numpy as np

rng = np.random.default_rng({seed})
twin = keras.models.clone_model(model)
twin.set_weights(model.get_weights())
layers = [layer for layer in twin.layers[::-1] if layer.weights and layer.name != "preprocessing"]
for layer in layers[:{count}]:  # from the last one towards the first
    layer.set_weights([rng.permutation(array.ravel()).reshape(array.shape) for array in layer.get_weights()])
result = twin  # explain this one, and compare
"""


def destroy_code(count: int, *, seed: int) -> str:
    """Code that shuffles the weights of a twin of ``model`` in its last `count` layers."""
    return _DESTROY.format(count=count, seed=seed)
