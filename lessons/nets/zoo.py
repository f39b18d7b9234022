"""Networks of `keras.applications` that do not come along: fetched by Keras's own loader, when a learner asks for them."""

import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras

from lessons.nets.device import use_device
from lessons.nets.travelling import TravellingNetwork
from lessons.nets.weights import WeightsError
from lessons.work.progress import Phase, Step, Stopped, never, silent

_LOOK = 0.2  # seconds between two looks at a running download


@dataclass(frozen=True)
class Network:
    """A pretrained ImageNet classifier."""

    title: str
    function: str  # its name in keras.applications
    size: int  # rows and columns of its input
    scaling: str  # a key of SCALINGS
    megabytes: int  # of the download, about
    parameters: float  # millions, about
    multiply_adds: float  # billions for one picture, about
    top_1: float  # accuracy on ImageNet's validation pictures in per cent, as keras.io/api/applications tells it
    idea: str  # what it is known for, in one sentence


FETCHABLE = {
    "vgg16_full": Network(
        "VGG16 with its classifier",
        "VGG16",
        224,
        "caffe",
        553,
        138.4,
        15.5,
        71.3,
        "3 × 3 convolutions, and 90% of its weights in dense layers (2014).",
    ),
    "resnet50": Network(
        "ResNet50",
        "ResNet50",
        224,
        "caffe",
        103,
        25.6,
        3.9,
        74.9,
        "Shortcuts around every block, so that 50 layers can be trained (2015).",
    ),
    "inception_v3": Network(
        "InceptionV3",
        "InceptionV3",
        299,
        "tf",
        96,
        23.9,
        5.7,
        77.9,
        "Kernels of several sizes side by side in each block (2015).",
    ),
    "mobilenet_v2": Network(
        "MobileNetV2", "MobileNetV2", 224, "tf", 14, 3.5, 0.3, 71.3, "Each channel filtered by itself, for phones (2018)."
    ),
    "xception": Network(
        "Xception", "Xception", 299, "tf", 92, 22.9, 8.4, 79.0, "Each channel filtered by itself, in a large network (2017)."
    ),
    "densenet121": Network(
        "DenseNet121",
        "DenseNet121",
        224,
        "torch",
        33,
        8.1,
        2.8,
        75.0,
        "Every layer sees all layers before it in its block (2017).",
    ),
    "efficientnet_b0": Network(
        "EfficientNetB0",
        "EfficientNetB0",
        224,
        "own",
        21,
        5.3,
        0.39,
        77.1,
        "Depth, width and picture size grown together (2019).",
    ),
    "convnext_tiny": Network(
        "ConvNeXtTiny",
        "ConvNeXtTiny",
        224,
        "own",
        115,
        28.6,
        4.5,
        81.3,
        "A convolutional network rebuilt with the lessons of transformers (2022).",
    ),
}
"""Name -> Network."""


def _caffe(inputs: Any) -> Any:
    from lessons.nets.vgg16 import preprocessing

    return preprocessing(inputs)


def _tf(inputs: Any) -> Any:
    return keras.layers.Rescaling(1 / 127.5, offset=-1, name="preprocessing")(inputs)


def _torch(inputs: Any) -> Any:
    scaled = keras.layers.Rescaling(1 / 255, name="preprocessing_scale")(inputs)
    mean, variance = (0.485, 0.456, 0.406), tuple(spread**2 for spread in (0.229, 0.224, 0.225))
    return keras.layers.Normalization(mean=mean, variance=variance, name="preprocessing")(scaled)


@dataclass(frozen=True)
class Scaling:
    """What a network wants to be fed."""

    words: str
    layer: Callable  # function of symbolic raw 0-255 RGB to what the network wants


SCALINGS = {
    "caffe": Scaling("blue, green, red, each minus its mean", _caffe),
    "tf": Scaling("from −1 to 1", _tf),
    "torch": Scaling("from 0 to 1, then mean 0 and spread 1", _torch),
    "own": Scaling("0 to 255: it scales by itself", lambda inputs: inputs),
}
"""Keras's name of a way of scaling -> Scaling."""


def build(name: str, *, weights: str | None = "imagenet") -> keras.Model:
    """A network of `FETCHABLE`, as one flat model that takes raw 0-255 RGB.

    Parameters
    ----------
    name : a key of FETCHABLE
    weights : "imagenet", which Keras loads from its folder once they are fetched, or None for random ones

    Returns
    -------
    keras.Model, not trainable; raw 0-255 RGB -> the probabilities of ImageNet's 1000 classes. Every step on the way is a layer.
    """
    use_device()
    network = FETCHABLE[name]
    inputs = keras.Input((network.size, network.size, 3), name="picture")
    fed = SCALINGS[network.scaling].layer(inputs)
    model = getattr(keras.applications, network.function)(weights=weights, input_tensor=fed)
    model = _all_layers(keras.Model(inputs, model.outputs[0], name=name))
    model.trainable = False
    return model


def _all_layers(model: keras.Model) -> keras.Model:
    """The same network with a layer for every sum that ConvNeXt computes without one, so that its maps can be asked for."""
    if all(isinstance(operation, keras.layers.Layer) for operation in model.operations):
        return model
    count = itertools.count(1)

    def call(operation: Any, *arguments: Any, **options: Any) -> Any:
        if type(operation).__name__ == "Add" and not isinstance(operation, keras.layers.Layer):
            return keras.layers.Add(name=f"add_{next(count)}")(list(arguments))
        return operation(*arguments, **options)

    twin = keras.models.clone_model(model, call_function=call)
    twin.set_weights(model.get_weights())
    return twin


def fetch(
    name: str,
    *,
    on_step: Callable[[Step], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    mirror: str | None = None,
    home: str | os.PathLike[str] | None = None,
) -> None:
    """Let Keras fetch a network's weights into its own folder, where `build` finds them.

    Keras's loader runs in a process of its own, so that it can be watched and ended. What it fetches lies in a folder of this
    fetch alone until it is whole; no other file is touched. Weights that are there already are not fetched again, unless they
    are damaged.

    Parameters
    ----------
    name : a key of FETCHABLE
    on_step : function of a Step in megabytes, or None
    should_stop : function without arguments, or None; when it returns True the download ends and leaves nothing behind
    mirror : address of a server that has the same files, or None for the one that Keras knows
    home : Keras's folder, or None for the usual one

    Raises
    ------
    lessons.work.progress.Stopped
        If it was stopped.
    lessons.nets.weights.WeightsError
        If they could not be fetched or kept, or are damaged; the message is a sentence for learners.
    """
    on_step, should_stop = on_step or silent, should_stop or never
    network = FETCHABLE[name]
    folder = Path(home or os.environ.get("KERAS_HOME") or Path.home() / ".keras").expanduser() / "models"
    environment = os.environ | ({"KERAS_HOME": str(home)} if home else {})
    try:
        folder.mkdir(parents=True, exist_ok=True)
        place = tempfile.TemporaryDirectory(dir=folder, prefix=".fetching-")  # on the same disk, so that files can be moved
    except OSError as error:
        raise WeightsError(
            f"The weights of {network.title} could not be kept: the folder for them on this machine can't be written to."
        ) from error
    with place as fresh, tempfile.TemporaryFile() as said:
        command = [sys.executable, "-c", _LOADER, network.function, mirror or "", str(folder), fresh]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=said)
        phase = Phase("fetching", network.megabytes, on_step)
        try:
            while process.poll() is None:
                if should_stop():
                    raise Stopped
                done = min(_megabytes(Path(fresh).rglob("*.*")), network.megabytes)
                phase.report(done)
                time.sleep(_LOOK)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        if process.returncode != 0:
            said.seek(0)
            raise WeightsError(_sentence(network, said.read().decode(errors="replace")))
        for file in Path(fresh).glob("models/*"):
            file.replace(folder / file.name)


def fetch_network(
    name: str, *, on_step: Callable[[Step], None] | None = None, should_stop: Callable[[], bool] | None = None
) -> TravellingNetwork:
    """Fetch a network's weights unless they are there, and load it: the errors of `fetch`, the model of `build`."""
    fetch(name, on_step=on_step, should_stop=should_stop)
    return TravellingNetwork(build(name))


# Keras's loader. It takes what is there already; the rest, and what turns out to be damaged, it fetches into a fresh folder.
# A mirror takes the place of the server's name and of the path that Keras knows.
_LOADER = """
import os
import sys
import keras
from keras.src.utils import file_utils

name, mirror, folder, fresh = sys.argv[1:]
get_file, found = file_utils.get_file, []


def fetched(fname, origin, **more):
    origin = f"{mirror}/{origin.rsplit('/', 1)[-1]}" if mirror else origin
    return get_file(fname, origin, cache_dir=fresh, **more)


def kept(fname, origin, file_hash=None, **more):
    path = os.path.join(folder, fname)
    if os.path.exists(path) and (file_hash is None or file_utils.validate_file(path, file_hash)):
        found.append(path)
        return path
    return fetched(fname, origin, file_hash=file_hash, **more)


file_utils.get_file = kept
try:
    getattr(keras.applications, name)(weights="imagenet")
except Exception:
    if not found:
        raise
    file_utils.get_file = fetched
    getattr(keras.applications, name)(weights="imagenet")
"""


def _megabytes(files: Iterable[Path]) -> float:
    total = 0
    for file in files:
        try:
            total += file.stat().st_size
        except OSError:
            continue
    return total / 1e6


def _sentence(network: Network, trouble: str) -> str:
    if "URL fetch failure" in trouble or "urlopen error" in trouble or "HTTP Error" in trouble:
        return (
            f"The weights of {network.title} could not be fetched: the server that has them can't be reached from here. "
            "Everything that comes with the course goes on working; try again when there is a connection."
        )
    if "corrupted" in trouble or "Unable to open file" in trouble or "truncated" in trouble or "signature" in trouble:
        return f"The weights of {network.title} arrived damaged and were thrown away. Please try again."
    return f"The weights of {network.title} could not be loaded. Please try again, or choose another network."
