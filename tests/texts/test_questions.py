"""The law of questions, over hundreds of them: one right answer, graded by an independent computation, and no tells."""

import re
from collections import defaultdict
from itertools import combinations
from math import sqrt

import keras
import numpy as np
import pytest
from scipy.signal import correlate2d
from scipy.special import softmax
from sklearn.metrics import f1_score as dice_score
from sklearn.metrics import jaccard_score

from lessons.catalog import CATALOG
from lessons.core.activation import ACTIVATIONS
from lessons.core.architecture import describe, parse_stack
from lessons.core.attention import attend, patches
from lessons.core.boxes import agreement, non_max_suppression
from lessons.core.convolution import convolve2d
from lessons.core.kernels import KERNELS
from lessons.core.pooling import pool2d
from lessons.core.scaling import luma
from lessons.nets.building import build_network
from lessons.texts.questions import attempts, number_text
from lessons.texts.questions.believe import belief_questions
from lessons.texts.questions.build import build_questions
from lessons.texts.questions.convolution import convolution_questions
from lessons.texts.questions.dense import dense_questions
from lessons.texts.questions.detection import detection_questions
from lessons.texts.questions.filters import filter_questions
from lessons.texts.questions.pixels import pixel_questions
from lessons.texts.questions.pooling import pooling_questions
from lessons.texts.questions.take_home import take_home_questions
from tests.texts.generated_questions import generated


@pytest.fixture(scope="module")
def cases():
    return list(generated(np.random.default_rng(0)))


def asked(cases):
    return [(case, question) for case in cases for question in case.questions]


def test_every_lesson_with_questions_is_asked_several_hundred_times(cases):
    lessons = {entry.slug for entry in CATALOG if entry.teaches}
    assert {case.slug for case in cases} == lessons
    assert len({question.prompt for _, question in asked(cases)}) > 500


def test_every_question_has_one_right_answer_and_wrong_ones_that_say_why(cases):
    for case, question in asked(cases):
        texts = [choice.text for choice in question.choices]
        assert len(set(texts)) == len(texts) >= 3, question
        assert len({re.sub(r"\W", "", text.replace("-", "m").replace("−", "m")).lower() for text in texts}) == len(texts), (
            question
        )
        assert [question.grade(text)[0] for text in texts].count(True) == 1
        assert question.grade(question.right.text) == (True, question.right.note)
        assert re.match(r"Right[:,] \w", question.right.note), question
        for choice in question.wrong:
            assert choice.note.endswith(".")
            assert len(choice.note.split()) >= 4, choice
            assert not choice.note.startswith("Right"), choice
        assert question.hints
        told = " ".join([question.prompt, *question.hints, *(f"{choice.text} {choice.note}" for choice in question.choices)])
        assert not re.search(r"(?<![\d.,−-])-0\.?(?![\d.])", told), (case.slug, told)
        assert not re.search(r"(?<![\d.,])1 (pixels|anchors|pictures|times|classes|objects|places|cells)\b", told), told


def test_every_question_can_be_understood_by_itself(cases):
    """One is shown at a time: a question that begins with And would ask for one that is not on the screen."""
    for case, question in asked(cases):
        assert not question.prompt.startswith("And"), question.prompt
        assert re.search(r"[?…]", question.prompt), (case.slug, question.prompt)


def numbers_in(text):
    numbers = re.findall(r"[−-]?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?", text)
    return [float(number.replace(",", "").replace("−", "-")) for number in numbers]


def output_size(length, window, how):
    """By counting the positions that a window can take."""
    if how["padding"] == "same":
        return len(range(0, length, how["stride"]))
    return len(range(0, length - window + 1, how["stride"]))


def size_text(shape, window, how):
    return " × ".join(str(output_size(length, side, how)) for length, side in zip(shape, window, strict=True))


def scipy_cell(given):
    """One output cell by SciPy."""
    how = given.how
    full = correlate2d(given.image.astype(np.float64), given.kernel, mode=how["padding"], boundary="fill")
    return full[given.row * how["stride"], given.column * how["stride"]]


def pooled_cell(given):
    begin = given.row * given.stride, given.column * given.stride
    window = given.image[begin[0] : begin[0] + given.size, begin[1] : begin[1] + given.size]
    return window.max() if given.mode == "max" else window.mean(dtype=np.float64)


def keras_activation(given):
    value = given.before[given.row, given.column]
    if given.function == "leaky_relu":
        return float(value if value > 0 else ACTIVATIONS["leaky_relu"](np.float32(-1)) * -value)
    return float(keras.ops.convert_to_numpy(keras.activations.get(given.function)(np.float32([value])))[0])


def zero_share(given):
    after = ACTIVATIONS[given.function](given.before)
    return 100 * (after.size - np.count_nonzero(after)) / after.size


def trainable(given):
    model = build_network(given.rows, given.shape, seed=0)
    return sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


def most(given, figure):
    values = {row.name: getattr(row, figure) for row in given.rows}
    return [name for name, value in values.items() if value == max(values.values())]


def masks(shared, missed, wrong):
    truth = np.repeat([1, 1, 0, 0], [int(shared), int(missed), int(wrong), 50])
    said = np.repeat([1, 0, 1, 0], [int(shared), int(missed), int(wrong), 50])
    return truth, said


def separable(n, given):
    channels, filters = int(n[0]), int(n[1])
    layer = keras.layers.SeparableConv2D(filters, int(n[2]), use_bias=False)
    layer.build((None, 8, 8, channels))
    return layer.count_params()


def plain_convolution(n, given):
    layer = keras.layers.Conv2D(int(n[3]), int(n[0]), use_bias=False)
    layer.build((None, 8, 8, int(n[2])))
    return layer.count_params()


def weights_of(kind, given, side):
    """Weights that a layer of Keras has between as many maps as are given."""
    layer = kind(given.count, side, use_bias=False)
    layer.build((None, 8, 8, given.count))
    return layer.count_params()


def head(n, given):
    """By Keras: a hidden layer and the output layer."""
    *inputs, units, classes = (int(number) for number in n)
    model = keras.Sequential([keras.Input((int(np.prod(inputs)),)), keras.layers.Dense(units), keras.layers.Dense(classes)])
    return model.count_params()


# (lesson, how the prompt begins, what the answer is, from the numbers in the prompt and from what is on the screen)
SOLVED = (
    ("network", "Only two pixels", lambda n, _: round(n[0] * n[1] + n[2] * n[3] + n[4], 4)),
    ("network", "A layer of", lambda n, _: keras.layers.Dense(int(n[0])).build((None, int(n[1]))) or n[0] * n[1] + n[0]),
    ("pixels", "The pixel at row", lambda n, _: round(0.299 * n[2] + 0.587 * n[3] + 0.114 * n[4])),
    ("pixels", "How many numbers is this", lambda n, given: given.image.nbytes),
    ("pixels", "Grey runs from", lambda n, _: round((n[2] - n[0]) / (n[1] - n[0]), 3) if n[1] > n[0] else 0),
    ("convolution", "What is the output at row", lambda n, given: scipy_cell(given)),
    (
        "convolution",
        "How large is the feature map",
        lambda n, given: size_text(given.image.shape, given.kernel.shape, given.how),
    ),
    ("convolution", "How many weights does this layer", lambda n, given: np.prod(given.kernel.shape)),
    ("activation", "The map holds", lambda n, given: keras_activation(given)),
    ("activation", "What share of the output", lambda n, given: round(zero_share(given), 2)),
    ("pooling", "What does", lambda n, given: pooled_cell(given)),
    ("pooling", "How large is the pooled map", lambda n, given: size_text(given.image.shape, (given.size,) * 2, vars(given))),
    ("filters", "At row", lambda n, _: round(sum(n[2:6]), 2)),
    ("filters", "How many numbers does a layer of 16", lambda n, _: 16 * (3 * 3 * 3 + 1)),
    ("filters", "That layer of 16 filters", lambda n, _: 16),
    ("filters", "How many pixels wide", lambda n, _: 3 + 2 * (n[-1] - 1)),
    ("learn_kernel", "A weight is", lambda n, _: n[0] - n[2] * n[1]),
    ("backpropagation", "The right class has", lambda n, _: round(n[0] - 1, 3)),
    ("backpropagation", "A weight is", lambda n, _: n[0] - n[2] * n[1]),
    ("backpropagation", "A window of max pooling", lambda n, _: n[4] * (n[5] == max(n[:4]))),
    ("backpropagation", "ReLU got", lambda n, _: n[2] * (n[1] > 0)),
    ("dense", "Which place of the vector", lambda n, given: np.ravel_multi_index([int(i) for i in n[:3]], given.shape)),
    ("dense", "How many numbers does the dense", lambda n, given: (np.prod(given.shape) + 1) * given.classes),
    ("dense", "The logits are", lambda n, _: round(100 * softmax(n).max(), 1)),
    ("build", "The last layer turns", lambda n, _: (n[0] + 1) * n[1]),
    ("build", "How many numbers does this network", lambda n, given: trainable(given)),
    ("vgg16", "The second layer", lambda n, given: given.model.get_layer("block1_conv2").count_params()),
    ("vgg16", "How many parameters do the pool", lambda n, given: given.model.get_layer("block1_pool").count_params()),
    ("unit", "The products sum to", lambda n, given: max(n[0] + n[1], given.slope * (n[0] + n[1]))),
    ("unit", "A filter of", lambda n, _: np.prod(n[-3:])),
    ("unit", "How many pixels wide", lambda n, given: given.wide),
    ("unit", "Two neighbouring units", lambda n, given: given.apart),
    ("visualise", "A filter of", lambda n, given: np.prod(given.kernel[:3])),
    ("blocks", "A 1 × 1 convolution", lambda n, given: weights_of(keras.layers.Conv2D, given, 1)),
    ("blocks", "A depthwise separable", lambda n, given: weights_of(keras.layers.SeparableConv2D, given, 3)),
    ("blocks", "A 3 × 3 convolution", lambda n, given: given.count**2 * 9 * (given.side // 2) ** 2),
    ("blocks", "In a batch", lambda n, given: round((given.value - given.mean) / given.spread, 3)),
    ("timeline", "A picture of", lambda n, given: len(patches(np.zeros((given.side, given.side, 3)), given.patch))),
    ("timeline", "How many numbers are", lambda n, given: patches(np.zeros((given.side, given.side, 3)), given.patch).shape[1]),
    ("timeline", "Each of", lambda n, _: attend(*[np.zeros((int(n[0]), 2), np.float32)] * 3)[1].size),
    ("timeline", "Patches become half", lambda n, _: 16),
    ("neighbours", r"There are \d+ pictures", lambda n, _: len(list(combinations(range(int(n[0])), 2)))),
    ("neighbours", "Two lists are", lambda n, _: np.linalg.norm(np.subtract(n[:3], n[3:6]))),
    ("neighbours", r"There are \d+ classes", lambda n, _: round(100 / n[0], 1)),
    ("erase", "The picture has", lambda n, _: round(100 * (n[2] / n[0]) * (n[3] / n[1]), 1)),
    ("erase", "The logit of a class was", lambda n, _: round(n[0] - n[1], 1)),
    ("fool", "The network is shown", lambda _, given: np.prod((given.size, given.size, 3))),
    ("fool", "A value of the picture is", lambda n, _: max(0, n[0] - n[1])),
    ("fool", "A score has the slope", lambda n, _: n[0] * n[1] * n[2]),
    ("explain", "Grad-CAM looks at maps", lambda n, _: np.rint(n[2] / n[1])),
    ("zoo", "A convolution of", plain_convolution),
    ("zoo", "From", separable),
    ("fine_tune", "Global average pooling of", head),
    ("fine_tune", r"\d+ maps of", head),
    ("train", "You train for", lambda n, given: sum(given.counts)),
    ("train", "The head's hidden layer", lambda n, _: keras.layers.Dense(1).build((None, int(n[0]))) or n[0] + 1),
    ("collect", "Of ", lambda n, _: np.floor((n[0] - n[1]) * 0.8)),
    ("collect", "Classes have", lambda n, _: max(n[:-1])),
    ("confidence", "A bin holds", lambda n, _: round(abs(n[1] - round(100 * n[2] / n[0], 1)), 1)),
    ("confidence", "Two bins", lambda n, _: round((n[0] * n[1] + n[2] * n[3]) / (n[0] + n[2]), 2)),
    ("confidence", "Two logits", lambda n, _: round(n[0] / n[1], 3)),
    ("shortcut", "A cue takes", lambda n, _: round(n[1] / n[0], 2)),
    ("shortcut", "A mark of", lambda n, _: round(100 * n[0] * n[1] / (n[2] * n[3]), 1)),
    ("shortcut", "With the cue", lambda n, _: n[0] - n[2]),
    ("judge", ".*What is the recall", lambda n, _: round(100 * n[-2] / n[-3], 1)),
    ("judge", ".*What is the precision", lambda n, _: round(100 * n[-2] / n[-1], 1)),
    ("judge", "95 of 100 scans", lambda n, _: 100 * n[0] / n[1]),
    ("take_home", "The network answers with", lambda n, _: 1),
    ("take_home", "The labels are", lambda n, given: repr(given.labels[1])),
    ("localisation", "A box reaches from", lambda n, _: (n[1] - n[0]) / n[2]),
    ("localisation", "A predicted box has", lambda n, _: round(agreement((0, 0, 2, 1), (1, 0, 3, 1)).iou, 4)),
    ("localisation", "The box's hidden layer", lambda n, _: n[0] * n[1]),
    ("detection", "Box A covers", lambda n, _: n[0] + n[1] - n[2]),
    ("detection", "A grid of", lambda n, _: n[0] * n[1] * n[2] * (4 + 1 + n[3])),
    ("detection", "A detector gives 10", lambda n, _: f"{100 * n[1] / n[0]:.0f}% and {100 * n[1] / n[2]:.0f}%"),
    ("yolo", "A cell is", lambda n, _: round((n[1] + n[3]) * n[0], 2)),
    ("yolo", "The anchor is", lambda n, _: round(n[0] * n[1], 1)),
    ("yolo", "An anchor says", lambda n, _: round(n[0] * n[1], 4)),
    ("yolo", "Grids of", lambda n, _: (n[0] * n[1] + n[2] * n[3]) * n[4]),
    ("segmentation", ".*How large is the IoU", lambda n, _: jaccard_score(*masks(*n))),
    ("segmentation", ".*How large is Dice", lambda n, _: dice_score(*masks(*n))),
    ("medicine", "The maps of", lambda n, _: np.prod(n[:4])),
    ("faces", r"\d+ of \d+ same pairs", lambda n, _: 100 * n[0] / n[1]),
    ("faces", "Each of", lambda n, _: n[0] ** 2 - n[0]),
    ("faces", "A system has", lambda n, _: n[0] / 100 * n[1]),
)


def test_every_number_is_graded_right_by_an_independent_computation(cases):
    """A second person works it out from the prompt and the screen: with Keras, SciPy, scikit-learn, or by counting."""
    used = set()
    for case, question in asked(cases):
        found = [line for line in SOLVED if line[0] == case.slug and re.match(line[1], question.prompt)]
        is_number = re.fullmatch(r"−?[\d,]+(\.\d+)?(e[+-]?\d+)?( ?%)?", question.right.text)
        if is_number and not question.prompt.startswith(("That layer", "You")) and case.slug != "segmentation":
            assert found, f"nobody has worked out: {case.slug}: {question.prompt}"
        for line in found:
            used.add(line)
            value = line[2](numbers_in(question.prompt), case.given)
            if isinstance(value, str):
                assert question.right.text == value, question
            else:
                assert numbers_in(question.right.text)[0] == pytest.approx(float(value), rel=1e-4, abs=2e-4), question
                for choice in question.wrong:
                    assert choice.text != number_text(value), question
    assert used == set(SOLVED)


def test_which_layer_has_most_is_asked_only_where_one_answer_is_right(cases):
    for case, question in asked(cases):
        if case.slug == "build" and question.prompt.startswith("Which layer"):
            best = most(case.given, "parameters" if "parameters" in question.prompt else "multiply_adds")
            assert question.right.text in best
            assert not {choice.text for choice in question.wrong} & set(best), question


def test_a_map_that_is_as_alike_as_the_best_is_no_wrong_answer():
    alike = {"saliency": 0.1, "grad_cam": 0.501, "guided_backprop": 0.502}
    *_, first = belief_questions(alike | {"smoothgrad": 0.2}, layers=3)
    assert first.right.text == "Guided backpropagation"
    assert sorted(choice.text for choice in first.wrong) == ["Saliency", "SmoothGrad"]
    assert "last 3 layers shuffled" in first.hints[0]
    without = belief_questions({"saliency": 0.5, "grad_cam": 0.5}, layers=3)
    assert not any("most like" in question.prompt for question in without)


def test_a_higher_threshold_of_suppression_may_keep_fewer_boxes():
    """Why the answer is usually: a box that stays at the higher threshold drops others in its turn."""
    boxes = ((6, 2, 19, 11), (10, 8, 22, 16), (4, 0, 13, 12), (1, 1, 10, 14), (5, 0, 11, 8))
    scores = (0.9, 0.8, 0.7, 0.6, 0.5)
    low, high = (len(non_max_suppression(boxes, scores, threshold=threshold)) for threshold in (0.3, 0.4))
    assert high < low
    questions = detection_questions(agreement(boxes[0], boxes[1]), cells=4, anchors=1, classes=2)
    (raised,) = (question for question in questions if question.prompt.startswith("You raise"))
    assert raised.right.text == "Usually more boxes are kept"


def verbal(cases):
    """Lesson and first words of a question whose answers are words -> the questions that were generated from it."""
    found = defaultdict(list)
    for case, question in asked(cases):
        if not re.fullmatch(r"[-\d,. ×%e+]+", question.right.text):
            opening = re.sub(r"\d+", "#", question.prompt)[:40]
            found[case.slug, "decision" if case.slug == "approach" else opening].append(question)
    return found


@pytest.mark.parametrize("extreme", [max, min], ids=["longest", "shortest"])
def test_the_length_of_an_answer_does_not_give_it_away(cases, extreme):
    """The right option is the single longest (or shortest) no more often than chance allows.

    Were lengths drawn at random, an option of n would be the single longest with a probability of at most 1 / n: over all
    verbal questions that is a sum of independent draws with a known mean and variance. More than 1.64 standard deviations above
    the mean would come by chance in 5 of 100 courses; a learner who always takes the longest may gain no more than that.
    """
    mean = variance = observed = 0.0
    for questions in verbal(cases).values():
        chances = [1 / len(question.choices) for question in questions]
        hits = [
            len(question.right.text) == extreme(lengths) and lengths.count(extreme(lengths)) == 1
            for question in questions
            for lengths in [[len(choice.text) for choice in question.choices]]
        ]
        mean += np.mean(chances)
        variance += np.mean(chances) * (1 - np.mean(chances))
        observed += np.mean(hits)
    assert observed <= mean + 1.64 * sqrt(variance), f"{observed:.1f} of {len(verbal(cases))}, by chance {mean:.1f}"


def test_the_order_of_answers_does_not_give_the_right_one_away(cases):
    places = defaultdict(list)
    for _, question in asked(cases):
        texts = [choice.text for choice in question.choices]
        places[len(texts)].append(texts.index(question.right.text))
    for count, found in places.items():
        if len(found) > 100:
            for place in range(count):
                assert abs(found.count(place) / len(found) - 1 / count) < 0.2


def test_attempts_count_until_the_right_answer():
    question = take_home_questions(("cup", "glass", "plate"))[2]
    right, (first, second, third) = question.right.text, (choice.text for choice in question.wrong)
    assert attempts(question, ()) == attempts(question, (first,)) == 0
    assert attempts(question, (right,)) == attempts(question, (right, first)) == 1
    assert attempts(question, (first, second, third, right)) == 4


def test_an_answer_that_is_not_on_offer_is_refused(cases):
    with pytest.raises(KeyError):
        cases[0].questions[0].grade("no such answer")


def test_the_right_numbers_are_the_engines(rng):
    image = rng.integers(0, 256, (9, 9)).astype(np.float32)
    how = {"stride": 2, "padding": "valid", "dilation": 1, "boundary": "zero"}
    output = convolve2d(image, KERNELS["sobel_y"], **how)
    cell, size, weights, *_ = convolution_questions(image, KERNELS["sobel_y"], output, row=1, column=2, how=how)
    assert numbers_in(cell.right.text) == [output[1, 2]]
    assert size.right.text == "4 × 4"
    assert weights.right.text == "9"
    with pytest.raises(KeyError):
        cell.grade("no such answer")


def test_questions_about_a_vector_can_be_worked_out_by_hand():
    maps, logits = np.zeros((6, 6, 4)), np.log(np.float32([1, 2, 5]))
    place, parameters, probability, *_ = dense_questions(maps, logits, ("a", "b", "c"), row=2, column=4, channel=1)
    assert place.right.text == "65"  # (2 × 6 + 4) × 4 + 1
    assert parameters.right.text == "435"  # 144 × 3 + 3
    assert probability.right.text == "62.6"  # of 0, 0.69 and 1.61, as they are written


def test_questions_about_a_filter_can_be_worked_out_by_hand():
    colours = np.full((4, 4, 3), (10, 20, 30), np.uint8)
    cell, layer, maps, field, *_ = filter_questions(colours, np.ones((3, 3, 3)), 7, row=0, column=0, layers=4)
    assert cell.right.text == "547"  # 90 + 180 + 270 + 7
    assert layer.right.text == "448"
    assert maps.right.text == "16"
    assert field.right.text == "9"


def test_questions_about_a_stack_can_be_worked_out_by_hand():
    rows = describe(parse_stack("conv 8; max; flatten; dense 10"), (32, 32, 3), 6)
    output, *_, total, parameters, work = build_questions(rows, (32, 32, 3))
    assert output.right.text == "66"
    assert parameters.right.text == "dense1"
    assert work.right.text == "conv1"
    assert total.right.text == f"{8 * 28 + (15 * 15 * 8 + 1) * 10 + 66:,}"


def test_what_a_batch_normalisation_only_measures_is_not_counted_as_learned():
    rows = describe(parse_stack("conv 8; norm; flatten; dense 10"), (32, 32, 3), 6)
    *_, total, _, _ = build_questions(rows, (32, 32, 3))
    learned = 8 * 28 + 2 * 8 + (30 * 30 * 8 + 1) * 10 + 66
    assert total.right.text == f"{learned:,}"
    assert f"{learned + 16:,}" in [choice.text for choice in total.wrong]


def test_what_a_shift_does_to_a_pooled_map_is_graded_by_what_was_measured():
    image = np.arange(36, dtype=np.float32).reshape(6, 6)
    how = {"size": 2, "stride": 2, "padding": "valid", "mode": "max", "row": 0, "column": 0, "shift": 1}
    for changes, right in (((0.3, 0.2), " less than the map"), ((0.2, 0.3), "no less"), ((0.2, 0.2), "no less")):
        (shifted,) = [
            question
            for question in pooling_questions(image, pool2d(image, 2, stride=2), changes=changes, **how)
            if "The picture moves by 1 pixel." in question.prompt
        ]
        assert right in shifted.right.text


def test_pixel_questions_can_be_worked_out_by_hand():
    image = np.zeros((2, 2, 3), np.uint8)
    image[0, 0], image[1, 1] = (100, 50, 200), (255, 255, 255)
    brightness, size, scaled, *_ = pixel_questions(image, luma(image), row=0, column=0)
    assert brightness.right.text == "82"  # 29.9 + 29.35 + 22.8 = 82.05
    assert size.right.text == "12"
    assert float(scaled.right.text) == pytest.approx(82.05 / 255, abs=1e-3)
