"""Where a network can be cut in two: what lies before the cut is computed once, what lies behind it can be trained."""

import keras

_CONVOLUTIONS = (keras.layers.Conv2D, keras.layers.DepthwiseConv2D)


def last_convolutions(model: keras.Model, count: int) -> list[str]:
    """Names of the last convolutions of a network, the first of them first. Depthwise ones count, the preprocessing does not.

    Parameters
    ----------
    model : keras.Model
    count : int, 1 or more

    Returns
    -------
    list of str

    Raises
    ------
    ValueError
        If the network has fewer.
    """
    names = [layer.name for layer in model.layers if isinstance(layer, _CONVOLUTIONS) and layer.name != "preprocessing"]
    if not 1 <= count <= len(names):
        raise ValueError(f"count must be between 1 and the network's {len(names)} convolutions. Received: count={count}")
    return names[-count:]


def cut_before(model: keras.Model, name: str) -> str:
    """The last layer before a layer whose output alone is enough to compute the rest of the network.

    In a chain it is the layer just before; in a block with a shortcut around it, the layer before the block.

    Parameters
    ----------
    model : keras.Model
    name : str, a layer of it

    Returns
    -------
    str, the name of a layer
    """
    names = [layer.name for layer in model.layers]
    for candidate in reversed(names[: names.index(name)]):
        try:
            keras.Model(model.get_layer(candidate).output, model.outputs[0])
        except ValueError:  # the rest needs another layer too
            continue
        return candidate
    raise ValueError(f"name must be a layer that has one before it. Received: name={name!r}")
