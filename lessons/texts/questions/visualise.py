"""Questions about drawing what a filter looks for."""

from lessons.texts.questions import Choice, Question, numbers_question


def visualise_questions(kernel, *, layer):
    """Five questions; `kernel` is that of the layer's filters, (k, k, channels, filters)."""
    k, _, channels, filters = kernel.shape
    return [
        numbers_question(
            f"How many weights has one filter of {layer}, without its bias?",
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
            Choice("The pixels", "Right: the weights stay as they were learned."),
            (
                Choice("The weights", "Then it would be training. The network is frozen here."),
                Choice("Both", "The network is shared by all who use this course: its weights stay."),
                Choice("Neither, the picture is looked up", "It begins with noise: watch it being drawn."),
            ),
            ("Which of them begins as noise?",),
        ),
        Question(
            "Why can the filters of the second layer not be drawn as colours?",
            Choice(f"They have {64} channels, and none of them is a colour", "Right: they look at maps of the first layer."),
            (
                Choice("They are too small", "They are as large as those of the first layer, 3 × 3."),
                Choice("They are secret", "All weights are there: see One unit, exactly."),
                Choice("They are black and white", "They have weights for 64 maps. Colours are gone by then."),
            ),
            ("What does the second layer look at?",),
        ),
        Question(
            "Without jitter and blur the answer gets even stronger, but the picture is a hiss. Which picture is right?",
            Choice(
                "Both excite the filter; one of them tells people something",
                "Right: regularisation adds what we expect of pictures.",
            ),
            (
                Choice(
                    "The hiss, because the answer is stronger", "It is as true, and says nothing to people: both are answers."
                ),
                Choice("The pretty one, because it looks like something", "That it looks like something was put in by us."),
            ),
            ("What was added, and by whom?",),
        ),
        Question(
            "The drawing shows dog faces. Is the filter a dog detector?",
            Choice("Not necessarily: see the real places beside it", "Right: many units answer to several unlike things."),
            (
                Choice(
                    "Yes, that is what it looks for", "It is what excites it most. Look at what excites it in real pictures."
                ),
                Choice("No, filters never stand for things", "Late ones often do, in part."),
            ),
            ("Look at the patches beside it.",),
        ),
    ]
