"""The arms of transfer learning: what learns, what stays, and that the short way equals the long one."""

import threading
from dataclasses import replace

import keras
import numpy as np
import pytest

from lessons.images.resizing import square
from lessons.nets.weights import vgg16_weights
from lessons.training.arms import assemble, freeze_all_but
from lessons.training.fit import fit, fit_arms
from lessons.training.recipes import make_optimiser
from lessons.training.settings import Augmentation, TrainingSettings
from lessons.training.split import hold_back
from lessons.work.jobs import JobQueue
from lessons.work.progress import Stopped
from tests.small_data import part_of
from tests.work import works

pytestmark = pytest.mark.slow

QUICK = TrainingSettings(network="vgg16", image_size=64, epochs=2, fine_epochs=2, fine_rate=1e-4, units=16)


@pytest.fixture(scope="module")
def few(faces):
    return part_of(faces, 10)


@pytest.fixture(scope="module")
def frozen(few):
    return fit(QUICK, few)


@pytest.fixture(scope="module")
def fine_tuned(few):
    return fit(replace(QUICK, arm="fine_tuned", unfrozen=3), few)


@pytest.mark.parametrize("unfrozen", [1, 3, 5])
def test_fine_tuning_lets_the_last_convolutions_learn_and_no_others(unfrozen):
    assembly = assemble(replace(QUICK, arm="fine_tuned", unfrozen=unfrozen), 2)
    freeze_all_but(assembly, assembly.stages[-1])
    learning = [layer.name for layer in assembly.model.layers if layer.trainable_weights]
    assert learning == [*list(vgg16_weights())[-unfrozen:], "hidden", "probabilities"]


def test_fine_tuning_changes_the_last_convolutions_and_not_a_bit_of_the_others(fine_tuned):
    result, unfrozen, names = fine_tuned, fine_tuned.settings.unfrozen, list(vgg16_weights())
    for name, (kernel, bias) in vgg16_weights().items():
        now = result.model.get_layer(name).get_weights()
        if name in names[-unfrozen:]:
            assert not np.array_equal(now[0], kernel)
        else:
            np.testing.assert_array_equal(now[0], kernel)
            np.testing.assert_array_equal(now[1], bias)
    counted = sum(np.size(weights) for name in names[-unfrozen:] for weights in vgg16_weights()[name])
    head = 512 * 16 + 16 + 16 * 2 + 2
    assert result.learned_parameters == counted + head
    assert result.learned_parameters + result.frozen_parameters == result.model.count_params()


def test_batch_normalisation_learns_only_where_it_is_asked_to(few):
    settings = replace(QUICK, arm="fine_tuned", network="efficientnet_lite0", unfrozen=4)
    before = {
        layer.name: layer.get_weights()
        for layer in assemble(settings, 2).model.layers
        if isinstance(layer, keras.layers.BatchNormalization)
    }
    kept, trained = (fit(replace(settings, batch_norm=choice), few).model for choice in ("frozen", "trained"))
    for name, weights in before.items():
        np.testing.assert_array_equal(kept.get_layer(name).get_weights(), weights)
    moved = [name for name, weights in before.items() if not np.array_equal(trained.get_layer(name).get_weights(), weights)]
    assert moved == list(before)[-4:]


@pytest.mark.parametrize("network", ["vgg16", "efficientnet_lite0"])
def test_the_cached_way_learns_exactly_what_the_whole_network_would(faces, network):
    """Stage by stage, Keras trains the whole network on the pictures themselves, with the same layers frozen.

    There are so few that an epoch is one batch, whatever their order; so there is nothing to compile for.
    """
    few = part_of(faces, 6)
    settings = replace(QUICK, arm="fine_tuned", network=network, unfrozen=2)
    short = fit(settings, few).history
    assembly = assemble(settings, 2)
    pictures = np.stack([square(image, 64) for image in few.train.images]).astype(np.float32)
    learning, validation = hold_back(few.train, settings)
    assert len(learning) <= settings.batch_size
    losses = []
    for stage in assembly.stages:
        freeze_all_but(assembly, stage)
        whole, optimiser = assembly.model, make_optimiser(settings, stage.learning_rate, stage.epochs)
        whole.compile(optimizer=optimiser, loss="sparse_categorical_crossentropy", run_eagerly=True)
        for _ in range(stage.epochs):
            loss = whole.train_on_batch(pictures[learning], few.train.targets[learning])
            losses.append((loss, whole.test_on_batch(pictures[validation], few.train.targets[validation])))
    assert [epoch.number for epoch in short] == [1, 2, 3, 4]
    cached = [(epoch.loss, epoch.validation_loss) for epoch in short]
    np.testing.assert_allclose(cached, losses, atol=1e-4)


def test_the_test_pictures_never_reach_training(few, fine_tuned):
    """With poisoned test labels every figure of the training stays the same to the last bit."""
    poisoned = fit(fine_tuned.settings, replace(few, test=replace(few.test, targets=1 - few.test.targets)))
    assert poisoned.history == fine_tuned.history
    np.testing.assert_array_equal(poisoned.test_report.probabilities, fine_tuned.test_report.probabilities)
    assert poisoned.test_report.accuracy == pytest.approx(1 - fine_tuned.test_report.accuracy)


def test_transfer_beats_training_from_scratch_on_few_faces(faces):
    """With 20 faces and 20 others to learn from, by 5 points or more on the test pictures."""
    settings = TrainingSettings(image_size=64, pictures_per_class=20)
    scratch, frozen = fit_arms([replace(settings, arm="scratch"), settings], part_of(faces, 26))
    assert scratch.pictures == frozen.pictures == 40
    assert scratch.test_report.accuracy + 0.05 <= frozen.test_report.accuracy


def test_every_arm_gets_the_same_split(few):
    choices = [replace(QUICK, arm=arm, epochs=1, fine_epochs=1) for arm in ("scratch", "random", "frozen", "fine_tuned")]
    steps = []
    results = fit_arms(choices, few, on_step=steps.append)
    assert [result.settings for result in results] == choices
    assert {tuple(figure.pictures for figure in result.validation_report.classes) for result in results} == {(2, 2)}
    assert [len(step.earlier) for step in steps] == sorted(len(step.earlier) for step in steps)
    assert [(arm.settings, arm.history) for arm in steps[-1].earlier] == [(run.settings, run.history) for run in results[:3]]
    assert results[3].head_epochs == 1
    assert len(results[3].history) == 2


def test_fewer_pictures_are_the_first_of_the_more(few, frozen):
    """The validation pictures stay the same whatever is learned from, and the same seed takes the same pictures."""
    some, again = (fit(replace(QUICK, pictures_per_class=5), few) for _ in range(2))
    assert some.pictures == 10
    assert some.history == again.history
    assert frozen.pictures == 16
    assert frozen.validation_report.classes[0].pictures == some.validation_report.classes[0].pictures == 2


def test_several_arms_stop_together_and_keep_what_was_learned(few):
    choices = [QUICK, replace(QUICK, arm="scratch", epochs=50), replace(QUICK, arm="random")]
    steps = []
    results = fit_arms(
        choices,
        few,
        on_step=steps.append,
        should_stop=lambda: len(steps) > 0 and len(steps[-1].earlier) == 1 and bool(steps[-1].history),
    )
    assert [result.settings.arm for result in results] == ["frozen", "scratch"]
    assert not results[0].stopped
    assert results[1].stopped


def test_nothing_learned_is_nothing(few):
    with pytest.raises(Stopped):
        fit_arms([QUICK], few, should_stop=lambda: True)


def test_a_run_told_to_stop_in_its_head_does_not_fine_tune(few):
    steps = []
    result = fit(
        replace(QUICK, arm="fine_tuned", epochs=50),
        few,
        on_step=steps.append,
        should_stop=lambda: any(step.phase == "training" for step in steps),
    )
    assert result.stopped
    assert not any(step.phase == "fine_tuning" for step in steps)


def test_early_stopping_ends_and_keeps_the_best_weights(few):
    settings = replace(QUICK, epochs=60, patience=3, learning_rate=3e-2)
    result = fit(settings, few)
    losses = [epoch.validation_loss for epoch in result.history]
    assert len(losses) < 60
    assert not result.stopped
    best = int(np.argmin(losses))
    assert len(losses) == best + 1 + 3
    _, validation = hold_back(few.train, settings)
    found = result.validation_report.probabilities[np.arange(len(validation)), few.train.targets[validation]]
    assert float(-np.log(found).mean()) == pytest.approx(losses[best], abs=1e-4)
    assert result.kept is result.history[best]
    assert result.kept_earlier
    assert result.validation_report.accuracy == pytest.approx(result.kept.validation_accuracy, abs=1e-6)


def test_what_the_head_learned_is_kept_where_it_is_told_to_stop_just_before_fine_tuning(few):
    """After its last batch the head is not asked again: the next time is before the first batch of fine-tuning."""
    settings = replace(QUICK, arm="fine_tuned", epochs=1, pictures_per_class=4)
    steps = []
    result = fit(
        settings, few, on_step=steps.append, should_stop=lambda: any(step.history for step in steps if step.phase == "training")
    )
    assert not any(step.phase == "fine_tuning" for step in steps)
    assert result.stopped
    assert result.history == (result.kept,)
    assert result.validation_report.accuracy == pytest.approx(result.kept.validation_accuracy, abs=1e-6)
    assert result.learned_parameters == sum(result.model.get_layer(name).count_params() for name in ("hidden", "probabilities"))


def test_weight_decay_keeps_the_heads_weights_small(few):
    light, heavy = (fit(replace(QUICK, epochs=10, l2=decay), few).model for decay in (0.0, 0.1))
    assert np.abs(heavy.get_layer("hidden").get_weights()[0]).mean() < np.abs(light.get_layer("hidden").get_weights()[0]).mean()


def test_dropout_and_flatten_are_layers_of_the_model(few):
    result = fit(replace(QUICK, head="flatten", dropout=0.5), few)
    names = [layer.name for layer in result.model.layers]
    assert names[-4:] == ["flatten", "hidden", "dropout", "probabilities"]
    assert result.model.get_layer("hidden").kernel.shape == (2 * 2 * 512, 16)


def test_mixed_precision_learns_the_same_and_leaves_a_model_in_single_precision(few):
    single, mixed = (fit(replace(QUICK, epochs=10, mixed_precision=choice), few) for choice in (False, True))
    assert mixed.history != single.history
    assert mixed.history[-1].loss == pytest.approx(single.history[-1].loss, rel=0.2)
    assert {layer.compute_dtype for layer in mixed.model.layers} == {"float32"}


def test_changed_copies_train_and_validation_sees_none(few, frozen):
    """With augmentation the training figures differ, and the split and the validation pictures do not."""
    settings = replace(QUICK, augmentation=Augmentation(rotation=30, flip=True, variants=2))
    changed = fit(settings, few)
    assert changed.history != frozen.history
    assert changed.history == fit(settings, few).history
    assert changed.validation_report.classes[0].pictures == frozen.validation_report.classes[0].pictures


def test_too_much_to_remember_is_refused_with_a_sentence(few):
    images = few.train.images * 40
    many = replace(few, train=type(few.train)(images, np.tile(few.train.targets, 40)))
    with pytest.raises(ValueError, match="Choose a smaller image size"):
        fit(TrainingSettings(arm="fine_tuned", network="vgg16", unfrozen=8, image_size=224), many)


@pytest.mark.parametrize("how", ["stopped", "failed", "abandoned"])
def test_a_job_that_ends_early_frees_its_data(faces, how, workers):
    """Nothing in the worker holds the data set, and so none of what was computed from it, once the job is gone."""
    own = works.TrackedDataset(*vars(part_of(faces, 10)).values())
    queue = JobQueue(workers, patience=2.0 if how == "abandoned" else 60.0)
    settings = replace(QUICK, epochs=2 if how == "failed" else 200)
    job = queue.submit(works.fit_and_fail if how == "failed" else fit, settings, own)
    while (snapshot := job.poll()).step is None and not snapshot.over:
        job.wait(0.05)
    assert max(workers.ask(works.tracked_data_sets)) == 1
    if how == "stopped":
        job.stop()
    if how != "abandoned":
        assert job.wait(60).state in ({"failed"} if how == "failed" else {"stopped", "finished"})
    del job, snapshot
    pause = threading.Event()
    while any(workers.ask(works.tracked_data_sets)):
        pause.wait(0.05)
