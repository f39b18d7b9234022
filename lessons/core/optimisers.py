"""Ways to turn a slope into a step: plain gradient descent, momentum, and Adam."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

OPTIMISERS = ("plain", "momentum", "Adam")
MOMENTUM = 0.9  # of each step's speed, what the next one keeps; Polyak, 1964
BETAS = (0.9, 0.999)  # of Adam's running means of the slope and of its square; Kingma and Ba, 2015
TINY = 1e-7  # Keras's epsilon


def descent_path(
    slope_of: Callable[[npt.NDArray[np.float64]], npt.ArrayLike],
    start: npt.ArrayLike,
    *,
    steps: int,
    rate: float,
    optimiser: str = "plain",
) -> npt.NDArray[np.float64]:
    """Where a descent goes.

    Parameters
    ----------
    slope_of : function of a place, an array of shape (n,), that returns the loss's gradient there, of the same shape
    start : array of shape (n,)
    steps : int
    rate : float above 0, the learning rate
    optimiser : one of `OPTIMISERS`, with the constants above

    Returns
    -------
    float64 array of shape (steps + 1, n), the start first

    Raises
    ------
    ValueError
        If there is no such optimiser.
    """
    if optimiser not in OPTIMISERS:
        raise ValueError(f"optimiser must be one of {', '.join(OPTIMISERS)}. Received: {optimiser!r}")
    place = np.array(start, np.float64)
    path, speed, mean, square = [place], np.zeros_like(place), np.zeros_like(place), np.zeros_like(place)
    for step in range(1, steps + 1):
        slope = np.asarray(slope_of(place), np.float64)
        if optimiser == "Adam":
            mean = BETAS[0] * mean + (1 - BETAS[0]) * slope
            square = BETAS[1] * square + (1 - BETAS[1]) * slope**2
            scale = np.sqrt(1 - BETAS[1] ** step) / (1 - BETAS[0] ** step)  # both means begin at zero: made up for
            speed = -rate * scale * mean / (np.sqrt(square) + TINY)
        else:
            speed = (MOMENTUM * speed if optimiser == "momentum" else 0.0) - rate * slope
        place = place + speed
        path.append(place)
    return np.stack(path)
