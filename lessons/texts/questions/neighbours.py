"""Questions about which pictures are alike."""

from lessons.texts.questions import Choice, Question, numbers_question


def neighbour_questions(pictures: int, classes: int) -> list[Question]:
    """Six questions about representations and their maps.

    Parameters
    ----------
    pictures : int, on the map, from 10
    classes : int, from 2, all of the same size
    """
    return [
        numbers_question(
            f"There are {pictures} pictures. How many distances between two of them are there?",
            pictures * (pictures - 1) // 2,
            "Right: each picture with every other one, and each pair counted once.",
            [
                (pictures * pictures, "A picture with itself does not count, and each pair counts once."),
                (pictures * (pictures - 1), "The way there is as long as the way back: each pair counts once."),
                (pictures, "Each picture has a distance to all of the others."),
                (2 * pictures, "Each picture has a distance to all of the others."),
            ],
            ["How many others does each have? And how often did you count each pair?"],
        ),
        numbers_question(
            "Two lists are 1, 2, 2 and 1, 5, 6. How far are they from each other?",
            5,
            "Right: the differences are 0, 3 and 4, their squares sum to 25, and the root of that is 5.",
            [
                (7, "Square the differences before you add them, and take the root."),
                (25, "That is the sum of squares: the root is missing."),
                (3.5, "It is not the mean of the differences."),
                (4, "All differences count, not only the largest."),
            ],
            ["Squares of the differences, their sum, its root."],
        ),
        numbers_question(
            f"There are {classes} classes of the same size. If nearness said nothing, about what share of the nearest pictures "
            "would have the same class?",
            round(100 / classes, 1),
            "Right: then one class is as likely as any other.",
            [
                (50, "That would be so with two classes.", {"neighbours_layer": "Pixels"}),
                (0, "By chance some do.", {"neighbours_layer": "Pixels"}),
                (100, "Then it would say everything.", {"neighbours_layer": "Block 4"}),
                (round(100 / classes / 2, 1), "Each neighbour is of one of the classes."),
            ],
            ["Pick a neighbour blindly. How likely is it to be of the same class?"],
            unit="%",
        ),
        Question(
            "A drawing is moved to the side. By its pixels it now has other neighbours, by a deep layer the same ones. Why?",
            Choice("The layer's numbers say how much, not where", "Right: they are means over whole maps."),
            (
                Choice(
                    "The deep layer has fewer numbers than the pixels have", "Fewer numbers alone don't make places count less."
                ),
                Choice(
                    "Its pixels were changed, too",
                    "They are the same pixels in other places.",
                    {"neighbours_layer": "Pixels"},
                ),
                Choice("The deep layer was trained on moved drawings", "It was trained on photos of things."),
            ),
            ("What is a number of that list the mean of?",),
        ),
        Question(
            "On a map by t-SNE two groups lie far apart. What follows?",
            Choice(
                "Nothing about how different they are",
                "Right: it keeps neighbours, but no long distances.",
                {"neighbours_way": "t-SNE"},
            ),
            (
                Choice(
                    "They are the two most different classes",
                    "Another seed puts others far apart.",
                    {"neighbours_way": "t-SNE"},
                ),
                Choice(
                    "The network can tell them apart best",
                    "Distances between groups mean nothing here.",
                    {"neighbours_way": "PCA"},
                ),
                Choice("Their pictures have nothing in common", "The map has two directions, and the lists have many."),
            ),
            ("What does t-SNE keep, and what does it lose?",),
        ),
        Question(
            "VGG16 was never told about these classes. Why do they lie apart in its layers all the same?",
            Choice(
                "Its features are useful for other things, too",
                "Right: that is what transfer learning rests on.",
                {"neighbours_layer": "Block 4"},
            ),
            (
                Choice("It learns them while the map is drawn", "Nothing is trained here: its weights stay as they are."),
                Choice(
                    "The map was told the classes of the pictures",
                    "Only the frames and the figures use them.",
                    {"neighbours_way": "PCA"},
                ),
                Choice("Any list of numbers tells them apart", "Look at the pixels.", {"neighbours_layer": "Pixels"}),
            ),
            ("What did it learn from its photos?",),
        ),
    ]
