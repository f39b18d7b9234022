"""What the pages on layers compute and keep."""

from lessons.core.composition import best_kernel, two_layers
from lessons.core.kernels import KERNELS
from lessons.core.learning import learn_kernel
from pages.shared.session.stores import of_session


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
def layers_in_a_row(digest, first, second, _image):
    """What `two_layers` says of two named kernels on a picture."""
    return two_layers(_image, KERNELS[first], KERNELS[second])
