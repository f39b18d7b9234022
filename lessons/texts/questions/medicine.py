"""Questions about a medical classifier, from the figures on the screen."""

from lessons.core.percent import percent
from lessons.texts.questions import Choice, Question, numbers_question


def medicine_questions(
    *, label: str, probability: float, cells: tuple[int, int, int], units: int, surest: tuple[str, str, float]
) -> list[Question]:
    """Six questions.

    Parameters
    ----------
    label, probability : what the model calls a picture that is no scan
    cells : (rows, columns, channels) of the maps before the head
    units : int, of the head's first layer
    surest : (name, label, probability) of that other picture on the page which gets the surest answer, and is no scan
    """
    rows, columns, channels = cells
    return [
        numbers_question(
            f"The maps of {rows} × {columns} × {channels} are flattened into a dense layer of {units} units. How many weights "
            "does it have, without biases?",
            rows * columns * channels * units,
            "Right: every unit weighs every number.",
            [
                (channels * units, "That is what global average pooling would leave: one number for each map."),
                (rows * columns * channels, "That many numbers go in. Each unit has a weight for each."),
                (rows * columns * units, f"The maps count, too: there are {channels} of them."),
            ],
            ["How many numbers go in?", "Times the number of units."],
        ),
        Question(
            f"A picture that is no scan gets “{label}” with {percent(probability)}. What does that say?",
            Choice("It is more like this class than like the other three", "Right: softmax compares what is on offer."),
            (
                Choice(
                    "The model sees at least something of this class in it",
                    f"It need not: for “{surest[0]}” it says {surest[1]}, with {percent(surest[2])}.",
                ),
                Choice(
                    "The model is broken, or it would not answer at all",
                    "It does what it was built for: it divides 100% among four classes.",
                ),
                Choice("It learned from such pictures, too", "It learned from scans. This lies far from all of them."),
            ),
            ("What would it have to say, if none of the four were right?",),
        ),
        Question(
            "Which change leaves the mean, the spread, the smallest and the largest of a layer's weights as they were?",
            Choice("Its weights in another order", "Right: the figures do not depend on the order."),
            (
                Choice(
                    "Each weight moved by 0.001, up or down",
                    "Move the slider to 0.001 and look at the figures.",
                    {"medicine_section": "ImageNet's numbers", "medicine_step": 1e-3},
                ),
                Choice("All weights doubled", "Then all four figures double."),
                Choice("One weight set to 100", "Then the largest value is 100."),
            ),
            ("Which of them depends on the place of a number?",),
        ),
        Question(
            "Slices of one patient's head are in the training set and in the test set. What happens to the test accuracy?",
            Choice("It is higher than for new patients", "Right: the model may recognise the patient instead of the illness."),
            (
                Choice(
                    "It is lower than for new patients", "Neighbouring slices look nearly the same: the test becomes easier."
                ),
                Choice("It is the same, because no slice is in both sets", "They differ by a millimetre. Split by patient."),
                Choice("It is more exact, because there are more pictures", "More copies of the same person say nothing new."),
            ),
            ("What could the model remember?",),
        ),
        Question(
            "In a screening 1 of 100 people is ill. A model that always says “healthy” has an accuracy of …",
            Choice("99%, and a recall of 0% for the ill", "Right: report recall and precision for each class."),
            (
                Choice("1%, and a recall of 0% for the ill", "It is right about everybody who is healthy."),
                Choice("50%, and a recall of 50% for the ill", "Accuracy counts people, and most of them are healthy."),
                Choice("99%, and a recall of 99% for the ill", "It finds none of the ill."),
            ),
            ("How many of 100 does it call right?", "How many of the ill does it find?"),
        ),
        Question(
            "The author froze all convolutions. What could have spoken for training the last block, too?",
            Choice("Scans look unlike the photos of ImageNet", "Right: late layers fit best what they were trained on."),
            (
                Choice(
                    "Training takes less time than with a frozen base",
                    "It takes more: gradients have to go through the block, and features can't be kept.",
                ),
                Choice("It needs fewer pictures for the same accuracy", "It needs more: there is more to learn."),
                Choice(
                    "Frozen layers can't be used for grey pictures", "They can, as this model shows. The question is how well."
                ),
            ),
            ("Which layers of VGG16 know dogs and wheels?",),
        ),
    ]
