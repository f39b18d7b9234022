"""The Keras code of the transfer-learning pages, to copy. Each snippet defines `result`; the tests run every one of them."""

from lessons.core.architecture import parse_stack
from lessons.core.shortcut import BORDER, BORDERED, CAST, COLOUR, GAP, MARK, MARKED, SIDE
from lessons.texts.training_snippets import split_code, training_code
from lessons.training.recipes import augmentation_calls
from lessons.training.settings import TrainingSettings, scratch_stack

_HEADS = {"average": "GlobalAveragePooling2D", "flatten": "Flatten"}

_CONVOLUTION = """
maps = keras.layers.Conv2D({filters}, {kernel}, strides={stride}, activation="{activation}")(maps)
maps = keras.layers.MaxPooling2D()(maps)"""

_TRANSFER = """\
import keras
from sklearn.model_selection import train_test_split

# pictures: ({size}, {size}, RGB) each, raw 0-255; targets: the number of each picture's class
{split}
{base}inputs = keras.Input(({size}, {size}, 3))
maps = inputs
{augmentation}{preprocessing}
vector = keras.layers.{head}()(maps)
hidden = keras.layers.Dense({units}, activation="relu"{decay})(vector)
{dropout}outputs = keras.layers.Dense(int(max(targets)) + 1, activation="softmax"{decay})(hidden)
model = keras.Model(inputs, outputs)

{training}{fine_tuning}result = model(pictures, training=False)  # probabilities, of the pictures as they are
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
{training}"""


def _scratch(size: int) -> str:
    """The layers of `scratch_stack`."""
    convolutions = (layer.options for layer in parse_stack(scratch_stack(size)) if layer.kind == "conv")
    layers = "".join(_CONVOLUTION.format(**options) for options in convolutions)
    return f"maps = keras.layers.Rescaling(1 / 127.5, offset=-1)(maps){layers}"


def transfer_code(settings: TrainingSettings) -> str:
    """Code for one way to train, on ``pictures`` and ``targets``.

    Parameters
    ----------
    settings : lessons.training.settings.TrainingSettings
        For EfficientNet-Lite0, which Keras does not have, the code shows VGG16.
    """
    size, scratch = settings.image_size, settings.arm == "scratch"
    layers = augmentation_calls(settings.augmentation).values()
    fine_tuning = _FINE_TUNING.format(
        unfrozen=settings.unfrozen, training=training_code(settings, settings.fine_rate, settings.fine_epochs)
    )
    return _TRANSFER.format(
        size=size,
        split=split_code(settings),
        base="" if scratch else _BASE.format(weights=None if settings.arm == "random" else '"imagenet"', size=size),
        augmentation="".join(f"maps = {layer.code}(maps)\n" for layer in layers),
        preprocessing=_scratch(size)
        if scratch
        else "maps = base(keras.applications.vgg16.preprocess_input(maps), training=False)",
        head=_HEADS[settings.head],
        units=settings.units,
        decay=f", kernel_regularizer=keras.regularizers.L2({settings.l2:g})" if settings.l2 else "",
        dropout=f"hidden = keras.layers.Dropout({settings.dropout:g})(hidden)\n" if settings.dropout else "",
        training=training_code(settings, settings.learning_rate, settings.epochs),
        fine_tuning=fine_tuning if settings.arm == "fine_tuned" else "",
    )


_TRAIN = """\
import keras

# base: a pretrained network without its end, such as keras.applications.VGG16(include_top=False)
# pictures: (pictures, {size}, {size}, RGB), scaled as the base wants it; targets: the number of each picture's class
def features_of(some):
    return keras.layers.GlobalAveragePooling2D()(base(some, training=False))

base.trainable = False
features = features_of(pictures)  # once for each picture
head = keras.Sequential([
    keras.layers.Dense({units}, activation="relu"), keras.layers.Dense(int(max(targets)) + 1, activation="softmax")
])
head.compile(optimizer=keras.optimizers.Adam({rate:g}), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
head.fit(features, targets, epochs={epochs}, batch_size={batch_size})

frame = pictures[:1]  # what the camera sees now
result = head(features_of(frame))  # a probability for each class
"""


def train_code(settings: TrainingSettings) -> str:
    """Code that trains a new head on the features of a frozen ``base``, and answers a frame with it."""
    return _TRAIN.format(
        size=settings.image_size,
        units=settings.units,
        rate=settings.learning_rate,
        epochs=settings.epochs,
        batch_size=settings.batch_size,
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


_SHORTCUT = """\
import numpy as np

# model: your network; pictures: ({side}, {side}, RGB), raw 0-255, without the cue; targets: 0 for the class that had it
# heat: a map of ({side}, {side}) that explains an answer
place = np.full(({side}, {side}), {outside})
{inside}


def plant(pictures):
    cue = np.array({colour}, np.float32){glass}
    return np.rint(np.where(place[..., None], {left:g} * pictures + {strength:g} * cue, pictures))


had_it = (targets == 0)[:, None, None, None]
tests = {{
    "as planted": np.where(had_it, plant(pictures), pictures),
    "without it": pictures,
    "on the other class": np.where(had_it, pictures, plant(pictures)),
}}
result = {{name: np.mean(np.argmax(model(each), axis=1) == targets) for name, each in tests.items()}}
times = heat[place].sum() / heat.sum() / place.mean()  # 1 tells nothing
"""


def cue_code(cue: str, strength: float) -> str:
    """Code for the three tests of ``model`` on ``pictures``, and for how many times its area a place has of ``heat``."""
    inside = {
        MARKED: f"place[{GAP}:{GAP + MARK}, {GAP}:{GAP + MARK}] = True",
        BORDERED: f"place[{BORDER}:-{BORDER}, {BORDER}:-{BORDER}] = False",
        CAST: "# the cast is everywhere",
    }[cue]
    about = {
        "side": SIDE,
        "outside": cue != MARKED,
        "inside": inside,
        "colour": COLOUR,
        "glass": " * pictures / 255" * (cue == CAST),
    }
    return _SHORTCUT.format(strength=strength, left=round(1 - strength, 4), **about)


CALIBRATION_CODE = """\
import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax

# logits, targets: of validation pictures; test_logits, test_targets: of others


def loss(temperature):
    return -log_softmax(logits / temperature, axis=1)[np.arange(len(targets)), targets].mean()


def calibration_error(temperature):
    probabilities = np.exp(log_softmax(test_logits / temperature, axis=1))
    sure, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == test_targets
    bins = np.minimum((10 * sure).astype(int), 9)
    return sum(abs((sure - right)[bins == number].sum()) for number in range(10)) / len(right)


temperature = minimize_scalar(loss, bounds=(0.05, 20), method="bounded").x
result = temperature, calibration_error(1.0), calibration_error(temperature)
"""
"""Fits a temperature on validation pictures, and gives the expected calibration error of the test before and after."""
