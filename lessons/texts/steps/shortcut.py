"""What there is to try with a cue that a network may take for the thing."""

from lessons.texts.steps import Known, Preset, Step, Steps

PICTURES, MAPS, TEST = "Pictures", "Six maps", "The real test"
POINTS = 2  # times its share of the picture, from which a map is said to point at the cue


def _is_taught(known: Known) -> bool:
    return known["right"] is not None and known["strength"] > 0


def _count_that_point(known: Known) -> str:
    found = sum(times >= POINTS for times in known["times"].values())
    return "All six" if found == 6 else "None of them" if not found else "Some of them"


def _maps_seen(known: Known) -> str:
    pointing = [name for name, times in known["times"].items() if times >= POINTS]
    best = max(known["times"], key=known["times"].get, default="")
    if not known["times"]:
        return f"Have another look at *{MAPS}*."
    if not pointing:
        return "None of them has twice the heat on the cue that even heat would have."
    return f"{_count_that_point(known)}: {len(pointing)} of 6. {best} points hardest, {known['times'][best]:.1f} ×."


_BUCKETS = ("Nearly all", "About three quarters", "About half or fewer")


def _bucket(known: Known, test: int = 1, untold: str = _BUCKETS[2]) -> str:
    """How much of one of the three tests is right, in words; `untold` while there is no network."""
    if known["right"] is None:
        return untold
    share = known["right"][test] / known["count"]
    return _BUCKETS[0] if share > 0.85 else _BUCKETS[1] if share > 0.65 else _BUCKETS[2]


def _test_seen(known: Known) -> str:
    with_it, without, swapped = known["right"]
    return (
        f"{_bucket(known)}: {without} of {{count}}; with the cue it was {with_it}. "
        f"With the cue on the other class: {swapped} of {{count}}."
    )


def _weak_seen(known: Known) -> str:
    with_it, without, _ = known["right"]
    if with_it - without < 0.05 * known["count"]:
        return f"Hardly: {with_it} of {{count}} are right with the cue, {without} without. It knows the shapes, too."
    return f"Still, in part: {with_it} of {{count}} are right with the cue, {without} without."


TO_TRY = Steps(
    (
        Step(
            "train",
            "Every {first} has a {cue}. Press *Train*. How much of its test will the network get right?",
            lambda known: _is_taught(known) and known["share"] == 100,
            lambda known: f"{known['right'][0]} of {{count}} test pictures. But what has it learned to see?",
            lambda known: [_bucket(known, 0, "Nearly all"), *_BUCKETS],
        ),
        Step(
            "maps",
            f"Now open *{MAPS}*. How many of them betray the cue, with 2 × or more?",
            lambda known: _is_taught(known) and known["view"] == MAPS and known["has_place"],
            _maps_seen,
            lambda known: [_count_that_point(known), "All six", "Some of them", "None of them"],
        ),
        Step(
            "test",
            f"Open *{TEST}*. The same pictures without the cue: how many will it get right now?",
            lambda known: _is_taught(known) and known["view"] == TEST,
            _test_seen,
            lambda known: [_bucket(known), *_BUCKETS],
        ),
        Step(
            "cast",
            f"Take *colour cast*, train again, and open *{MAPS}*. Which map shows it?",
            lambda known: _is_taught(known) and known["view"] == MAPS and not known["has_place"],
            "None: the cast is everywhere, so all the heat of any map lies on it. Only the test tells.",
            lambda _: ["None", "Occlusion", "All of them"],
        ),
        Step(
            "weak",
            f"Set *How visible* to 40% or less, train again, and open *{TEST}*. Does it still take the shortcut?",
            lambda known: _is_taught(known) and known["strength"] <= 40 and known["view"] == TEST,
            _weak_seen,
        ),
    ),
    (
        Preset(
            "Hide it",
            {"shortcut_cue": "colour cast", "shortcut_strength": 90, "shortcut_view": PICTURES},
            "As if through blue glass. Train it, then ask the maps, then the test.",
        ),
        Preset(
            "Other start",
            {"shortcut_cue": "corner mark", "shortcut_strength": 90, "shortcut_seed": 4, "shortcut_view": PICTURES},
            "Another draw of first weights and of drawings. Train it, and compare Grad-CAM’s map with that of seed 0.",
        ),
        Preset(
            "Plant nothing",
            {"shortcut_cue": "corner mark", "shortcut_strength": 0, "shortcut_view": PICTURES},
            "Now it has to learn the shapes. Train it: its figure is lower, and honest.",
        ),
    ),
)
