"""Generated scenes: several objects on a textured background, with the truth about each: its class, its box, its pixels."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from lessons.core.checks import one_of, take_pythons_numbers, whole, within
from lessons.data.generated_shapes import SHAPES

SCENE_SIZES = (48, 64, 96, 128)
SPACINGS = {
    "apart": "there is background between any two objects",
    "touching": "every object touches another one, and none hides a part of another",
    "overlapping": "objects may hide a part of others",
}
"""How objects lie to one another: name -> what it means."""
MOST_OBJECTS = 8
SMALLEST_RADIUS = 3.0  # pixels: where there is no room, objects shrink down to this
_MOST_HIDDEN = 0.4  # share of an object that others may hide
_TRIES = 20  # places that are tried before an object shrinks
_SHRINK = 0.85
_FINE = 8  # OpenCV draws on a grid this much finer: 3 bits
_WOBBLE = 0.06  # how far corners stray, as a share of the radius over the root of their number
_CONTRAST = 80  # of 255: least difference between an object and its background, in the channel in which it is largest
_TEXTURE = 60  # of 255: how far the strongest texture strays from its mean


@dataclass(frozen=True, kw_only=True)
class SceneSettings:
    """How hard scenes are. Raises ValueError where a value is out of range."""

    size: int = 64  # rows and columns: one of SCENE_SIZES
    fewest: int = 1  # objects in a scene, 1 to MOST_OBJECTS
    most: int = 4  # objects in a scene, from `fewest` to MOST_OBJECTS
    classes: tuple[str, ...] = ("circle", "square", "triangle")  # different keys of SHAPES
    smallest: float = 0.1  # half the longer side of the smallest object, as a share of the size, 0.06 to 0.4
    largest: float = 0.2  # of the largest
    noise: float = 8.0  # standard deviation of the noise on every pixel, in grey levels of 255, 0 to 64
    texture: float = 0.5  # how strong the background's texture is, 0 (one colour) to 1
    rotation: float = 180.0  # degrees by which objects are turned at most, to either side, 0 to 180
    spacing: str = "apart"  # a key of SPACINGS
    sketches: float = 0.25  # share of scenes that look drawn: ink on plain paper, outlined or filled, 0 to 1

    def __post_init__(self) -> None:
        take_pythons_numbers(self)
        one_of("size", self.size, SCENE_SIZES)
        whole("fewest", self.fewest, 1, MOST_OBJECTS)
        whole("most", self.most, self.fewest, MOST_OBJECTS)
        if not self.classes or len(set(self.classes)) < len(self.classes):
            raise ValueError(f"classes must be one or more different shapes. Received: classes={self.classes!r}")
        for name in self.classes:
            one_of("every class", name, tuple(SHAPES))
        within("smallest", self.smallest, 0.06, 0.4)
        within("largest", self.largest, self.smallest, 0.4)
        within("noise", self.noise, 0, 64)
        within("texture", self.texture, 0, 1)
        within("rotation", self.rotation, 0, 180)
        one_of("spacing", self.spacing, tuple(SPACINGS))
        within("sketches", self.sketches, 0, 1)


@dataclass(frozen=True, eq=False)
class Scene:
    """A picture and the whole truth about it."""

    image: np.ndarray  # uint8 (size, size, 3)
    boxes: np.ndarray  # float32 (objects, 4): left, top, right, bottom: the tight bounds of what is visible of each object
    targets: np.ndarray  # int64 (objects,): positions in the settings' classes
    semantic: np.ndarray  # uint8 (size, size): 0 for background, otherwise the class's position plus 1
    instances: np.ndarray  # uint8 (size, size): 0 for background, otherwise the object's position plus 1


@dataclass(frozen=True, eq=False)
class _Thing:
    target: int
    corners: np.ndarray  # int32 (corners, 2), on the fine grid
    pen: int  # width of its outline in pixels; 0 if it is filled
    cover: np.ndarray  # uint8 (size, size): how much of each pixel it covers, 255 for all of it

    @property
    def mask(self) -> npt.NDArray[np.bool_]:
        return self.cover >= 128


def draw_scene(settings: SceneSettings, rng: np.random.Generator) -> Scene:
    """One scene, everything that the settings leave open left to chance.

    Objects lie wholly inside the picture, and at least 60% of each is visible. Where there is no room for objects of the
    wanted size, they get smaller.

    Parameters
    ----------
    settings : SceneSettings
    rng : numpy.random.Generator

    Returns
    -------
    Scene
    """
    sketch = rng.random() < settings.sketches
    count = int(rng.integers(settings.fewest, settings.most + 1))
    scale, things = 1.0, None
    while things is None:
        things = _arrange(settings, count, sketch, scale, rng)
        scale *= _SHRINK
    instances = np.zeros((settings.size, settings.size), np.uint8)
    for number, thing in enumerate(things, start=1):
        instances[thing.mask] = number
    targets = np.array([thing.target for thing in things], np.int64)
    return Scene(
        image=_paint(settings, things, sketch, rng),
        boxes=np.array([_bounds(instances == number) for number in range(1, len(things) + 1)], np.float32),
        targets=targets,
        semantic=np.concatenate([[0], targets + 1]).astype(np.uint8)[instances],
        instances=instances,
    )


def draw_scenes(
    settings: SceneSettings, count: int, seed: int, *, first: int = 0, part: tuple[int, ...] = ()
) -> tuple[Scene, ...]:
    """Scenes number `first` to `first + count - 1` of a seed: each has random numbers of its own, so any of them can be drawn.

    Parameters
    ----------
    settings : SceneSettings
    count, seed, first : int, 0 or more
    part : tuple of int
        Whatever their numbers, scenes of two parts have nothing in common: it is the spawn key of `numpy.random.SeedSequence`.

    Returns
    -------
    tuple of Scene
    """
    sources = (np.random.SeedSequence((seed, number), spawn_key=part) for number in range(first, first + count))
    return tuple(draw_scene(settings, np.random.default_rng(source)) for source in sources)


def _arrange(settings: SceneSettings, count: int, sketch: bool, scale: float, rng: np.random.Generator) -> list[_Thing] | None:
    """The objects, the lowest first, or None where there is no room for all of them at this scale."""
    things: list[_Thing] = []
    taken = np.zeros((settings.size, settings.size), np.uint8)
    for _ in range(count):
        target = int(rng.integers(len(settings.classes)))
        pen = int(rng.integers(1, 2 + settings.size // 32)) if sketch and rng.random() < 0.6 else 0
        thing = _place(settings, target, pen, scale, things, taken, rng)
        if thing is None:
            return None
        things.append(thing)
        taken[thing.mask] = len(things)
    return things


def _place(
    settings: SceneSettings,
    target: int,
    pen: int,
    scale: float,
    others: Sequence[_Thing],
    taken: npt.NDArray[np.uint8],
    rng: np.random.Generator,
) -> _Thing | None:
    """An object where it may lie, or None."""
    shape = SHAPES[settings.classes[target]]
    outline = shape + rng.normal(0, _WOBBLE / len(shape) ** 0.5, shape.shape)
    tilt = np.radians(rng.uniform(-settings.rotation, settings.rotation))
    turn = np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]])
    outline = outline * rng.uniform(0.88, 1.12, 2) @ turn.T
    outline = outline - (outline.min(axis=0) + outline.max(axis=0)) / 2  # so that its middle is the middle of its box
    outline = outline / np.abs(outline).max()  # so that every shape is as large as any other: size may not tell the class
    radius = max(rng.uniform(settings.smallest, settings.largest) * settings.size * scale, SMALLEST_RADIUS)
    while radius >= SMALLEST_RADIUS:
        room = np.abs(outline).max(axis=0) * radius + 1 + pen / 2
        for _ in range(_TRIES):
            for middle in _middles(settings, others, room, rng):
                if (middle < room).any() or (middle > settings.size - room).any():
                    break
                thing = _thing(settings, target, outline * radius + middle, pen)
                if _may_lie(settings, thing.mask, others, taken):
                    return thing
        radius *= _SHRINK
    return None


def _middles(settings: SceneSettings, others: Sequence[_Thing], room: Any, rng: np.random.Generator) -> Any:
    """Where an object might lie: one place anywhere, or, where it shall touch another, places from there outward."""
    if settings.spacing != "touching" or not others:
        return [rng.uniform(np.minimum(room, settings.size / 2), np.maximum(settings.size - room, settings.size / 2))]
    neighbour = others[int(rng.integers(len(others)))].corners.mean(axis=0) / _FINE
    angle = rng.uniform(0, 2 * np.pi)
    return neighbour + np.arange(2, settings.size)[:, None] * np.array([np.cos(angle), np.sin(angle)])


def _thing(settings: SceneSettings, target: int, corners: np.ndarray, pen: int) -> _Thing:
    corners = np.rint(corners * _FINE).astype(np.int32)
    cover = np.zeros((settings.size, settings.size), np.uint8)
    cv2.fillPoly(cover, [corners], 255, cv2.LINE_AA, shift=3)
    if pen:
        cv2.polylines(cover, [corners], True, 255, pen, cv2.LINE_AA, shift=3)
    return _Thing(target, corners, pen, cover)


def _may_lie(
    settings: SceneSettings, mask: npt.NDArray[np.bool_], others: Sequence[_Thing], taken: npt.NDArray[np.uint8]
) -> bool:
    if settings.spacing == "overlapping":
        before = np.bincount(taken.ravel(), minlength=len(others) + 1)[1:]
        hidden = np.bincount(taken[mask], minlength=len(others) + 1)[1:]
        whole = np.array([thing.mask.sum() for thing in others])
        return bool((before - hidden >= (1 - _MOST_HIDDEN) * whole).all())
    around = cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    if settings.spacing == "apart":
        return not taken[around].any()
    return not taken[mask].any() and (not others or bool(taken[around].any()))


def _paint(settings: SceneSettings, things: Sequence[_Thing], sketch: bool, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    size = settings.size
    paper = rng.uniform(225, 256, 3) if sketch else rng.uniform(20, 236, 3)
    canvas = np.tile(paper, (size, size, 1))
    if not sketch:
        canvas += _texture(size, rng)[..., None] * rng.uniform(0.5, 1, 3) * _TEXTURE * settings.texture
    for thing in things:
        ink = rng.uniform(0, 110, 3) if sketch else _colour(paper, rng)
        cover = thing.cover[..., None] / 255
        if thing.pen:  # an outline hides what is under it, as a sheet of paper cut out would
            canvas += cover * (paper - canvas)
            line = np.zeros((size, size), np.uint8)
            cv2.polylines(line, [thing.corners], True, 255, thing.pen, cv2.LINE_AA, shift=3)
            cover = line[..., None] / 255
        canvas += cover * (ink - canvas)
    noise = settings.noise * (0.25 if sketch else 1)
    return np.rint(np.clip(canvas + rng.normal(0, 1, canvas.shape) * noise, 0, 255)).astype(np.uint8)


def _colour(paper: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    while True:
        colour = rng.uniform(0, 256, 3)
        if np.abs(colour - paper).max() >= _CONTRAST:
            return colour


def _texture(size: int, rng: np.random.Generator) -> np.ndarray:
    """A texture of mean about 0 within -1 and 1: clouds of some grain, or stripes, or both."""
    cells = int(rng.integers(3, 17))
    clouds = cv2.resize(rng.uniform(-1, 1, (cells, cells)), (size, size), interpolation=cv2.INTER_CUBIC)
    if rng.random() < 0.5:
        return np.clip(clouds, -1, 1)
    angle, period = rng.uniform(0, np.pi), rng.uniform(4, size / 3)
    across = np.cos(angle) * np.arange(size)[:, None] + np.sin(angle) * np.arange(size)[None]
    return np.clip(0.6 * np.sin(2 * np.pi * across / period) + 0.4 * clouds, -1, 1)


def _bounds(mask: npt.NDArray[np.bool_]) -> tuple[int, ...]:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return columns[0], rows[0], columns[-1] + 1, rows[-1] + 1
