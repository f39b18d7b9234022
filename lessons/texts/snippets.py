"""The Keras code for exactly what a page shows, to copy. Each snippet defines `result`; the tests run every one of them.

A snippet begins after ``picture`` is there: the array that the page shows, float32 of shape (rows, columns).
"""

import numpy as np

from lessons.core.convolution import BOUNDARIES

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


def convolution_code(kernel, amounts, *, stride, padding, dilation, boundary, flip=False):
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


def activation_code(name):
    """Code for one of `lessons.core.activation.ACTIVATIONS`."""
    return _ACTIVATION.format(name=name)


def pooling_code(size, *, stride, padding, mode):
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


def dense_code(shape, classes, *, vector, temperature, added):
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


def filter_code(kernel, bias):
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


def learning_code(*, steps, rate, seed):
    """Code that learns a kernel from ``picture`` and ``target`` by gradient descent."""
    return _LEARN.format(steps=steps, rate=rate, seed=seed)


_NETWORK = """\
import keras

# pictures: uint8 (pictures, {size}, {size}, 3); targets: int (pictures,), from 0 to {last}
model = keras.Sequential([
    keras.Input(({size}, {size}, 3)),
    keras.layers.Rescaling(1 / 127.5, offset=-1),
{layers}
])
model.compile(
    optimizer=keras.optimizers.Adam({rate}), loss="sparse_categorical_crossentropy", metrics=["accuracy"]
)
model.fit(pictures, targets, epochs={epochs}, batch_size={batch}, validation_split={share})
result = model(pictures)
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


def network_code(rows, settings):
    """Code for a described stack, and for training it on ``pictures`` and ``targets`` with these settings."""
    layers = "\n".join(f"    keras.layers.{_KERAS_LAYERS[row.layer.kind].format(**row.layer.options)}," for row in rows)
    return _NETWORK.format(
        size=settings.image_size,
        last=rows[-1].shape[0] - 1,
        layers=layers,
        rate=settings.learning_rate,
        epochs=settings.epochs,
        batch=settings.batch_size,
        share=settings.validation_share,
    )


_UNIT = """\
import keras
import numpy as np

# {network}; picture: ({size}, {size}, RGB), raw 0-255
layer = vgg16.get_layer("{layer}")
inputs = keras.Model(vgg16.inputs, layer.input)([picture[None]])
kernel, bias = layer.get_weights()
padded = np.pad(np.array(inputs)[0], ((1, 1), (1, 1), (0, 0)))  # "same" padding of a 3 × 3 window
patch = padded[{row} : {row} + 3, {column} : {column} + 3]
contributions = (patch * kernel[..., {channel}]).sum(axis=(0, 1))  # one number for each map of the layer before
result = max(contributions.sum() + bias[{channel}], 0)  # ReLU
"""


def unit_code(layer, channel, row, column, *, size, own):
    """Code for one cell of a map, as `maps_code`."""
    network = _OWN if own else _BUNDLED
    return _UNIT.format(network=network, size=size, layer=layer, channel=channel, row=row, column=column)


_EXPLAIN = """\
import keras
import numpy as np
import tensorflow as tf

# model: raw 0-255 RGB -> logits; picture: float32 ({size}, {size}, RGB)
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


def explain_code(size, layer, class_index):
    """Code for saliency and Grad-CAM of one class, from ``model`` and ``picture``."""
    return _EXPLAIN.format(size=size, layer=layer, index=class_index)


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


def maximise_code(layer, channel, *, steps, seed):
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
_OWN = 'vgg16: keras.models.load_model("model.keras"), your own network'


def maps_code(size, *, own):
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


def zoo_code(function, size, *, weights="imagenet"):
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


def destroy_code(count, *, seed):
    """Code that shuffles the weights of a twin of ``model`` in its last `count` layers."""
    return _DESTROY.format(count=count, seed=seed)


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


def locator_code(size, classes):
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


def detector_code(grid, classes, *, overlap, least):
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


def same_bits_code():
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


def faces_code(vector, *, size, threshold):
    """Code for the distance of two ``faces``, from a kind of vector of `lessons.training.verification.VECTORS`."""
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
_FREEZE = {
    ("few", "alike"): ("base.trainable = False", 1e-3),
    ("few", "unlike"): (
        """\
base = keras.Model(base.inputs, base.get_layer("block_6_expand_relu").output)  # an earlier layer
base.trainable = False""",
        1e-3,
    ),
    ("some", "alike"): (_LAST.format(layers=6), 1e-5),
    ("some", "unlike"): (_LAST.format(layers=20), 1e-4),
    ("many", "alike"): (_LAST.format(layers=20), 1e-5),
    ("many", "unlike"): ("base.trainable = True  # after a head was trained on the frozen base", 1e-5),
}
"""(amount, likeness) -> what is frozen, as code, and the learning rate."""

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


def approach_code(task, *, classes=4, size=160, weights="imagenet"):
    """Code that begins a `lessons.training.approach.Task`: what is frozen, what comes out, which loss and rate."""
    frozen, rate = _FREEZE[task.amount, task.likeness]
    head, loss = _HEADS[task.answer]
    head = head.format(classes=classes, size=size)
    return _APPROACH.format(weights=weights, size=size, training=frozen, head=head, loss=loss, rate=rate)


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


def segmenter_code(size, classes, *, epochs=10):
    """Code for the small U-Net, and for training it on ``pictures`` and ``masks``."""
    return _SEGMENTER.format(size=size, classes=classes, last=classes - 1, epochs=epochs)
