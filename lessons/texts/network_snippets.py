"""The Keras code of the pages about networks, to copy. Each snippet defines `result`; the tests run every one of them.

A snippet begins after ``picture`` is there: what the network is shown, raw values of shape (rows, columns, 3).
"""

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
