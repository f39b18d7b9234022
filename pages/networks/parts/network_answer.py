"""The answer at the right end of a network: its own where it has one, and clearly apart what another network says."""

from pages.shared.session import caches

SHOWN = 3  # labels


def network_answer(asked, picture, answers):
    """What is written there, as `living_answer.js` takes it.

    Parameters
    ----------
    asked : pages.shared.session.network_choice.Asked
    picture : pages.shared.session.picture.Picture
    answers : sequence of lessons.nets.classification.Label, the most probable first: the network's own, or the other one's
    """
    if not asked.labels:
        return {
            "title": "It sees, but can't name it yet",
            "labels": [],
            "note": "The part that names 1,000 classes takes 494 MB and is not included. Teach it classes of your own on "
            "Fine-tune, and it answers here.",
            "other": _other(answers),
        }
    others = () if asked.key == "imagenet" else caches.picture_labels(picture.digest, picture.pixels)
    return {
        "title": f"{asked.short} says",
        "labels": _told(answers),
        "note": f"It knows {len(asked.labels):,} classes, and nothing else.",
        "other": _other(others) if others else None,
    }


def _other(answers):
    return {"title": "Another network, EfficientNet-Lite0, says", "labels": _told(answers[:SHOWN])}


def _told(answers):
    return [{"name": label.name, "probability": label.probability, "index": label.index} for label in answers]
