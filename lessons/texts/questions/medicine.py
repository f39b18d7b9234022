"""Questions about a medical classifier, from the figures on the screen."""

from lessons.texts.questions import Choice, Question, numbers_question


def medicine_questions(*, label, probability, cells, units):
    """Six questions.

    Parameters
    ----------
    label, probability : what the model calls a picture that is no scan
    cells : (rows, columns, channels) of the maps before the head
    units : int, of the head's first layer
    """
    rows, columns, channels = cells
    return [
        numbers_question(
            f"The maps of {rows} × {columns} × {channels} are flattened into a dense layer of {units} units. How many weights "
            "has it, without biases?",
            rows * columns * channels * units,
            "Right: every unit weighs every number.",
            [
                (channels * units, "That is what global average pooling would leave: one number for each map."),
                (rows * columns * channels, "So many numbers go in. Each unit has a weight for each."),
                (rows * columns * units, "The maps count, too: there are 512 of them."),
            ],
            ["How many numbers go in?", "Times the number of units."],
        ),
        Question(
            f"A picture that is no scan gets “{label}” with {probability:.0%}. What does that say?",
            Choice(
                "Only that it is more like this class than like the other three", "Right: softmax compares what is on offer."
            ),
            (
                Choice("The model is sure, so there is something in it", "Look at white paper: it is sure about that, too."),
                Choice("The model is broken", "It does what it was built for: it divides 100 % among four classes."),
                Choice("It has seen such a picture before", "It has seen scans. This lies far from all of them."),
            ),
            ("What would it have to say, if none of the four were right?",),
        ),
        Question(
            "Which change of a layer would its mean, spread, smallest and largest value never notice?",
            Choice("Its weights in another order", "Right: the figures know nothing of places."),
            (
                Choice("One step of training at a rate of 0.001", "Move the slider to 0.001: most figures change."),
                Choice("All weights doubled", "Then all four figures double."),
                Choice("One weight set to 100", "Then the largest value is 100."),
            ),
            ("Which of them looks at where a number stands?",),
        ),
        Question(
            "Slices of one patient's head are in the training set and in the test set. What becomes of the test accuracy?",
            Choice("It is too high", "Right: the model may recognise the patient instead of the illness."),
            (
                Choice("It is too low", "Neighbouring slices look nearly the same: the test becomes easier, not harder."),
                Choice("Nothing, the pictures differ", "They differ by a millimetre. Split by patient."),
                Choice("It becomes more exact, with more pictures", "More copies of the same person say nothing new."),
            ),
            ("What could the model remember?",),
        ),
        Question(
            "In a screening 1 of 100 people is ill. A model that always says “healthy” has an accuracy of …",
            Choice("99 %, and a recall of 0 % for the ill", "Right: report recall and precision for each class."),
            (
                Choice("1 %", "It is right about everybody who is healthy."),
                Choice("50 %", "Accuracy counts people, and most of them are healthy."),
                Choice("99 %, and a recall of 99 % for the ill", "It finds none of the ill."),
            ),
            ("How many of 100 does it call right?", "How many of the ill does it find?"),
        ),
        Question(
            "The author froze all convolutions. What could have spoken for training the last block too?",
            Choice(
                "Scans look unlike the photos of ImageNet", "Right: late layers are the most special to what they learned on."
            ),
            (
                Choice("It trains faster", "It is slower: gradients have to go through the block, and features can't be kept."),
                Choice("It needs fewer pictures", "It needs more: there is more to learn."),
                Choice("Frozen layers can't be used for scans", "They can, as this model shows. The question is how well."),
            ),
            ("Which layers of VGG16 know dogs and wheels?",),
        ),
    ]
