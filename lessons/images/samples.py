"""Sample pictures that come with scikit-image and scikit-learn: they work without internet."""

from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lessons.images.decoding import decode_image


@dataclass(frozen=True)
class Sample:
    """A bundled picture: a file inside an installed package, which is not imported to read it."""

    title: str
    description: str  # what it shows, for someone who can't see it
    credit: str
    package: str
    file: str

    def load(self) -> npt.NDArray[np.uint8]:
        """The picture: uint8 (rows, columns, 3)."""
        return decode_image(package_file(self.package, self.file).read_bytes())


def package_file(package: str, file: str) -> Path:
    """Path of a data file inside an installed package."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"No package named {package!r} is installed")
    return Path(spec.origin).parent / file


_skimage = partial(Sample, package="skimage")
_sklearn = partial(Sample, package="sklearn")

SAMPLES = {
    "chelsea": _skimage("Cat", "The face of a tabby cat", "Stefan van der Walt, CC0", file="data/chelsea.png"),
    "coffee": _skimage(
        "Coffee", "A cup of espresso with a spoon on a wooden table", "Rachel Michetti, CC0", file="data/coffee.png"
    ),
    "astronaut": _skimage(
        "Astronaut", "Eileen Collins in an orange space suit", "NASA, public domain", file="data/astronaut.png"
    ),
    "rocket": _skimage("Rocket", "A rocket on its launch pad at dusk", "SpaceX, public domain", file="data/rocket.jpg"),
    "camera": _skimage("Tripod", "A man behind a camera on a tripod, in grey", "Lav Varshney, CC0", file="data/camera.png"),
    "flower": _sklearn(
        "Flower", "An orange dahlia in front of dark leaves", "vultilion, CC BY 2.0", file="datasets/images/flower.jpg"
    ),
    "china": _sklearn(
        "Temple", "A Chinese temple under a blue sky", "danielbuechele, CC BY 2.0", file="datasets/images/china.jpg"
    ),
    "coins": _skimage(
        "Coins", "Rows of ancient Greek coins, in grey", "Brooklyn Museum, no known restrictions", file="data/coins.png"
    ),
    "retina": _skimage(
        "Retina", "The back of a human eye, with its blood vessels", "Mikael Häggström, CC0", file="data/retina.jpg"
    ),
    "brick": _skimage("Bricks", "A brick wall, in grey", "CC0Textures, CC0", file="data/brick.png"),
}
DEFAULT_SAMPLE = "chelsea"
