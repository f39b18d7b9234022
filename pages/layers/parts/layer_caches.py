"""What the pages on layers compute and keep."""

import numpy as np
import streamlit as st

from lessons.core.batch_learning import first_weights, learn, slope_noise
from lessons.core.composition import best_kernel, two_layers
from lessons.core.kernels import KERNELS
from lessons.core.learning import learn_kernel
from lessons.data.grainy_digits import grainy_digits, values_of
from lessons.images.resizing import fit_within
from pages.shared.session.stores import of_picture, of_session

HELD_BACK = 800  # grainy digits that are never learned from
GRAINS = 65  # noise of theirs, in levels of 255


@of_picture
def picture_sizes(digest, sides, _pixels):
    """(the learner's picture with each of these longer sides, each size once; the place of each side's picture among them)"""
    fitted = [fit_within(_pixels, side) for side in sides]
    shapes = list(dict.fromkeys(image.shape for image in fitted))
    found = tuple(next(image for image in fitted if image.shape == shape) for shape in shapes)
    return found, tuple(shapes.index(image.shape) for image in fitted)


@of_session
def learned_kernel(what, steps, rate, seed, _image, _target):
    """(how gradient descent finds a kernel, the error of the best one there is); `what` tells inputs and targets apart."""
    return learn_kernel(_image, _target, 3, steps=steps, learning_rate=rate, seed=seed), best_kernel(_image, _target, 3)[1]


@of_session
def stack_states(settings, classes):
    """A stacked network, ready to be asked as it was after any epoch: a lessons.training.stack_states.StackStates."""
    from lessons.training.stack_states import StackStates

    return StackStates(settings, classes)


@of_session
def loss_ground(digest, seed, _measure):
    """The losses of the small network over two of its weights, for this picture and this start: a thousand passes."""
    return _measure()


@of_session
def rolling_weight(digest, seed, right, _find):
    """(which weight of the small network's kernel rolls down its hill, and from which value): hundreds of passes."""
    return _find()


@of_session
def way_of_ball(digest, seed, right, begin, _roll):
    """What becomes of the weight that begins there, in too large steps."""
    return _roll()


@of_session
def layers_in_a_row(digest, first, second, _image):
    """What `two_layers` says of two named kernels on a picture."""
    return two_layers(_image, KERNELS[first], KERNELS[second])


@st.cache_resource(show_spinner=False)
def digits_in_order():
    """All grainy digits as numbers around 0, and which they are, in an order of their own."""
    rng = np.random.default_rng(0)
    images, targets = grainy_digits(rng, GRAINS)
    values, order = values_of(images), rng.permutation(len(targets))
    return ((values - values.mean()) / values.std())[order], targets[order]


@st.cache_data(max_entries=128, show_spinner=False)
def digit_course(pictures, hidden, batch, rate, epochs):
    """How a small network learns from so many grainy digits: a lessons.core.batch_learning.Course."""
    values, targets = digits_in_order()
    held = values[-HELD_BACK:], targets[-HELD_BACK:]
    return learn(values[:pictures], targets[:pictures], *held, hidden=hidden, batch=batch, rate=rate, epochs=epochs)


@st.cache_data(max_entries=16, show_spinner=False)
def digit_slope_noise(pictures, hidden, batch):
    """How far the slope of a batch is from that of all pictures, before anything was learned."""
    values, targets = digits_in_order()
    weights = first_weights(values.shape[1], hidden, int(targets.max()) + 1, np.random.default_rng(0))
    return slope_noise(weights, values[:pictures], targets[:pictures], batch)
