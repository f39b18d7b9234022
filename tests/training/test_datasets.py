import numpy as np
import pytest
import skimage.data

from lessons.images.decoding import decode_image
from lessons.images.samples import package_file
from lessons.training.datasets import _TEXTURES, DATASETS


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
    assert len(set(DATASETS[name].counts.values())) == 1


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
