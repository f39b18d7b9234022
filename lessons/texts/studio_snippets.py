"""The Keras code of the transfer-learning pages, to copy. Each snippet defines `result`; the tests run every one of them."""

_LAYERS = {
    "flip": (True, "keras.layers.RandomFlip('horizontal')"),
    "rotation": (360, "keras.layers.RandomRotation({:.4g}, fill_mode='reflect')"),
    "shift": (1, "keras.layers.RandomTranslation({0:g}, {0:g}, fill_mode='reflect')"),
    "shear": (1, "keras.layers.RandomShear(x_factor={:g}, fill_mode='reflect')"),
    "zoom": (1, "keras.layers.RandomZoom({:g}, fill_mode='reflect')"),
    "brightness": (1, "keras.layers.RandomBrightness({:g}, value_range=(0, 255))"),
}
_OPTIMISERS = {
    "adam": "keras.optimizers.Adam({:g})",
    "rmsprop": "keras.optimizers.RMSprop({:g})",
    "sgd": "keras.optimizers.SGD({:g}, momentum=0.9)",
}
_HEADS = {"average": "GlobalAveragePooling2D", "flatten": "Flatten"}

_SCRATCH = """\
maps = keras.layers.Rescaling(1 / 127.5, offset=-1)(maps)
for filters in (16, 32, 64):
    maps = keras.layers.Conv2D(filters, 3, activation="relu")(maps)
    maps = keras.layers.MaxPooling2D()(maps)"""

_TRANSFER = """\
import keras

# pictures: ({size}, {size}, RGB) each, raw 0-255; targets: the number of each picture's class
{base}inputs = keras.Input(({size}, {size}, 3))
maps = inputs
{augmentation}{preprocessing}
vector = keras.layers.{head}()(maps)
hidden = keras.layers.Dense({units}, activation="relu"{decay})(vector)
{dropout}outputs = keras.layers.Dense(int(max(targets)) + 1, activation="softmax"{decay})(hidden)
model = keras.Model(inputs, outputs)

model.compile(optimizer={optimiser}, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(pictures, targets, epochs={epochs}, batch_size={batch}, validation_split={share}{callbacks})
{fine_tuning}result = model(pictures, training=False)  # probabilities, of the pictures as they are
"""

_BASE = """\
base = keras.applications.VGG16(include_top=False, weights={weights}, input_shape=({size}, {size}, 3))
base.trainable = False
"""

_FINE_TUNING = """
convolutions = [layer for layer in base.layers if isinstance(layer, keras.layers.Conv2D)]
base.trainable = True
for layer in base.layers:
    layer.trainable = layer in convolutions[-{unfrozen}:]
model.compile(optimizer={optimiser}, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(pictures, targets, epochs={epochs}, batch_size={batch}, validation_split={share}{callbacks})
"""


def transfer_code(settings):
    """Code for one way to train, on ``pictures`` and ``targets``.

    Parameters
    ----------
    settings : lessons.training.settings.TrainingSettings
        For EfficientNet-Lite0, which Keras does not have, the code shows VGG16.
    """
    size, scratch = settings.image_size, settings.arm == "scratch"
    layers = [
        line.format(getattr(settings.augmentation, name) / unit)
        for name, (unit, line) in _LAYERS.items()
        if getattr(settings.augmentation, name)
    ]
    stop = f"keras.callbacks.EarlyStopping(patience={settings.patience}, restore_best_weights=True)"
    common = {
        "batch": settings.batch_size,
        "share": settings.validation_share,
        "callbacks": f", callbacks=[{stop}]" if settings.patience else "",
    }
    fine_tuning = _FINE_TUNING.format(
        unfrozen=settings.unfrozen,
        optimiser=_OPTIMISERS[settings.optimiser].format(settings.fine_rate),
        epochs=settings.fine_epochs,
        **common,
    )
    return _TRANSFER.format(
        size=size,
        base="" if scratch else _BASE.format(weights=None if settings.arm == "random" else '"imagenet"', size=size),
        augmentation="".join(f"maps = {layer}(maps)\n" for layer in layers),
        preprocessing=_SCRATCH if scratch else "maps = base(keras.applications.vgg16.preprocess_input(maps), training=False)",
        head=_HEADS[settings.head],
        units=settings.units,
        decay=f", kernel_regularizer=keras.regularizers.L2({settings.l2:g})" if settings.l2 else "",
        dropout=f"hidden = keras.layers.Dropout({settings.dropout:g})(hidden)\n" if settings.dropout else "",
        optimiser=_OPTIMISERS[settings.optimiser].format(settings.learning_rate),
        epochs=settings.epochs,
        fine_tuning=fine_tuning if settings.arm == "fine_tuned" else "",
        **common,
    )


OLD_AUGMENTATION_CODE = """\
# Deprecated, and gone from Keras's documentation:
from tensorflow.keras.preprocessing.image import ImageDataGenerator
generator = ImageDataGenerator(
    rotation_range=30, width_shift_range=0.2, height_shift_range=0.2, shear_range=0.2, zoom_range=0.2, horizontal_flip=True
)

# Today, as layers in front of the network, active only while it trains:
keras.layers.RandomFlip("horizontal")
keras.layers.RandomRotation(30 / 360)
keras.layers.RandomTranslation(0.2, 0.2)
keras.layers.RandomShear(x_factor=0.2)
keras.layers.RandomZoom(0.2)
"""

LOAD_CODE = """\
import keras

# folder: a path with one folder for each class
training, validation = keras.utils.image_dataset_from_directory(
    folder, validation_split=0.2, subset="both", seed=0, image_size=(96, 96), batch_size=32
)
result = training.class_names  # in the order of the labels
"""

JUDGE_CODE = """\
import numpy as np
from sklearn.calibration import calibration_curve
from sklearn.metrics import classification_report, confusion_matrix

# probabilities: (pictures, classes), from the model; targets: the truth
answers = probabilities.argmax(axis=1)
print(classification_report(targets, answers, zero_division=0))  # precision, recall, F1, and their macro mean
right, sure = calibration_curve(answers == targets, np.clip(probabilities.max(axis=1), 0, 1), n_bins=10, pos_label=True)
result = confusion_matrix(targets, answers)  # rows: the truth; columns: what the model said
"""

LOAD_MODEL_CODE = """\
import json

import keras
import numpy as np
from PIL import Image

# folder: where the ZIP was unpacked
model = keras.saving.load_model(folder / "model.keras")
labels = json.loads((folder / "labels.json").read_text("utf-8"))
picture = np.asarray(Image.open(photo).convert("RGB"), "float32")  # any size, raw 0-255
result = dict(zip(labels, model(picture[None])[0].numpy().tolist()))
"""
