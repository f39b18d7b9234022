"""Questions about calibration, from the numbers on the screen."""

from lessons.texts.questions import Choice, Question, numbers_question

_HOT, _EARLY = {"confidence_temperature": 3.0}, {"confidence_epochs": 30, "confidence_counted": True}
_ELSE = {"confidence_section": "Something else"}
_COUNTED = {"confidence_counted": True}


def confidence_questions(
    pictures: int, right: int, said: int, logits: tuple[float, float], temperature: float
) -> list[Question]:
    """Seven questions about what a probability promises.

    Parameters
    ----------
    pictures, right : ints, the answers in one bin, and how many of them are right
    said : int in per cent, the mean confidence of that bin
    logits : pair of floats, of the first and the second class of a picture, the larger one first
    temperature : float above 0, and not 1
    """
    share, apart = round(100 * right / pictures, 1), round(logits[0] - logits[1], 2)
    half = (20, 80)  # pictures in two bins, and their distances below
    gaps = (abs(round(said - share)) or 5, 4)
    return [
        numbers_question(
            f"A bin holds {pictures} answers. They say {said}% on average, and {right} are right. "
            "How far is what it says from what is right, in percentage points?",
            round(abs(said - share), 1),
            "Right: that is the height of the coloured gap.",
            [
                (share, "That is the share of right answers, not its distance from what was said.", _COUNTED),
                (said, "That is what it says."),
                (pictures - right, "Those are its wrong answers, counted in pictures.", _COUNTED),
                (round(100 - share, 1), "That is the share of wrong answers."),
            ],
            ["First the share of right answers, in per cent."],
        ),
        numbers_question(
            f"Two bins: {half[0]} pictures with a distance of {gaps[0]} points, {half[1]} pictures with one of {gaps[1]}. "
            "What is the expected calibration error, in points?",
            round((half[0] * gaps[0] + half[1] * gaps[1]) / 100, 2),
            "Right: each bin counts by its pictures.",
            [
                (round(sum(gaps) / 2, 2), "That would be so if both held the same number.", {"confidence_section": "By hand"}),
                (sum(gaps), "A mean is asked for, not a sum."),
                (max(gaps), "That is the largest distance.", {"confidence_section": "By hand"}),
                (round((half[1] * gaps[0] + half[0] * gaps[1]) / 100, 2), "The weights are the wrong way round."),
            ],
            ["Which bin has more to say?"],
        ),
        numbers_question(
            f"Two logits are {apart} apart. All are divided by a temperature of {temperature:g}. How far apart are they then?",
            round(apart / temperature, 3),
            "Right: both are divided, and so is what lies between.",
            [
                (apart, "Each of them becomes smaller, by the same factor.", _HOT),
                (round(apart * temperature, 3), "They are divided, not multiplied.", _HOT),
                (round(apart - temperature, 3), "Divide by the temperature, don’t subtract it."),
                (0, "Only an infinite temperature would make them equal.", _HOT),
            ],
            ["Divide both, and take the difference."],
        ),
        Question(
            "A network’s logits are divided by a temperature of 3. What happens to its accuracy?",
            Choice("It stays as it is", "Right: the largest logit is still the largest."),
            (
                Choice("It rises, because the network is more honest", "It is as wrong as before, and says so.", _HOT),
                Choice("It falls, because the network is less sure", "Less sure, of the same answers.", _HOT),
                Choice("It rises on the validation set only", "No order changes there either.", _HOT),
            ),
            ("Can dividing by 3 change which number is the largest?",),
        ),
        Question(
            "On which pictures should the temperature be fitted?",
            Choice("On validation pictures", "Right: not learned from, and the test stays untouched."),
            (
                Choice("On those that it learned from", "It is right on nearly all of those, and would ask to be surer still."),
                Choice("On the test pictures", "Then the test could not say any more whether it holds for others."),
                Choice(
                    "On any of them, because it is one number", "On training pictures that number would come out far too small."
                ),
            ),
            ("Which pictures tell how often it is right on new ones?",),
        ),
        Question(
            "A network is right on all of its training pictures. Why does more training make it surer and surer?",
            Choice("Larger logits still lower the loss", "Right: cross-entropy is never zero, only smaller."),
            (
                Choice(
                    "It finds more rules that hold for all pictures",
                    "Then it would be right about more new pictures, too.",
                    _EARLY,
                ),
                Choice("Its learning rate grows with every epoch it learns", "That stays, or falls. The weights grow."),
                Choice("It is shown more pictures from epoch to epoch", "They are the same ones in each epoch.", _EARLY),
            ),
            ("What does the loss of a picture do between 99% and 99.9%?",),
        ),
        Question(
            "A network for digits is well calibrated on its test. Of a drawing of a heart it is 95% sure. What is that worth?",
            Choice("Nothing: it was not measured on hearts", "Right: a promise about pictures like those of the test."),
            (
                Choice(
                    "It is right in 95 of 100 such cases",
                    "It can’t be: no digit is right.",
                    _ELSE,
                ),
                Choice(
                    "It says that the heart looks like a digit to people", "What is alike to it need not be alike to people."
                ),
                Choice("It says that the temperature is still too low", "No temperature adds a class “none of these”.", _HOT),
            ),
            ("On which pictures was its promise counted?",),
        ),
    ]
