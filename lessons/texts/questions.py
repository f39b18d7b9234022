"""Questions that are generated from the numbers on the screen and graded by the engine.

A wrong choice stands for a misconception, and says which experiment on the page refutes it.
"""

from dataclasses import dataclass

import numpy as np

from lessons.core.convolution import products_at
from lessons.core.pooling import window_at


@dataclass(frozen=True)
class Choice:
    """One answer on offer."""

    text: str
    note: str  # why it is right, or which experiment shows that it is wrong


@dataclass(frozen=True)
class Question:
    """A question with one right answer. Numbers in it come from the engine."""

    prompt: str
    right: Choice
    wrong: tuple[Choice, ...]
    hints: tuple[str, ...]  # each says more than the one before

    @property
    def choices(self):
        """All answers, in an order that depends on their texts alone and so gives nothing away."""
        return sorted((self.right, *self.wrong), key=lambda choice: hash_of(choice.text + self.prompt))

    def grade(self, text):
        """(whether this answer is right, the note that goes with it). Raises KeyError for an answer not on offer."""
        choice = {choice.text: choice for choice in self.choices}[text]
        return choice.text == self.right.text, choice.note


def hash_of(text):
    """A number of a text that is the same in every process, unlike Python's own."""
    number = 0
    for letter in text:
        number = (number * 31 + ord(letter)) % 1_000_003
    return number


def _number(value):
    """A number as an answer: whole numbers with all their digits, others with five."""
    value = float(value)
    return f"{value:,.0f}" if value.is_integer() else f"{value:.5g}"


def _numbers_question(prompt, right, note, wrong, hints):
    """A question whose answers are numbers; wrong ones that happen to equal the right one, or each other, are left out."""
    texts, choices = {_number(right)}, []
    for value, why in wrong:
        if _number(value) not in texts:
            texts.add(_number(value))
            choices.append(Choice(_number(value), why))
    return Question(prompt, Choice(_number(right), note), tuple(choices), tuple(hints))


def pixel_questions(image, grey, *, row, column):
    """Five questions about an RGB picture of shape (rows, columns, 3) and its grey version."""
    red, green, blue = (int(value) for value in image[row, column])
    low, high, value = float(grey.min()), float(grey.max()), float(grey[row, column])
    scaled = (value - low) / (high - low) if high > low else 0.0
    return [
        _numbers_question(
            f"The pixel at row {row}, column {column} is {red}, {green}, {blue}. How bright is it in grey, rounded?",
            round(value),
            "Right: a weighted sum, in which green counts most.",
            [
                (
                    round((red + green + blue) / 3),
                    "That is the plain mean. The eye is most sensitive to green: look at the weights.",
                ),
                (red + green + blue, "That is the sum without weights: it can reach 765."),
                (max(red, green, blue), "That is the largest channel. Point at the pixel and follow the products."),
                (255 - round(value), "That is the negative of the picture."),
            ],
            ["Multiply each number with its weight.", "The weights are 0.299, 0.587 and 0.114."],
        ),
        _numbers_question(
            "How many numbers is this picture made of?",
            image.size,
            "Right: rows times columns times three channels.",
            [
                (image.size // 3, "That is the number of pixels. Each has three numbers: see the three channels."),
                (image.shape[0] + image.shape[1], "Rows and columns are multiplied, not added."),
                (256, "That is how many different values one number can have."),
            ],
            ["How many pixels are there?", "How many numbers has each?"],
        ),
        _numbers_question(
            f"Grey runs from {low:.1f} to {high:.1f}. What does min-max scaling make of {value:.1f}, to three digits?",
            round(scaled, 3),
            "Right: subtract the smallest value, divide by the span.",
            [
                (round(value / 255, 3), "That divides by 255 and forgets where this picture's values begin and end."),
                (round(1 - scaled, 3), "That is the distance from the other end."),
                (round(value / (high or 1), 3), "The smallest value has to be subtracted first: it must become 0."),
            ],
            ["The smallest value becomes 0, the largest 1.", f"({value:.1f} - {low:.1f}) / ({high:.1f} - {low:.1f})"],
        ),
        Question(
            "What does VGG16 see of a picture that is wider than high?",
            Choice("All of it, squeezed into a square", "Right: here nothing is cut off, and shapes are distorted a little."),
            (
                Choice(
                    "The picture in its own proportions", "Its input has a fixed size of 224 × 224: see the page Inside VGG16."
                ),
                Choice(
                    "Only the middle square",
                    "Some programs crop. This course squeezes: see the picture on the page Inside VGG16.",
                ),
            ),
            ("Look at the picture on the page Inside VGG16.",),
        ),
        Question(
            "Red, green and blue are all 255. Which colour is that?",
            Choice("White", "Right: all the light there is."),
            (
                Choice("Black", "Black is 0, 0, 0. Light adds up: point at a bright pixel."),
                Choice("Grey", "Grey has three equal numbers below 255."),
                Choice("Brown, as with paint", "Paint takes light away. A screen adds it."),
            ),
            ("Point at the brightest pixel.",),
        ),
    ]


def convolution_questions(image, kernel, output, *, row, column, how):
    """Five questions about a convolution on the screen.

    Parameters
    ----------
    image, kernel, output : 2-D arrays, as `convolve2d` took and gave them
    row, column : the output cell that is asked about
    how : dict of stride, padding, dilation and boundary

    Returns
    -------
    list of Question
    """
    shown = products_at(image, kernel, row, column, **how)
    rows, columns = output.shape
    taps = kernel.size
    dense_weights = image.size * output.size
    size_text = f"{rows} × {columns}"
    wrong_sizes = {
        f"{image.shape[0]} × {image.shape[1]}": "That is the input. Set the padding to same and to valid, and compare.",
        f"{image.shape[0] - kernel.shape[0]} × {image.shape[1] - kernel.shape[1]}": (
            "Taking away the kernel's whole size forgets that its first position counts too: look for the + 1 in the formula."
        ),
        f"{kernel.shape[0]} × {kernel.shape[1]}": "That is the kernel. It slides: there is one output cell per position.",
    }
    wrong_sizes.pop(size_text, None)
    return [
        _numbers_question(
            f"What is the output at row {row}, column {column}? Work it out, then point at the cell.",
            shown.total,
            "Right: every weight times the pixel under it, and all of it summed.",
            [
                (shown.products.max(), "That is only the largest product. A convolution sums all of them: point at the cell."),
                (shown.patch.mean(), "That is the mean of the pixels. Choose the box blur: only then the sum is a mean."),
                (-shown.total, "The sign is turned, as if the kernel were flipped: deep learning does not flip it."),
                (shown.patch.sum(), "That is the sum of the pixels without the weights. Change one weight and watch."),
            ],
            [
                "Multiply each weight with the pixel under it.",
                f"The patch is {np.array2string(shown.patch, precision=1, separator=', ')}.",
                f"The products are {np.array2string(shown.products, precision=1, separator=', ')}.",
            ],
        ),
        Question(
            "How large is the feature map?",
            Choice(size_text, "Right: one cell for each position of the kernel."),
            tuple(Choice(text, note) for text, note in wrong_sizes.items()),
            (
                "Count the positions that the kernel can take along one axis.",
                "The formula stands beside the map.",
            ),
        ),
        _numbers_question(
            "How many weights does this layer learn for its one filter, without a bias?",
            taps,
            "Right: the same few weights at every position. That is parameter sharing.",
            [
                (output.size, "There is one output per position, but every position uses the same weights: edit one cell."),
                (
                    dense_weights,
                    "That is a dense layer, which connects everything with everything. A kernel sees its window.",
                ),
                (image.size, "Weights do not depend on the size of the picture. Take a larger picture: the kernel stays."),
            ],
            ["Which numbers on this page can you edit?", "Count the cells of the kernel."],
        ),
        Question(
            "The picture is shifted by one pixel to the right. What happens to the map (away from the border, with stride 1)?",
            Choice("It shifts by one pixel too", "Right: the same question is asked everywhere, so the answer moves along."),
            (
                Choice(
                    "It stays the same",
                    "Step one cell on: the patch under the kernel is another one.",
                ),
                Choice(
                    "Its values change",
                    "The kernel sees the same pixels one step later: step one cell on and compare the patches.",
                ),
                Choice("It becomes smaller", "The size follows from the picture's size, the kernel and the stride alone."),
            ),
            ("What does the kernel see at the next position?", "The same patch appears one column further right."),
        ),
        Question(
            "A colour picture has 3 channels. What is the shape of one filter with this kernel's rows and columns?",
            Choice(
                f"{kernel.shape[0]} × {kernel.shape[1]} × 3",
                "Right: a filter spans all channels, and sums over them into one map.",
            ),
            (
                Choice(
                    f"{kernel.shape[0]} × {kernel.shape[1]}",
                    "A filter is not 2-D: it has one kernel per channel, and on colour pictures that makes three.",
                ),
                Choice(
                    f"3 filters of {kernel.shape[0]} × {kernel.shape[1]}, giving 3 maps",
                    "The channel sums are added up into one map per filter, not kept apart.",
                ),
            ),
            ("The output has one value per position, so the channels must be summed.",),
        ),
    ]


def activation_questions(values, output, *, name, row, column):
    """Five questions about an activation function on the screen; arrays are 2-D, before and after."""
    share = float(np.mean(output == 0))
    return [
        _numbers_question(
            f"The map holds {_number(values[row, column])} at row {row}, column {column}. What does {name} make of it?",
            output[row, column],
            "Right: the function looks at this one value and at no other.",
            [
                (values[row, column], "That is the value as it was. Choose linear to see a layer that changes nothing."),
                (-values[row, column], "The sign is not turned. Point at a negative cell and look at the curve."),
                (abs(values[row, column]) + 1, "Read it off the curve: find the value below, and go up to the line."),
            ],
            ["Find the value on the curve's lower axis.", "For ReLU: is it negative?"],
        ),
        _numbers_question(
            "What share of the output's values is exactly zero, in percent?",
            round(100 * share, 2),
            "Right: as many as the histogram puts at zero.",
            [
                (round(100 - 100 * share, 2), "That is the share of values that are not zero."),
                (50.0, "Half only where as many values are negative as positive. Choose another kernel."),
                (100.0, "Then the map would be black everywhere."),
            ],
            ["Only values that the function turns into zero count.", "The share stands beside the histogram."],
        ),
        Question(
            "Two convolutions follow each other with nothing between. What are they together?",
            Choice(
                "One convolution with a larger kernel",
                "Right: sums of sums are sums. The page shows that kernel.",
            ),
            (
                Choice(
                    "More powerful than any single convolution",
                    "See below: one 5 × 5 kernel gives the same map to five digits.",
                ),
                Choice(
                    "A non-linear function", "Sums and products with fixed weights stay linear, however many follow each other."
                ),
                Choice("The same as one 3 × 3 convolution", "The window grows: two 3 × 3 kernels see 5 × 5 pixels."),
            ),
            ("What does a sum of weighted sums look like?", "Scroll down to the two kernels that become one."),
        ),
        Question(
            "How many weights does an activation layer such as ReLU learn?",
            Choice("None", "Right: it is a fixed function of each value."),
            (
                Choice("One per value", "There is nothing to edit on this page but the choice of the function."),
                Choice("One per map", "That would be another layer: PReLU learns a slope per map. ReLU learns nothing."),
                Choice("As many as the kernel before it", "The kernel belongs to the convolution. ReLU comes after it."),
            ),
            ("Which numbers could training change here?",),
        ),
        Question(
            "The activation is ReLU. Which of two values can be told apart after it?",
            Choice("3 and 5, but not −3 and −5", "Right: everything negative becomes zero, and its size is lost."),
            (
                Choice("−3 and −5, but not 3 and 5", "It is the other way round: positive values pass unchanged."),
                Choice("All values", "Look at the histogram: all negative values fall on the same place."),
                Choice("None", "Positive values pass as they are: point at a bright cell."),
            ),
            ("Try both pairs on the curve.",),
        ),
    ]


def pooling_questions(image, output, *, size, stride, padding, mode, row, column):
    """Five questions about pooling on the screen; arrays are 2-D, before and after."""
    shown = window_at(image, size, row, column, stride=stride, padding=padding, mode=mode)
    patch = shown.patch[np.isfinite(shown.patch)]
    rows, columns = output.shape
    wrong_sizes = {
        f"{image.shape[0]} × {image.shape[1]}": "That is the input. Pooling with a stride above 1 makes the map smaller.",
        f"{size} × {size}": "That is the window. It slides over the whole map.",
        f"{image.shape[0] - size} × {image.shape[1] - size}": "The stride decides how many positions there are: change it.",
    }
    wrong_sizes.pop(f"{rows} × {columns}", None)
    return [
        _numbers_question(
            f"What does {mode} pooling write at row {row}, column {column}? Work it out, then point at the cell.",
            shown.total,
            "Right.",
            [
                (patch.max() if mode == "average" else patch.mean(), "That is the other mode: switch and compare."),
                (patch.sum(), "That is the sum. Pooling keeps one value, or the mean."),
                (patch.min(), "That is the smallest. Point at the cell: the winner has a frame."),
                (patch[0] + 1, "No such number is in the window: point at the cell."),
            ],
            [f"The window holds {np.array2string(np.sort(patch)[::-1][:6], precision=2, separator=', ')} ..."],
        ),
        Question(
            "How large is the pooled map?",
            Choice(f"{rows} × {columns}", "Right: one cell for each position of the window."),
            tuple(Choice(text, note) for text, note in wrong_sizes.items()),
            ("The same formula as for a convolution holds.", "It stands beside the map."),
        ),
        Question(
            "How many weights does this pooling layer learn?",
            Choice("None", "Right: it keeps a value or a mean, and there is nothing to train."),
            (
                Choice(
                    f"{size * size}",
                    "A kernel of that size has so many. Pooling has no kernel: nothing here can be edited.",
                ),
                Choice("One per map", "There is nothing that training could change."),
                Choice(f"{rows * columns}", "That many values come out, but none of them is a weight."),
            ),
            ("Which numbers on this page can you edit?",),
        ),
        Question(
            "The picture moves by one pixel. What happens to the pooled map?",
            Choice("It changes less than the map before it", "Right: the figures below say by how much. Less is not zero."),
            (
                Choice("It never changes", "See the figures below: pooling makes small shifts matter less, not nothing."),
                Choice("It changes more than the map before it", "See the figures below and change the shift."),
                Choice("It always moves by one pixel too", "With a stride of 2, one pixel is half a step: it can't."),
            ),
            ("Change the shift below and compare the two figures.",),
        ),
        Question(
            "Does pooling by itself prevent overfitting?",
            Choice(
                "No",
                "Right: later dense layers get fewer weights, but the pooling itself regularises nothing.",
            ),
            (
                Choice(
                    "Yes, that is what it is for",
                    "It can make a model smaller. Whether that one overfits is seen in its two curves: see Fine-tune.",
                ),
                Choice(
                    "Yes, because it forgets positions",
                    "Forgetting positions helps where they don't matter, and hurts where they do.",
                ),
            ),
            ("What is there in a pooling layer that could be fitted?",),
        ),
    ]
