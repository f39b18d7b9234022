"""What a network's first layer makes of a pixel, and what becomes of its answer where pictures are scaled once too often."""

import numpy as np

_FIRST, _GREY = "preprocessing", 200


def first_scaling(network):
    """(what is taken off a pixel, what it is divided by) in a network's first layer, measured."""
    from lessons.nets.inference import run_layers

    if _FIRST not in [layer.name for layer in network.model.layers]:
        return 0.0, 1.0
    levels = np.zeros((2, *network.model.inputs[0].shape[1:]), np.float32)
    levels[1] = _GREY
    black, grey = (float(each[0, 0, 0]) for each in run_layers(network.model, levels, [_FIRST])[0])
    scale = _GREY / (grey - black)
    return -black * scale, scale


def scaled_twice(network, pixels):
    """(the first answer to a picture, the first answer to the same divided by 255) as lessons.nets.classification.Label."""
    from lessons.nets.classification import Label
    from lessons.nets.inference import run_layers
    from lessons.nets.probing import network_input

    picture = network_input(network.model, pixels)[np.newaxis].astype(np.float32)
    answers = [run_layers(network.model, each, [network.model.layers[-1].name])[0][0] for each in (picture, picture / 255)]
    return tuple(Label(int(each.argmax()), network.labels[int(each.argmax())], float(each.max())) for each in answers)
