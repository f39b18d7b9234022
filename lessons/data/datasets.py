"""Labelled pictures to train on. The test pictures are kept apart, and only the final figures touch them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, SupportsIndex

import numpy as np
import numpy.typing as npt
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

from lessons.data.examples import Dataset, Examples
from lessons.data.generated_shapes import SHAPES, draw_shapes
from lessons.data.generated_shapes import SIZE as DRAWING_SIZE
from lessons.data.own_data import from_pictures
from lessons.data.zip_pictures import from_zip
from lessons.images.decoding import decode_image
from lessons.images.samples import package_file

__all__ = ["DATASETS", "Dataset", "Examples", "from_pictures", "from_zip"]


# Photo of scikit-image -> what its texture is called.
_TEXTURES = {
    "brick.png": "brick",
    "coins.png": "coins",
    "grass.png": "grass",
    "gravel.png": "gravel",
    "moon.png": "moon",
    "hubble_deep_field.jpg": "stars",
    "ihc.png": "tissue",
    "page.png": "writing",
}
_PATCH = 96  # rows and columns of a texture patch
_TRAIN_PATCHES, _TEST_PATCHES = 40, 20  # per texture
_TRAIN_PART = 0.6  # training patches come from this left part of a photo, test patches from the rest
_FACE_TEST_SHARE = 0.4
_DIGIT_TEST_SHARE = 0.3
_TRAIN_DRAWINGS, _TEST_DRAWINGS = 250, 100  # per shape


def _textures() -> Dataset:
    """Patches of eight photos. No pixel of a test patch is in any training patch."""
    rng = np.random.default_rng(0)
    train, test = [], []
    for file in _TEXTURES:
        photo = decode_image(package_file("skimage", f"data/{file}").read_bytes())
        border = round(photo.shape[1] * _TRAIN_PART)
        train.append(_patches(photo[:, :border], _TRAIN_PATCHES, rng))
        test.append(_patches(photo[:, border:], _TEST_PATCHES, rng))
    return Dataset(
        title="Textures",
        description=(
            f"{_PATCH} × {_PATCH} patches of eight photos: training patches from the left "
            f"{_TRAIN_PART:.0%} of each photo, test patches from the rest."
        ),
        credit="Photos that come with scikit-image: CC0 or public domain",
        labels=tuple(_TEXTURES.values()),
        train=_labelled(train),
        test=_labelled(test),
    )


def _patches(photo: npt.NDArray[np.uint8], count: int, rng: np.random.Generator) -> list[npt.NDArray[np.uint8]]:
    """Patches at random positions; they may overlap one another."""
    tops = rng.integers(0, photo.shape[0] - _PATCH + 1, count)
    lefts = rng.integers(0, photo.shape[1] - _PATCH + 1, count)
    return [photo[top : top + _PATCH, left : left + _PATCH] for top, left in zip(tops, lefts, strict=True)]


def _faces() -> Dataset:
    """100 faces and 100 patches without one, 25 × 25 pixels each, grey."""
    patches = np.load(package_file("skimage", "data/lfw_subset.npy"))
    pictures = np.repeat(np.rint(patches * 255).astype(np.uint8)[..., np.newaxis], 3, axis=3)
    rng = np.random.default_rng(0)
    train, test = [], []
    for group in (pictures[:100], pictures[100:]):
        group = rng.permutation(group)
        tests = round(len(group) * _FACE_TEST_SHARE)
        test.append(list(group[:tests]))
        train.append(list(group[tests:]))
    return Dataset(
        title="Faces",
        description="25 × 25 grey patches: half of them show a face, the others show none.",
        credit="A part of Labeled Faces in the Wild (Huang et al., 2007) that comes with scikit-image",
        labels=("face", "no face"),
        train=_labelled(train),
        test=_labelled(test),
    )


def _digits() -> Dataset:
    """The handwritten digits of scikit-learn, turned into dark ink on white paper, as the canvas gives it."""
    bunch = load_digits()
    pictures = np.repeat(np.rint(255 - bunch.images * (255 / 16)).astype(np.uint8)[..., np.newaxis], 3, axis=3)
    learning, testing = train_test_split(
        np.arange(len(pictures)), test_size=_DIGIT_TEST_SHARE, stratify=bunch.target, random_state=0
    )
    targets = bunch.target.astype(np.int64)
    return Dataset(
        title="Digits",
        description="1,797 handwritten digits of 8 × 8 pixels, by 13 people, all of whom are in the test set too.",
        credit="Digits of scikit-learn, from Alpaydin and Kaynak, UCI Machine Learning Repository, 1998: CC BY 4.0",
        labels=tuple(map(str, range(10))),
        train=Examples(tuple(pictures[learning]), targets[learning]),
        test=Examples(tuple(pictures[testing]), targets[testing]),
    )


def _drawings() -> Dataset:
    """Generated shapes. Every drawing has random numbers of its own, so no test drawing is a training drawing."""
    return Dataset(
        title="Drawings",
        description=f"Generated drawings of {len(SHAPES)} shapes, {DRAWING_SIZE} × {DRAWING_SIZE} pixels, each one different.",
        credit="Drawn by this program",
        labels=tuple(SHAPES),
        train=_labelled(draw_shapes(_TRAIN_DRAWINGS, seed=0)),
        test=_labelled(draw_shapes(_TEST_DRAWINGS, seed=1)),
    )


def _labelled(groups: Sequence[Sequence[npt.NDArray[np.uint8]]]) -> Examples:
    """Examples of a list that holds one list of pictures per class."""
    targets = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    return Examples(tuple(picture for group in groups for picture in group), targets)


@dataclass(frozen=True, eq=False)
class BundledDataset(Dataset):
    """A data set that comes along. Pickled it is its name alone: every process has its own."""

    name: str = field(default="", init=False)  # in DATASETS; none of what is made of one with `dataclasses.replace`

    def __reduce_ex__(self, protocol: SupportsIndex) -> Any:
        return (bundled, (self.name,)) if self.name else super().__reduce_ex__(protocol)


class _Bundled(Mapping[str, Dataset]):
    """Name -> Dataset, each built when it is first asked for, and the same object ever after."""

    def __init__(self, builders: Mapping[str, Callable[[], Dataset]]) -> None:
        self._builders: Mapping[str, Callable[[], Dataset]] = builders
        self._built: dict[str, Dataset] = {}

    def __getitem__(self, name: str) -> Dataset:
        if name not in self._built:
            made = BundledDataset(**vars(self._builders[name]()))
            object.__setattr__(made, "name", name)
            self._built.setdefault(name, made)
        return self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._builders)

    def __len__(self) -> int:
        return len(self._builders)


DATASETS = _Bundled({"textures": _textures, "faces": _faces, "digits": _digits, "drawings": _drawings})
"""The data sets that come along, by name. They are shared: nobody may write on their arrays."""


def bundled(name: str) -> Dataset:
    """The data set of that name in DATASETS: what the pickle of one comes to."""
    return DATASETS[name]
