"""The pictures behind a run's validation figures, in their order."""

import numpy as np
import numpy.typing as npt

from lessons.data.examples import Dataset
from lessons.training.results import ClassifierRun
from lessons.training.split import hold_back


def validation_images(run: ClassifierRun, dataset: Dataset) -> tuple[npt.NDArray[np.uint8], ...]:
    """What `run.validation_report` is about, in its order: the split depends on the data set and on the settings alone.

    Parameters
    ----------
    run : ClassifierRun of transfer learning
    dataset : Dataset that it was trained on

    Returns
    -------
    tuple of uint8 arrays of shape (rows, columns, 3)

    Raises
    ------
    ValueError
        If it was trained on another data set.
    """
    if run.fingerprint != dataset.fingerprint:
        raise ValueError(f"the data set must be the one that the run learned from. Received: {dataset.title}")
    _, validation = hold_back(dataset.train, run.settings)
    return dataset.train.subset(validation).images
