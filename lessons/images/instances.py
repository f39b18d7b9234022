"""From classes to things: connected pixels of one class as one object each, and how many of the true ones that finds."""

import cv2
import numpy as np
import numpy.typing as npt

LEAST_PIXELS = 6  # smaller components are specks, not objects
FOUND = 0.5  # least intersection over union of a component and an object that it finds


def connected_objects(semantic: npt.ArrayLike, *, least: int = LEAST_PIXELS) -> tuple[npt.NDArray[np.int32], list[int]]:
    """Objects as connected components: pixels of one class that touch, at a side or at a corner.

    Parameters
    ----------
    semantic : int array of shape (rows, columns), 0 is background
    least : int
        Components of fewer pixels are left out.

    Returns
    -------
    (instances, classes) : int32 array of shape (rows, columns) with 0 for background and the object's number from 1, and the
    class of each object in the order of their numbers
    """
    semantic = np.asarray(semantic)
    instances, classes = np.zeros(semantic.shape, np.int32), []
    for kind in np.unique(semantic[semantic > 0]):
        count, components, figures, _ = cv2.connectedComponentsWithStats((semantic == kind).astype(np.uint8), connectivity=8)
        for component in range(1, count):
            if figures[component, cv2.CC_STAT_AREA] >= least:
                classes.append(int(kind))
                instances[components == component] = len(classes)
    return instances, classes


def numbered_like(truth: npt.ArrayLike, instances: npt.ArrayLike) -> npt.NDArray[np.int32]:
    """Components with the numbers of the true objects: each has that of the one it covers most of, and no two have the same.

    Parameters
    ----------
    truth, instances : int arrays of one shape, 0 is background, objects and components are numbered from 1

    Returns
    -------
    int32 array of the same shape. Components that are left over have the numbers that are left, or those after the last object.
    """
    truth, instances = np.asarray(truth), np.asarray(instances)
    numbers = np.unique(instances[instances > 0])
    shared = {number: np.bincount(truth[(instances == number) & (truth > 0)], minlength=1) for number in numbers}
    new: dict[int, int] = {}
    for number in sorted(numbers, key=lambda each: -shared[each].max()):
        wanted = [int(each) for each in np.argsort(-shared[number], kind="stable") if shared[number][each]]
        free = (each for each in [*wanted, *range(1, len(truth.flat) + 1)] if each not in new.values())
        new[number] = next(free)
    table = np.zeros(int(instances.max(initial=0)) + 1, np.int32)
    table[list(new)] = list(new.values())
    return table[instances]


def objects_found(truth: npt.ArrayLike, instances: npt.ArrayLike) -> tuple[int, int, int]:
    """How many true objects a set of components finds.

    An object is found by a component that shares more than half of their union (`FOUND`): as that is more than half of both,
    no two components can find one object.

    Parameters
    ----------
    truth, instances : int arrays of one shape, 0 is background, objects and components are numbered from 1

    Returns
    -------
    (found, objects, components) : ints
    """
    truth, instances = np.asarray(truth), np.asarray(instances)
    objects, components = np.unique(truth[truth > 0]), np.unique(instances[instances > 0])
    found = 0
    for number in objects:
        mine = truth == number
        for other in np.unique(instances[mine & (instances > 0)]):
            its = instances == other
            found += int((mine & its).sum() / (mine | its).sum() > FOUND)
    return found, len(objects), len(components)
