"""The dense layer that a lesson takes apart: its maps, its figures, and its answers against scikit-learn's own."""

import cv2
import keras
import numpy as np
import pytest

from lessons.core.dense import dense, softmax
from lessons.core.kernels import KERNELS
from lessons.core.scaling import luma
from lessons.data.datasets import DATASETS
from lessons.images.resizing import square
from lessons.images.samples import SAMPLES
from lessons.training.linear_head import MAP_KERNELS, VECTORS, picture_maps, texture_head, texture_report, unseen_patches


def test_the_maps_are_opencvs_and_kerass():
    picture = SAMPLES["coffee"].load()
    grey = luma(square(picture, 48)) / np.float32(255)
    maps = picture_maps(picture)
    for channel, name in enumerate(MAP_KERNELS):
        filtered = cv2.filter2D(grey, -1, KERNELS[name], borderType=cv2.BORDER_REFLECT_101)
        pooled = keras.layers.MaxPooling2D(8)(np.maximum(filtered, 0)[None, :, :, None])
        np.testing.assert_allclose(maps[..., channel], pooled[0, :, :, 0], atol=1e-5)


@pytest.mark.parametrize("vector", list(VECTORS))
def test_the_figures_are_those_of_its_own_answers(vector):
    head, dataset = texture_head(vector), DATASETS["textures"]
    for part, accuracy in ((dataset.train, head.train_accuracy), (dataset.test, head.test_accuracy)):
        logits = [dense(VECTORS[vector](picture_maps(image)), head.weights, head.bias) for image in part.images]
        assert np.mean(np.argmax(logits, axis=1) == part.targets) == accuracy
    assert texture_report(vector).accuracy == head.test_accuracy
    np.testing.assert_allclose(texture_report(vector).probabilities.sum(axis=1), 1, rtol=1e-5)
    assert head.parameters == head.weights.size + len(head.labels)


def test_no_small_change_of_the_weights_makes_the_penalised_loss_smaller(rng):
    """Softmax regression is convex, so the optimum is where the gradient vanishes: cross-entropy and scikit-learn's penalty."""
    head, train = texture_head("global average pooling"), DATASETS["textures"].train
    inputs = np.stack([VECTORS["global average pooling"](picture_maps(image)) for image in train.images]).astype(np.float64)

    def loss(weights):
        probabilities = softmax(inputs @ weights + head.bias)[np.arange(len(inputs)), train.targets]
        return -10 * np.log(probabilities.astype(np.float64)).sum() + 0.5 * (weights**2).sum()

    least = loss(head.weights.astype(np.float64))
    for _ in range(10):
        step = rng.normal(size=head.weights.shape)
        assert loss(head.weights + 0.05 * step) > least


def test_a_patch_of_each_texture_is_one_that_it_never_saw():
    dataset = DATASETS["textures"]
    for label, patch in unseen_patches().items():
        targets = [target for image, target in zip(dataset.test.images, dataset.test.targets, strict=True) if image is patch]
        assert [dataset.labels[target] for target in targets] == [label]


def test_fewer_parameters_do_better_on_pictures_never_seen():
    flat, average = texture_head("flatten"), texture_head("global average pooling")
    assert average.parameters < flat.parameters / 20
    assert flat.train_accuracy > average.train_accuracy
    assert average.test_accuracy > flat.test_accuracy + 0.05
