"""A small network whose weights are painted, or learned before one's eyes: picture, weights, products, sums and the answer."""

from lessons.core.network import Network, format_weights
from pages.shared.components.component_files import component
from pages.shared.components.numbered_edits import heard, take

_COMPONENT = component(__file__)


def small_network(
    picture, task, *, kind, name, text, first: Network, sizes, rate, shown, drawn, picture_name, colours, on_edit, key
):  # fmt: skip
    """Show it.

    Parameters
    ----------
    picture : array of shape (8, 8), from 0 to 1
    task : lessons.images.small_drawings.Task
    kind : str, how a learner calls this network
    name : str, what the text of its weights begins with
    text : str, its weights as they were told: name, steps of learning and weights, with a point between; "" at first
    first : Network before anything was learned
    sizes : how many numbers go in, and how many neurons each layer has
    rate : float, the learning rate
    shown : int, the drawing in front, from 1; 0 for the learner's own picture
    drawn : str, what the learner drew in place of the own picture, as 16 letters, or nothing
    picture_name : str
    colours : uint8 array of shape (8, 8, 3), as which the picture is painted: its numbers are its brightness
    on_edit : function of {"weights": text, "shown": int, "drawn": text}
    key : str
    """
    most = len(task.classes) if sizes[-1] > 1 else 2  # a single neuron says yes to the first class, and no to all others
    drawings = [
        {"values": drawing.ravel().tolist(), "target": min(target, most - 1), "shows": target}
        for drawing, target in zip(task.drawings, task.targets, strict=True)
    ]
    data = {
        "picture": picture.ravel().tolist(),
        "pictureName": picture_name,
        "colours": colours.ravel().tolist(),
        "drawings": drawings,
        "classes": list(task.classes),
        "kind": kind,
        "name": name,
        "text": text,
        "first": format_weights(first),
        "sizes": list(sizes),
        "activation": first.activation,
        "rate": rate,
        "shown": shown - 1,
        "drawn": drawn,
        "heard": heard(key),
    }
    _COMPONENT(key=key, data=data, on_edited_change=lambda: on_edit(take(key, "edited")))
