"""The scenes whose pixels get a class, and how far perfect masks lead to the objects in them."""

from dataclasses import replace

import numpy as np

from lessons.finding.scenes import SPACINGS, SceneSettings, draw_scenes
from lessons.images.instances import connected_objects, objects_found

SCENES = SceneSettings(size=48, smallest=0.12, largest=0.28, spacing="overlapping")
"""Small scenes, so that training takes seconds."""


def separation(settings: SceneSettings, count: int, *, seed: int = 0) -> dict[str, float]:
    """The share of objects that connected components find in perfect masks, for each way that objects may lie.

    Parameters
    ----------
    settings : SceneSettings, whose spacing is left out of account
    count : int, scenes of each kind
    seed : int

    Returns
    -------
    dict of spacing to a share in [0, 1]
    """
    shares = {}
    for spacing in SPACINGS:
        scenes = draw_scenes(replace(settings, spacing=spacing), count, seed)
        counts = [objects_found(scene.instances, connected_objects(scene.semantic)[0]) for scene in scenes]
        found, objects, _ = np.sum(counts, axis=0)
        shares[spacing] = float(found / objects)
    return shares
