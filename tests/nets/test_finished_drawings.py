"""The drawings that are kept excite their filters as a drawing does, in the network that comes along."""

import keras
import pytest

from lessons.nets.finished_drawings import FILTERS, FOLDER, file_of, finished_drawings
from lessons.nets.vgg16 import load_vgg16
from lessons.nets.visualising import starting_noise

pytestmark = pytest.mark.slow


def test_each_makes_its_filter_answer_far_more_strongly_than_noise_and_than_the_other_drawings():
    network = load_vgg16(size=128)
    for layer, channel in FILTERS:
        maps = keras.Model(network.inputs, network.get_layer(layer).output)
        answers = {
            key: float(maps([picture[None].astype("float32")])[..., channel].numpy().mean())
            for key, picture in finished_drawings().items()
        }
        noise = float(maps([starting_noise(network, 0)[None].astype("float32")])[..., channel].numpy().mean())
        mine = answers.pop((layer, channel))
        assert mine > 20 * noise
        assert mine > 2 * max(answers.values())


def test_what_is_kept_is_what_is_named():
    assert {*FOLDER.iterdir()} == {file_of(*each) for each in FILTERS}
    assert all(picture.shape == (128, 128, 3) for picture in finished_drawings().values())
