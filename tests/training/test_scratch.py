"""Training a stacked network: what it learns, that it is repeatable, what is recorded, and that it stops."""

import numpy as np
import pytest

from lessons.core.architecture import PRESETS, StackError
from lessons.data.datasets import DATASETS, Dataset, Examples
from lessons.images.resizing import square
from lessons.images.samples import SAMPLES
from lessons.nets.probing import feature_maps, map_layers
from lessons.training.scratch import fit_scratch
from lessons.training.settings import ScratchSettings
from lessons.training.stack_states import StackStates
from lessons.work.progress import Stopped

pytestmark = pytest.mark.slow

CAT = SAMPLES["chelsea"].load()
SHORT = ScratchSettings(epochs=3, image_size=16, stack="conv 4; max; flatten")


@pytest.fixture(scope="module")
def drawn():
    return fit_scratch(ScratchSettings(epochs=8), DATASETS["drawings"], watched=CAT)


def test_it_learns_the_drawings(drawn):
    assert drawn.test_report.accuracy >= 0.85
    assert [epoch.number for epoch in drawn.history] == list(range(1, 9))
    assert drawn.history[-1].loss < drawn.history[0].loss / 3


def test_the_result_says_what_it_is_of(drawn):
    data = DATASETS["drawings"]
    assert (drawn.data, drawn.fingerprint) == (data.title, data.fingerprint)
    assert drawn.validation_report.accuracy == pytest.approx(drawn.history[-1].validation_accuracy, abs=1e-6)
    assert drawn.pictures + len(drawn.validation_report.targets) == len(data.train)
    assert [image is other for image, other in zip(drawn.test_images, data.test.images, strict=True)] == [True] * len(data.test)


def test_convolution_beats_softmax_regression_on_shapes(drawn):
    plain = fit_scratch(
        ScratchSettings(epochs=8, stack=PRESETS["softmax regression"]), DATASETS["drawings"], watched=CAT
    ).test_report.accuracy
    assert drawn.test_report.accuracy > plain + 0.15


def test_the_last_frame_is_the_trained_network_and_the_first_is_not(drawn):
    assert [record.epoch for record in drawn.records] == list(range(9))
    last = drawn.records[-1]
    np.testing.assert_array_equal(last.kernels, drawn.model.get_layer("conv1").kernel)
    maps = feature_maps(drawn.model, CAT)
    assert list(last.maps) == map_layers(drawn.model)
    for name, values in maps.items():
        np.testing.assert_allclose(last.maps[name], values, rtol=2e-3, atol=2e-3)
    assert np.abs(drawn.records[0].kernels - last.kernels).max() > 0.05
    answer = drawn.model.predict(square(CAT, 32)[None].astype(np.float32), verbose=0)
    np.testing.assert_allclose(last.probabilities, answer[0], atol=1e-4)


def test_the_same_seed_gives_the_same_network_and_another_seed_another():
    one, same, other = (
        fit_scratch(
            ScratchSettings(epochs=2, image_size=16, stack="conv 4; max; dropout; flatten", seed=seed), digits(), watched=CAT
        )
        for seed in (0, 0, 1)
    )
    for first, second in zip(one.model.get_weights(), same.model.get_weights(), strict=True):
        np.testing.assert_array_equal(first, second)
    assert one.history == same.history
    assert one.history != other.history


def digits(poisoned=False):
    """A part of the digits; with `poisoned`, the test pictures' labels are wrong."""
    whole = DATASETS["digits"]
    test = whole.test.subset(range(60))
    if poisoned:
        test = Examples(test.images, (test.targets + 1) % 10)
    return Dataset(whole.title, whole.description, whole.credit, whole.labels, whole.train.subset(range(300)), test)


def test_the_test_pictures_never_reach_the_training():
    honest, poisoned = (fit_scratch(SHORT, digits(wrong), watched=CAT) for wrong in (False, True))
    assert honest.history == poisoned.history
    for first, second in zip(honest.model.get_weights(), poisoned.model.get_weights(), strict=True):
        np.testing.assert_array_equal(first, second)
    assert honest.test_report.accuracy != poisoned.test_report.accuracy


def test_it_stops_within_a_batch_and_keeps_what_it_learned():
    steps = []
    result = fit_scratch(
        ScratchSettings(epochs=50, image_size=16, stack="conv 4; max; flatten"),
        digits(),
        watched=CAT,
        on_step=steps.append,
        should_stop=lambda: len(steps) >= 12,
    )
    assert result.stopped
    assert len(result.history) < 5
    assert len(result.records) == len(result.history) + 1
    assert steps[-1].phase == "evaluation"


def test_stopping_before_the_first_batch_learns_nothing():
    with pytest.raises(Stopped):
        fit_scratch(SHORT, digits(), watched=CAT, should_stop=lambda: True)


def test_a_stack_that_cannot_work_is_refused_before_training():
    settings = ScratchSettings(image_size=16, stack="max 8 8; max 8 8; flatten")
    with pytest.raises(StackError, match="Layer 2, max pooling"):
        fit_scratch(settings, digits(), watched=CAT)


def test_a_network_without_convolution_has_no_filters_to_record():
    result = fit_scratch(ScratchSettings(epochs=1, image_size=16, stack="flatten"), digits(), watched=CAT)
    assert result.records[-1].kernels is None
    assert result.records[-1].maps == {}


@pytest.mark.parametrize("stack", [SHORT.stack, "conv 4; norm; dropout 0.5; global; dense 8"])
def test_each_epoch_answers_as_it_was_recorded_and_the_last_as_the_network(stack):
    settings = ScratchSettings(stack=stack, image_size=16, epochs=2)
    run = fit_scratch(settings, digits(), watched=CAT)
    states = StackStates(settings, len(run.labels))
    for record in reversed(run.records):
        np.testing.assert_allclose(states.answer(record, CAT), record.probabilities, rtol=1e-4, atol=1e-6)
    assert len({record.probabilities.tobytes() for record in run.records}) == 3
    for mine, kept in zip(run.records[-1].weights, run.model.get_weights(), strict=True):
        np.testing.assert_array_equal(mine, kept)
