"""The data sets under the name that notebooks know: they live in `lessons.data.datasets`."""

from lessons.data.datasets import DATASETS, from_pictures, from_zip

__all__ = ["DATASETS", "from_pictures", "from_zip"]
