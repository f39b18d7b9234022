"""How large a lesson on layers shows the learner's picture."""

SIDES = [60, 112, 224]  # of 60 pixels each can be seen, 224 is what VGG16 gets


def picture_side(place, slug):
    """Let the learner choose. Returns the longer side in pixels."""
    return place.select_slider("Longer side in pixels", SIDES, key=f"{slug}_side", bind="query-params")
