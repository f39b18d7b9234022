"""What a network answers where a part of it stayed at home."""

import keras
import numpy as np
import pytest

from lessons.images.resizing import square
from lessons.images.samples import SAMPLES
from lessons.nets.classification import answer
from lessons.nets.imagenet import classifier, labels
from lessons.nets.probing import network_input
from lessons.takehome.left_behind import PARTS, answers_elsewhere, first_kernels

CAT = SAMPLES["chelsea"].load()


def without(part):
    return answers_elsewhere(classifier(), [CAT], set(PARTS) - {part})[0]


def test_with_all_its_parts_it_answers_as_at_home_and_names_and_proof_change_no_number():
    at_home = answer(classifier(), network_input(classifier(), CAT))
    assert labels()[at_home.argmax()] == "Egyptian cat"
    for part in (None, "names", "proof"):
        np.testing.assert_array_equal(without(part), at_home)


def test_without_its_scaling_the_first_convolution_gets_the_raw_numbers():
    model = classifier()
    scaling = model.get_layer("preprocessing")
    undone = (square(CAT, 224).astype(np.float32) - scaling.offset) / scaling.scale  # the layer makes raw numbers of that
    expected = np.asarray(model(undone[None], training=False))[0]
    np.testing.assert_allclose(without("scaling"), expected, atol=1e-4)
    assert labels()[without("scaling").argmax()] == "pillow"


def test_without_its_weights_it_knows_nothing_and_says_so_twice_alike():
    said = without("weights")
    assert said.max() < 0.01
    np.testing.assert_array_equal(said, without("weights"))
    assert answer(classifier(), np.zeros((224, 224, 3), np.uint8)).max() > 0.01  # the network itself is as it was


@pytest.mark.parametrize("part", ["scaling", "weights"])
def test_a_network_without_a_layer_of_that_name_keeps_what_it_has(part):
    inputs = keras.Input((8, 8, 3), name="picture")
    dense = keras.layers.Dense(2, activation="softmax", name="probabilities")
    model = keras.Model(inputs, dense(keras.layers.Flatten(name="flatten")(inputs)))
    image = np.full((8, 8, 3), 3, np.uint8)
    said = answers_elsewhere(model, [image], set(PARTS) - {part})[0]
    assert said.sum() == pytest.approx(1, abs=1e-5)
    assert (part == "scaling") == np.array_equal(said, answers_elsewhere(model, [image])[0])
    assert first_kernels(model) is None


def test_the_first_kernels_are_those_of_the_first_convolution_that_learns():
    assert first_kernels(classifier()).shape == (3, 3, 3, 32)


@pytest.mark.parametrize("left", [(), ("scaling",), ("weights",)])
def test_pictures_that_come_together_are_answered_as_each_by_itself(left):
    packed, pictures = set(PARTS) - set(left), [CAT, CAT[::2, ::-1], SAMPLES["coffee"].load()]
    each = [answers_elsewhere(classifier(), [picture], packed)[0] for picture in pictures]
    np.testing.assert_allclose(answers_elsewhere(classifier(), pictures, packed), each, atol=1e-4)
