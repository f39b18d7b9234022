"""Temperature scaling: the one number that makes a network as sure as it is right, found by SciPy on validation pictures."""

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar

from lessons.core.calibration import mean_cross_entropy

COLDEST, HOTTEST = 0.05, 20.0  # temperatures that are tried


def fit_temperature(logits: npt.ArrayLike, targets: npt.NDArray[np.integer]) -> float:
    """The temperature that makes the cross-entropy smallest: to be found on validation pictures, and checked on others."""

    def loss(logarithm: float) -> float:
        return mean_cross_entropy(logits, targets, float(np.exp(logarithm)))

    found = minimize_scalar(loss, bounds=(np.log(COLDEST), np.log(HOTTEST)), method="bounded", options={"xatol": 1e-4})
    return float(np.exp(found.x))
