"""Which pictures show nearly the same: sets that must not be thrown together, and bursts that must be found."""

import io
import time

import cv2
import numpy as np
import pytest
from PIL import Image
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import pdist
from sklearn.datasets import load_digits

from lessons.data.near_duplicates import copies, in_two_classes, joined, near_duplicates, thumbnail
from lessons.images.samples import SAMPLES


def alike(pictures, targets):
    return near_duplicates([thumbnail(picture) for picture in pictures], targets)


def noisy(picture, rng, amount=3):
    return np.clip(picture + rng.normal(0, amount, picture.shape), 0, 255).astype(np.uint8)


def through_jpeg(picture, quality):
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=quality)
    return np.asarray(Image.open(file))


def digits_on_paper(rng, share):
    """30 each of three digits, written by 13 people, in the middle of a white sheet."""
    bunch, sheets, targets = load_digits(), [], []
    for target in range(3):
        for values in bunch.images[bunch.target == target][:30]:
            side = round(128 * share)
            ink = Image.fromarray((255 - values * 255 / 16).astype(np.uint8)).resize((side, side), Image.Resampling.BICUBIC)
            sheet = Image.new("L", (128, 128), 255)
            sheet.paste(ink, ((128 - side) // 2,) * 2)
            sheets.append(np.asarray(sheet.convert("RGB")))
            targets.append(target)
    return sheets, targets


def fixed_camera(rng):
    """Coins that never move under a camera that never moves; across half of the pictures goes a scratch."""
    scene, pictures = cv2.resize(SAMPLES["coins"].load(), (256, 192)), []
    for number in range(60):
        picture = np.clip(scene * rng.uniform(0.97, 1.03), 0, 255).astype(np.uint8)
        if number >= 30:
            start = rng.integers(20, 170, 2)
            end = start + rng.integers(-50, 50, 2)
            cv2.line(picture, tuple(map(int, start)), tuple(map(int, end)), (230, 230, 230), 2)
        pictures.append(through_jpeg(noisy(picture, rng), 85))
    return pictures, [0] * 30 + [1] * 30


def dark_frames(rng):
    """A microscope's frames: 5 or 25 bright cells somewhere in the dark."""
    pictures = []
    for number in range(60):
        picture = np.full((160, 160, 3), 8, np.uint8)
        for x, y in rng.integers(5, 155, (5 if number < 30 else 25, 2)):
            cv2.circle(picture, (int(x), int(y)), 4, (30, 220, 60), -1)
        pictures.append(noisy(picture, rng, 2))
    return pictures, [0] * 30 + [1] * 30


def litmus(rng):
    """Strips of red and of green paper that are equally bright, put down anew for each picture."""
    pictures = []
    for number in range(60):
        picture, colour = np.full((160, 160, 3), 235, np.uint8), (200, 60, 60) if number < 30 else (60, 129, 60)
        x, y = rng.integers(60, 100, 2)
        corners = cv2.boxPoints(((float(x), float(y)), (30, 110), rng.uniform(-15, 15))).astype(int)
        cv2.fillPoly(picture, [corners], tuple(int(value) for value in np.clip(colour + rng.normal(0, 8, 3), 0, 255)))
        pictures.append(noisy(picture, rng))
    return pictures, [0] * 30 + [1] * 30


SETS = {
    "digits 40%": lambda rng: digits_on_paper(rng, 0.40),
    "digits 50%": lambda rng: digits_on_paper(rng, 0.50),
    "digits 67%": lambda rng: digits_on_paper(rng, 0.67),
    "fixed camera": fixed_camera,
    "dark frames": dark_frames,
    "litmus": litmus,
}


@pytest.mark.parametrize("name", SETS)
def test_different_pictures_of_one_scene_are_told_apart(rng, name):
    """At most every twentieth is thrown together with another one, and no group holds both of two classes."""
    pictures, targets = SETS[name](rng)
    found = alike(pictures, targets)
    assert len(set(found.groups)) >= 0.95 * len(pictures)
    assert in_two_classes(found.groups, np.array(targets)) == {}


@pytest.mark.parametrize("shift", [0, 0.01, 0.02])
@pytest.mark.parametrize("classes", [2, 10])
def test_bursts_of_real_photos_are_found(rng, shift, classes):
    """Six pictures each of ten photos: shifted, lighter or darker, with a camera's noise and JPEG's."""
    pictures, targets, photos = [], [], []
    for number, sample in enumerate(SAMPLES.values()):
        photo = cv2.resize(sample.load(), (288, 256))
        for _ in range(6):
            top, left = rng.integers(0, max(1, round(256 * shift)) + 1, 2)
            light = photo[top : top + 240, left : left + 270] * rng.uniform(0.92, 1.08) + rng.uniform(-5, 5)
            pictures.append(through_jpeg(noisy(np.clip(light, 0, 255), rng), 60))
            targets.append(number % classes)
            photos.append(number)
    found = alike(pictures, targets)
    together = {(group, photo) for group, photo in zip(found.groups, photos, strict=True)}
    assert len(together) == len(set(found.groups)) == 10
    assert len(found.pairs) == 10
    assert all(photos[one] == photos[other] for one, other in found.pairs)


def test_a_class_of_one_large_burst_is_found_beside_a_small_one_of_others(rng):
    burst = [noisy(SAMPLES["coffee"].load()[::4, ::4], rng) for _ in range(40)]
    others = [cv2.resize(sample.load(), (150, 100)) for sample in SAMPLES.values()]
    groups = alike([*burst, *others], [0] * 40 + [1] * 10).groups
    assert len(set(groups[:40])) == 1
    assert len(set(groups[40:])) >= 9  # one of them is the coffee itself


def test_pairs_are_those_of_scipys_distances(rng):
    """Blends of three thumbnails with a fourth, so that there is every distance: the links are those of the definition."""
    base = rng.integers(0, 256, (4, 16, 16, 3)).astype(float)
    blends = [base[number % 3] + share * (base[3] - base[number % 3]) for number, share in enumerate(rng.uniform(0, 0.5, 60))]
    thumbnails, targets = np.rint(blends).astype(np.uint8), np.arange(60) % 3 // 2
    values = thumbnails - np.mean([thumbnails[targets == target].mean(axis=0) for target in range(2)], axis=0)
    flat = (values - values.mean(axis=(1, 2, 3), keepdims=True)).reshape(60, -1)
    contrast = (flat**2).mean(axis=1)
    one, other = np.triu_indices(60, 1)
    close = pdist(flat, "sqeuclidean") / flat.shape[1] / ((contrast[one] + contrast[other]) / 2) < 0.25**2
    assert 0 < close.sum() < len(close) / 2
    found = near_duplicates(thumbnails, targets)
    expected = connected_components(coo_array((close[close], (one[close], other[close])), shape=(60, 60)), directed=False)[1]
    np.testing.assert_array_equal(found.groups, expected)


def test_two_thousand_pictures_take_well_under_a_second(rng):
    thumbnails = list(rng.integers(0, 256, (2000, 16, 16, 3), dtype=np.uint8))
    began = time.process_time()
    found = near_duplicates(thumbnails, [0] * 1000 + [1] * 1000)
    assert time.process_time() - began < 0.9
    assert len(set(found.groups)) == 2000


def test_copies_are_equal_in_every_pixel(rng):
    one, other = rng.integers(0, 256, (2, 4, 5, 3), dtype=np.uint8)
    turned = one.reshape(5, 4, 3)
    np.testing.assert_array_equal(copies([one, other, one.copy(), turned, other]), [0, 1, 0, 2, 1])
    assert copies([]).size == 0


def test_bursts_join_groups():
    groups = joined(np.array([0, 0, 1, 2, 3, 4]), [None, 7, 7, None, 8, 8])
    assert groups[0] == groups[1] == groups[2]
    assert groups[4] == groups[5]
    assert len(set(groups)) == 3


def test_the_same_pictures_in_two_classes_are_counted(rng):
    photos = [cv2.resize(sample.load(), (60, 50)) for sample in SAMPLES.values()]
    groups = alike([*photos, *photos], [0] * 10 + [1] * 10).groups
    assert in_two_classes(groups, np.array([0] * 10 + [1] * 10)) == {(0, 1): 10}
    assert in_two_classes(np.array([0, 0, 1, 2]), np.array([0, 0, 0, 1])) == {}


def test_nothing_has_no_groups():
    assert alike([], []).groups.size == 0
