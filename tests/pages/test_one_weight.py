"""The ball that rolls down the hill of one weight: where it goes is what the engine's slopes say."""

import numpy as np
import pytest

from lessons.core.backpropagation import forward_and_back, random_weights
from lessons.core.optimisers import descent_path
from lessons.core.scaling import luma
from lessons.images.resizing import square
from lessons.images.samples import SAMPLES
from pages.layers.parts.downhill import how_it_ended
from pages.layers.parts.one_weight import REACH, best_start, leaps, roll_down, steepest, what_becomes, with_a_valley
from pages.shared.session.caches import bundled_picture
from tests.pages.apps import open_app, texts


def small(pixels):
    grey = luma(square(pixels, 5))
    return ((grey - grey.mean()) / grey.std()).round(2)


@pytest.fixture(params=range(5))
def network(request):
    rng = np.random.default_rng(request.param)
    image, weights = rng.standard_normal((5, 5)), random_weights(rng)
    return image, weights, 0, steepest(forward_and_back(image, weights, 0))


def test_each_step_is_the_learning_rate_times_the_slope_before_it(network):
    place = network[3]
    values, passes = roll_down(*network, begin=0.7, rate=0.2, steps=20)
    slopes = np.array([each.slopes.kernel[place] for each in passes])
    np.testing.assert_allclose(np.diff(values), -0.2 * slopes[:-1], atol=1e-6)
    assert len(passes) == len(values) == 21


def test_the_ball_begins_where_it_has_far_to_fall(network):
    begin = best_start(*network, steps=50)

    def fall(begin):
        _, passes = roll_down(*network, begin=begin, rate=0.3, steps=50)
        return passes[0].loss - passes[-1].loss

    assert fall(begin) >= fall(float(network[1].kernel[network[3]])) - 1e-3
    assert fall(begin) > 0


def test_a_ball_leaps_where_its_slope_turns_round_and_not_in_small_steps():
    rng = np.random.default_rng(0)
    image, weights = rng.standard_normal((5, 5)), random_weights(rng)
    place = steepest(forward_and_back(image, weights, 0))
    begin = best_start(image, weights, 0, place, steps=50)
    assert not leaps(roll_down(image, weights, 0, place, begin=begin, rate=0.001, steps=50)[1], place)
    far = [roll_down(image, weights, 0, place, begin=begin, rate=rate, steps=50) for rate in (3.0, 10.0, 30.0)]
    assert all(
        leaps(passes, place) == bool(np.any(np.diff(np.sign(np.diff(values))) != 0))
        for values, passes in far
        if np.all(np.diff(values) != 0)
    )


def test_a_hill_with_a_valley_is_shown_where_there_is_one_and_what_is_said_is_what_the_ball_does():
    seen = {}
    for name in SAMPLES:
        image, weights = small(bundled_picture(name).pixels), random_weights(np.random.default_rng(0), side=5)
        steep = steepest(forward_and_back(image, weights, 0))
        place = with_a_valley(image, weights, 0, steep)
        begin = best_start(image, weights, 0, place, steps=50)
        rolled = roll_down(image, weights, 0, place, begin=begin, rate=10.0, steps=50)
        seen[name] = what_becomes(image, weights, 0, place, rolled)
        assert (seen[name] == "leaps") == leaps(rolled[1], place)
        assert seen[name] != "leaves" or np.abs(rolled[0] - weights.kernel[place]).max() > REACH
    assert {name for name, ball in seen.items() if ball != "leaps"} == {"brick"}  # of its four weights none has a valley


def test_another_learning_rate_lets_the_ball_begin_anew():
    app = open_app("backpropagation")
    app.select_slider(key="backpropagation_rolled").set_value(50).run()
    assert "It grows: from" not in texts(app)  # nobody has guessed yet
    app.select_slider(key="backpropagation_rate").set_value(1.0).run()
    assert app.session_state["backpropagation_rolled"] == 0


def test_next_puts_a_moved_ball_back_so_that_both_learning_rates_begin_at_one_place():
    app = open_app("backpropagation")
    app.segmented_control(key="backpropagation_try").set_value(1).run()
    app.select_slider(key="backpropagation_rolled").set_value(50).run()
    app.number_input(key="backpropagation_begin").set_value(-1.5).run()
    app.button(key="backpropagation_try_next").click().run()
    assert app.session_state["backpropagation_begin"] is None
    assert app.session_state["backpropagation_rolled"] == 0


@pytest.mark.parametrize(
    ("slope_of", "begin", "how"),
    [
        (lambda place: place, (2.0, 2.0), "lowest"),
        (lambda place: 1e-3 * place, (2.0, 2.0), "rests"),
        (lambda place: 0.02 * place, (2.0, 2.0), "moving"),
        (lambda place: -place, (2.0, 2.0), "gone"),
    ],
)
def test_how_a_descent_ended_is_told_from_where_it_came_to(slope_of, begin, how):
    axis = np.linspace(-3, 3, 31)
    path = descent_path(slope_of, begin, steps=50, rate=0.3)
    losses = [float(place @ place) for place in path]
    ground = axis[np.newaxis] ** 2 + axis[:, np.newaxis] ** 2
    assert how_it_ended(axis, axis, ground, path, losses, slope_of(path[-1])) == how
