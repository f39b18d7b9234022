import cv2
import numpy as np
import pytest
import skimage.data
from sklearn.datasets import load_digits

from lessons.data.datasets import _TEXTURES, DATASETS
from lessons.data.generated_shapes import SHAPES, draw_shape, draw_shapes
from lessons.data.generated_shapes import SIZE as DRAWING_SIZE
from lessons.images.decoding import decode_image
from lessons.images.samples import package_file


@pytest.mark.parametrize("name", list(DATASETS))
def test_pictures_and_targets_go_together(name):
    dataset = DATASETS[name]
    for part in (dataset.train, dataset.test):
        assert len(part.images) == len(part.targets) == len(part)
        assert set(part.targets) == set(range(len(dataset.labels)))
        assert all(image.dtype == np.uint8 and image.shape[2] == 3 for image in part.images)
    assert dataset.counts == {
        label: (int((dataset.train.targets == i).sum()), int((dataset.test.targets == i).sum()))
        for i, label in enumerate(dataset.labels)
    }


@pytest.mark.parametrize("name", list(DATASETS))
def test_classes_are_balanced(name):
    training = [train for train, _ in DATASETS[name].counts.values()]
    assert max(training) <= 1.06 * min(training)


def test_a_data_set_is_built_once_and_shared():
    assert DATASETS["faces"] is DATASETS["faces"]
    with pytest.raises(KeyError):
        DATASETS["kittens"]


def test_no_pixel_of_a_test_patch_is_in_a_training_patch():
    """Every patch is found in its photo: training patches end left of where test patches begin."""
    dataset = DATASETS["textures"]
    for target, file in enumerate(_TEXTURES):
        photo = decode_image(package_file("skimage", f"data/{file}").read_bytes())
        border = round(photo.shape[1] * 0.6)
        for part, columns in ((dataset.train, (0, border)), (dataset.test, (border, photo.shape[1]))):
            half = photo[:, columns[0] : columns[1]]
            for index in np.flatnonzero(part.targets == target)[:5]:
                patch = part.images[index]
                assert np.shares_memory(patch, half) or _occurs(patch, half)


def _occurs(patch, photo):
    tops, lefts = np.nonzero((photo[: -patch.shape[0] + 1 or None, : -patch.shape[1] + 1 or None] == patch[0, 0]).all(axis=2))
    rows, columns = patch.shape[:2]
    return any(
        np.array_equal(photo[top : top + rows, left : left + columns], patch) for top, left in zip(tops, lefts, strict=True)
    )


def test_faces_are_the_packages_patches():
    patches = {np.rint(patch * 255).astype(np.uint8).tobytes() for patch in skimage.data.lfw_subset()[:100]}
    dataset = DATASETS["faces"]
    for part in (dataset.train, dataset.test):
        for image, target in zip(part.images, part.targets, strict=True):
            assert (np.ascontiguousarray(image[..., 0]).tobytes() in patches) == (dataset.labels[target] == "face")


def test_a_subset_keeps_pictures_with_their_targets():
    part = DATASETS["faces"].train
    subset = part.subset([5, 100])
    assert subset.images[1] is part.images[100]
    assert subset.targets.tolist() == [part.targets[5], part.targets[100]]


def test_the_digits_are_scikit_learns_in_dark_ink():
    bunch, dataset = load_digits(), DATASETS["digits"]
    inks = {picture.astype(np.uint8).tobytes(): target for picture, target in zip(bunch.images, bunch.target, strict=True)}
    seen = set()
    for part in (dataset.train, dataset.test):
        for image, target in zip(part.images, part.targets, strict=True):
            ink = np.rint((255 - image[..., 0].astype(float)) * 16 / 255).astype(np.uint8)
            assert inks[ink.tobytes()] == target
            seen.add(ink.tobytes())
    assert len(seen) == len(inks)


def test_every_drawing_is_another_one():
    dataset = DATASETS["drawings"]
    pictures = [image.tobytes() for image in dataset.train.images + dataset.test.images]
    assert len(set(pictures)) == len(pictures)


@pytest.mark.parametrize("name", list(SHAPES))
def test_a_drawing_is_its_outline_in_dark_ink_on_white(name):
    """OpenCV's own shape distance: a drawing's contour is closer to its outline than to that of most other shapes."""
    ranks = []
    for seed in range(12):
        paper = draw_shape(name, np.random.default_rng(seed))
        assert paper.shape == (DRAWING_SIZE, DRAWING_SIZE, 3)
        assert paper[0, 0].tolist() == [255, 255, 255]
        ink = (paper.min(axis=2) < 160).astype(np.uint8)
        contour = max(cv2.findContours(ink, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0], key=cv2.contourArea)
        distances = {
            other: cv2.matchShapes(contour, np.rint(outline * 1000).astype(np.int32), cv2.CONTOURS_MATCH_I1, 0)
            for other, outline in SHAPES.items()
        }
        ranks.append(sorted(distances, key=distances.get).index(name))
    assert np.median(ranks) <= 1, ranks


def test_the_same_seed_draws_the_same():
    np.testing.assert_array_equal(draw_shapes(2, seed=5)[3][1], draw_shapes(2, seed=5)[3][1])
