"""The learner's picture on its way through a network: some maps of each block, and beside it what another network calls it."""

import hashlib

from pages.shared.components.arrays import packed
from pages.shared.components.component_files import component

_NOTE = "Network 1, called VGG16, looks: some of what it sees at each of five stages"
_SHORT = "Network 1, called VGG16, looks:"
_SAID = ("Network 2, called", "EfficientNet-Lite0,", "names it:")
_BOTH = "the same picture goes to network 2"
_STARTS = ("The networks start. Their", "maps come in a moment.")
_COMPONENT = component(__file__)


def network_flow(picture, description, size, flow, answers, *, starts, key):
    """Show the picture, and of each block some maps; without a flow, the places where they will be.

    Parameters
    ----------
    picture : bytes, WebP of what the network was shown
    description : str, what is known of the picture
    size : (rows, columns) that it has by itself
    flow : what `lessons.nets.vgg16_flow.vgg16_flow` tells, or None while the networks start
    answers : sequence of lessons.nets.classification.Label, the most probable first; empty likewise
    starts : bool, whether the networks are starting
    key : str
    """
    columns, links = flow or ((), ())
    sheets = {f"sheet{place}": column.sheet.data for place, column in enumerate(columns)}
    data = {
        "version": hashlib.blake2b(picture + b"".join(sheets.values()), digest_size=8).hexdigest(),
        "description": description,
        "size": f"{size[1]} × {size[0]} pixels",
        "label": _label(description, answers),
        "note": _NOTE,
        "short": _SHORT,
        "both": _BOTH,
        "said": _SAID if answers else _STARTS if starts else (),
        "maps": [[column.layer, list(column.channels)] for column in columns],
        "tiles": [column.sheet.tile[0] for column in columns],
        "links": [[link.block - 1, link.source, link.target, round(link.share, 3)] for link in links],
        "answers": [{"name": label.name, "probability": label.probability} for label in answers],
    }
    _COMPONENT(key=key, data=packed(data, picture=picture, **sheets))


def _label(description, answers):
    """What the figure shows, for those who can't see it."""
    shown = f"Your picture ({description}), and six maps after each of the five blocks of VGG16."
    if not answers:
        return f"{shown} The networks are not started yet: there are no maps."
    best = answers[0]
    return f"{shown} A second network, EfficientNet-Lite0, calls it {best.name}, with {best.probability:.0%}."
