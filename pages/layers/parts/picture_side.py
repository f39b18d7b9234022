"""How large a lesson on layers shows the learner's picture."""

SIDES = [60, 112, 160]  # of 60 pixels each can be seen; of more than 160 a step would send more than a class can have


def picture_side(place, slug):
    """Let the learner choose. Returns the longer side in pixels."""
    return place.select_slider("Longer side in pixels", SIDES, key=f"{slug}_side", bind="query-params")
