"""Items of the test of learning about whole networks: how they learn, what their answers are worth, what they are used for."""

import numpy as np

from lessons.core.boxes import iou
from lessons.teaching.learning_item import Asked, Item, one_of


def _outsider(form: int, rng: np.random.Generator) -> Asked:
    known = (("cats", "dogs", "horses"), ("cups", "plates", "spoons"))[form]
    other = one_of(rng, (["a teapot", "a bus", "a tree"], ["an elephant", "a shoe", "a cloud"])[form])
    return Asked(
        f"A network has learned {known[0]}, {known[1]} and {known[2]}, and ends in a softmax. You show it {other}. "
        "What do its three probabilities add up to?",
        "100%, as for every other picture",
        {
            "a network knows what it does not know": "0%, because it is none of the three",
            "doubt lowers the sum": "Less than 100%, because it is not sure of any",
            "doubt makes all alike": "A third: it gives the same to each and takes the mean",
        },
    )


def _shifted_logits(form: int, rng: np.random.Generator) -> Asked:
    shift = int(rng.integers(2, 9))
    what = ("grow by", "fall by")[form]
    alike = ("All of them grow, as their logits do", "All of them fall, as their logits do")[form]
    total = ("Their sum grows above 100%", "Their sum falls below 100%")[form]
    return Asked(
        f"All logits of a network {what} {shift}. What happens to the probabilities after the softmax?",
        "Nothing: only differences between logits count",
        {
            "each logit makes its own probability": alike,
            "the largest gains by it": "The largest one gains, and the others lose",
            "the sum is no longer 100%": total,
        },
    )


def _one_step(form: int, rng: np.random.Generator) -> Asked:
    weight, gradient, rate = one_of(rng, [0.8, 0.9, 0.7]), one_of(rng, [2.0, 3.0]), 0.1
    if form:
        gradient = -gradient

    def told(value: float) -> str:
        return f"{value:.2f}".replace("-", "−")

    return Asked(
        f"A weight is {told(weight)}, its gradient {told(gradient)}, and the learning rate {rate}. "
        "What is the weight after one step of gradient descent?",
        told(weight - rate * gradient),
        {
            "goes up the slope": told(weight + rate * gradient),
            "leaves the learning rate out": told(weight - gradient),
            "multiplies instead of subtracting": told(weight * rate * gradient),
        },
    )


def _meaning_of_gradient(form: int, rng: np.random.Generator) -> Asked:
    size = one_of(rng, [0.2, 0.4, 0.5, 0.6])
    told, effect, step = ((f"{size}", "rises", "larger"), (f"−{size}", "falls", "smaller"))[form]
    return Asked(
        f"For a picture, the gradient of a weight is {told}. What does that tell you?",
        f"If the weight grows a little, the loss {effect}",
        {
            "a gradient is the right value": f"The weight should be {told} in the end",
            "a gradient is the last change": f"The weight has just become {step} by {size}",
            "a gradient is a share of the blame": f"The weight made {size:.0%} of the network's mistakes",
        },
    )


def _memorised(form: int, rng: np.random.Generator) -> Asked:
    low = int(rng.integers(52, 70))
    what = ("mushrooms", "bolts and screws")[form]
    return Asked(
        f"A network for {what} labels 100% of its training pictures correctly, and {low}% of its validation pictures. "
        "What has happened?",
        "It has overfitted: it knows these pictures by heart, not what they share",
        {
            "more training mends it": "It has underfitted: it was trained for too short a time",
            "training accuracy is what counts": "It has learned all there is: 100% is the best figure of all",
            "the validation pictures are to blame": "Its validation pictures were labelled wrongly, or are too few to count",
        },
    )


def _chosen_by_test(form: int, rng: np.random.Generator) -> Asked:
    count, best = int(rng.integers(12, 50)), int(rng.integers(85, 95))
    what = ("networks", "settings of one network")[form]
    return Asked(
        f"Somebody tries {count} {what} on the same test pictures, keeps the best and reports its {best}%. "
        "What should you expect on new pictures of the same kind?",
        f"Less than {best}%: the test set was used to choose",
        {
            "unseen in training is enough": f"About {best}%: nothing was trained on the test pictures",
            "the best is better than it looks": f"More than {best}%: the best of many is rarely shown at its best",
            "many tries are many tests": f"Exactly {best}%: so many tries make the figure certain",
        },
    )


def _unbalanced(form: int, rng: np.random.Generator) -> Asked:
    rare = one_of(rng, [10, 20, 30, 40])
    who, seldom, usual = (("scans", "ill", "healthy"), ("bolts", "cracked", "whole"))[form]
    return Asked(
        f"Of 1,000 {who}, {rare} are {seldom}. A network calls every one of them {usual}. What is its accuracy?",
        f"{(1000 - rare) / 1000:.0%}",
        {
            "accuracy is what it finds of the rare class": f"0%, as no {seldom} one is found",
            "useless means half": "50%",
            "counts the mistakes": f"{rare / 1000:.0%}",
        },
    )


def _few_tests(form: int, rng: np.random.Generator) -> Asked:
    count = int(rng.integers(8, 15))
    what = ("photos", "drawings")[form]
    return Asked(
        f"A network labels all of its {count} test {what} correctly. What does that say about its accuracy on many more?",
        "It may well be 90% or lower",
        {
            "the figure is the truth": "It is 100%, as the test has shown",
            "few pictures say nothing": "Nothing: it may just as well be 10%",
            "a perfect test leaves no doubt": "It is between 99% and 100%",
        },
    )


def _transfer(form: int, rng: np.random.Generator) -> Asked:
    count = 10 * int(rng.integers(3, 9))
    what = ("two kinds of butterflies", "two kinds of tiles")[form]
    return Asked(
        f"You have {count} photos of {what}, and want a network that tells them apart. What do you try first?",
        "Keep a pretrained network as it is, and train a new head on top of it",
        {
            "own data are best learned from scratch": "Train a network from random weights, with these photos alone",
            "all layers have to learn": "Train all layers of a pretrained network, with a high learning rate",
            "a pretrained network knows all": "Ask a pretrained network as it is: it knows the names of most things",
        },
    )


def _hot_spot(form: int, rng: np.random.Generator) -> Asked:
    accuracy = int(rng.integers(93, 99))
    thing, spot = (("horse", "the photographer's name in a corner"), ("skin", "the ruler at the border"))[form]
    return Asked(
        f"A network labels {accuracy}% of its {thing} photos correctly. Grad-CAM is hottest on {spot}. What do you do?",
        f"Test it on photos of the same kind without {spot.split(' in ')[0].split(' at ')[0]}",
        {
            "a high figure rules a shortcut out": "Nothing: with such a figure it must look at the right thing",
            "a heat map shows where the thing is": f"Nothing: the map shows where the {thing} is in the photo",
            "the map changes the network": "Cut the hot part out of the map, so that it is not used any more",
        },
    )


def _iou(form: int, rng: np.random.Generator) -> Asked:
    side, shift = 10, one_of(rng, ([2, 4], [3, 6])[form])
    way = ("to the right", "downwards")[form]
    moved = (shift, 0, side + shift, side) if form == 0 else (0, shift, side, side + shift)
    return Asked(
        f"Two boxes of {side} × {side} pixels: the second is the first, moved {shift} pixels {way}. What is their IoU?",
        f"{float(iou((0, 0, side, side), moved)):.2f}",
        {
            "divides by one box": f"{(side - shift) / side:.2f}",
            "counts the shared part twice": f"{(side - shift) / (2 * side):.2f}",
            "measures what they do not share": f"{shift / side:.2f}",
        },
    )


NETWORK_ITEMS = (
    Item("Softmax shares out 100% among known classes", "dense", _outsider),
    Item("Softmax looks at differences", "dense", _shifted_logits),
    Item("A step of gradient descent", "learn_kernel", _one_step),
    Item("What a gradient tells", "backpropagation", _meaning_of_gradient),
    Item("Overfitting", "fine_tune", _memorised),
    Item("What a test set is for", "judge", _chosen_by_test),
    Item("Accuracy where one class is rare", "judge", _unbalanced),
    Item("What few test pictures say", "judge", _few_tests),
    Item("When to use a pretrained network", "fine_tune", _transfer),
    Item("What a heat map says, and what it does not", "shortcut", _hot_spot),
    Item("Intersection over union", "detection", _iou),
)
