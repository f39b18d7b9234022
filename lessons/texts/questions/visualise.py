"""Questions about drawing what a filter looks for."""

from typing import Any

from lessons.texts.questions import Choice, Question, numbers_question


def visualise_questions(kernel: Any, *, layer: str) -> list[Question]:
    """Five questions; `kernel` is that of the layer's filters, (k, k, channels, filters)."""
    k, _, channels, filters = kernel.shape
    return [
        numbers_question(
            f"A filter of {layer} has {k} × {k} weights for each of {channels} maps. How many is that, without its bias?",
            k * k * channels,
            f"Right: {k} × {k} in each of {channels} maps. That is why it can't be read.",
            [
                (k * k, "That would be one kernel. A filter has one for each map of the layer before."),
                (k * k * channels * filters, "Those are the weights of the whole layer."),
                (channels, "Each map of the layer before has a whole kernel."),
            ],
            [f"The layer before has {channels} maps."],
        ),
        Question(
            "What changes while the picture is drawn?",
            Choice("The picture's pixels", "Right: the weights stay as they were learned."),
            (
                Choice("The filter's weights", "Then it would be training. The network is frozen here."),
                Choice(
                    "Both of them, a little in each step", "The network is shared by all who use this course: its weights stay."
                ),
                Choice("Neither: it is put together from photos", "It begins with noise: watch it being drawn."),
            ),
            ("Which of them begins as noise?",),
        ),
        Question(
            "Why can the filters of the second layer not be drawn as colours?",
            Choice("None of their 64 channels is a colour", "Right: they look at the 64 maps of the first layer."),
            (
                Choice("They are too small to be seen, only 3 × 3", "They are as large as those of the first layer, 3 × 3."),
                Choice("They look at the grey picture only", "They look at 64 maps, and some of these answer to colours."),
                Choice(
                    "Their weights are negative as well as positive", "So are those of the first layer: grey is zero there."
                ),
            ),
            ("What does the second layer look at?",),
        ),
        Question(
            "Without the shifts and the blur the answer gets even stronger, but the picture is a hiss. Which picture is right?",
            Choice(
                "Both: each excites the filter, in its own way",
                "Right: smoothing adds what we expect of pictures, so that one of them tells people something.",
            ),
            (
                Choice(
                    "Only the hiss, because the answer to it is stronger",
                    "It is as true, and says nothing to people: both are answers.",
                ),
                Choice(
                    "Only the smooth one, because it looks like something", "That it looks like something was put in by us."
                ),
            ),
            ("What was added, and by whom?",),
        ),
        Question(
            "Suppose a drawing shows dog faces. Is its filter a dog detector?",
            Choice("Perhaps, and perhaps of other things, too", "Right: many units answer to several unlike things."),
            (
                Choice(
                    "Yes: what excites it most is what it looks for",
                    "It may answer to other things, too. Look at what excites it in real pictures.",
                ),
                Choice("No: filters stand for edges, never for things", "Late ones often stand for parts of things."),
            ),
            ("Look at the patches beside it.",),
        ),
    ]
