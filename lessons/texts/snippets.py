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

kernel = np.array({kernel}, dtype="float32")
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

kernel = np.array({kernel}, dtype="float32")
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


def convolution_code(kernel, amounts, *, stride, padding, dilation, boundary):
    """Code for `convolve2d` on a 2-D picture; `amounts` are the pixels of padding per axis, each (before, after)."""
    border = ""
    if boundary != "zero" or not isinstance(padding, str):
        border, padding = _PADDING.format(amounts=[tuple(pair) for pair in amounts], mode=BOUNDARIES[boundary]), "valid"
    template = _CONVOLUTION_OPS if stride > 1 and dilation > 1 else _CONVOLUTION
    return template.format(
        kernel=[[float(value) for value in row] for row in np.asarray(kernel)],
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
