"""What each data set is trained with, unless a learner says otherwise."""

from collections.abc import Mapping
from typing import Any

from lessons.data.examples import Dataset
from lessons.training.settings import TrainingSettings

SUITED: Mapping[str, Mapping[str, Any]] = {
    "Textures": {"network": "vgg16", "image_size": 96},
    "Faces": {"network": "vgg16", "image_size": 96},
    "Digits": {"network": "vgg16", "image_size": 96},
    "Drawings": {"network": "vgg16", "image_size": 96},
}
"""Title of a bundled data set -> what its settings have instead of the defaults of `TrainingSettings`, which suit photos.

The patches of the bundled sets have 8 to 96 pixels a side: enlarged to 224 they take longer and show no more. Textures reach
100% on VGG16 at 96. Photos do have more to show: 400 photos of cats and dogs, judged on 200 others, came to 0.890 with VGG16
at 96, 0.940 at 160, and 0.985 with EfficientNet-Lite0 at 224, which takes as long as VGG16 at 96.
"""


def suited_settings(dataset: Dataset | None, **chosen: Any) -> TrainingSettings:
    """The settings that suit a data set: those of `SUITED`, and for photos, such as one's own, `TrainingSettings()`.

    Parameters
    ----------
    dataset : lessons.data.datasets.Dataset, or None while there is none
    chosen : settings that are not left to that

    Returns
    -------
    TrainingSettings

    Raises
    ------
    ValueError
        If a setting is out of range.
    """
    suited = SUITED.get(dataset.title, {}) if dataset is not None else {}
    return TrainingSettings(**{**suited, **chosen})
