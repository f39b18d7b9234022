"""The Keras code of the pages about layers, to copy. Each snippet defines `result`; the tests run every one of them.

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
