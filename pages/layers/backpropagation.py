"""How a network learns: the loss's slopes on their way back through a network of fifteen weights, and the steps they make."""

from dataclasses import replace

import numpy as np
import streamlit as st

from lessons.core import backpropagation as engine
from lessons.core import optimisers as engine_steps
from lessons.core.scaling import luma
from lessons.figures.charts import loss_curve
from lessons.figures.landscape import landscape
from lessons.figures.way_back import STATIONS, way_back
from lessons.images.resizing import square
from lessons.texts import words
from lessons.texts.questions.backpropagation import backpropagation_questions, lost_slopes
from lessons.texts.snippets import backpropagation_code
from pages.layers.parts import layer_caches
from pages.layers.parts.learning_in_batches import batches, curves, verdict
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.epoch_scrubber import pace, scrubber
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import section_of, sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.session.state import current_picture

SIDE = 5  # pixels of the small picture
CLASSES = ["class A", "class B"]
LANDSCAPE, BATCHES, CURVES = "The landscape", "Batches", "Reading curves"
ASKED = {"optimiser": LANDSCAPE, "batch": BATCHES} | dict.fromkeys(("hidden", "pictures", "epochs"), CURVES)
STEPS = 50
RATES = [0.01, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0]
PLAYER = 330  # pixels
REACH, CELLS = 3.0, 31  # of the landscape: how far it goes from where the descent begins, and its cells each way


def laboratory(image):
    shown = st.container()
    player, first, second, third, more = stage_controls(4)
    with player, st.container(width=PLAYER):
        step = scrubber("Step", list(range(STEPS + 1)), start=0, key="backpropagation_step")
    reached = first.select_slider("Slopes back to", STATIONS, key="backpropagation_reached", bind="query-params", width=230)
    answer = second.segmented_control(
        "Right answer", CLASSES, default=CLASSES[0], required=True, key="backpropagation_right", bind="query-params"
    )
    rate = third.select_slider("Learning rate", RATES, 0.3, key="backpropagation_rate", bind="query-params", width=170)
    seed = int(more.number_input("Seed", 0, 9999, 0, key="backpropagation_seed", bind="query-params"))
    right = CLASSES.index(answer)
    start = engine.random_weights(np.random.default_rng(seed), side=SIDE)
    course = engine.descend(image, start, right, steps=STEPS, rate=rate)
    passes = [found for _, found in course]
    weights, found = course[step]
    with shown:
        st.html(way_back(image, weights, found, right=right, classes=CLASSES, reached=reached)[0])
    chances = [float(each.probabilities[right]) for each in passes]
    known = {"verdict": verdict() if section_of("backpropagation") == CURVES else None}
    known |= {"reached": STATIONS.index(reached), "step": step, "right": right, "probability": chances[step]}
    steps("backpropagation", known | {"first": chances[0], "cells": found.map.size, "lost": lost_slopes(found)})
    sections(
        "backpropagation",
        {
            "What you saw": lambda: what_you_saw(passes, step, answer, rate),
            "By hand": lambda: by_hand(image, weights, found, right, rate),
            "The loss falls": lambda: curve(passes, step),
            LANDSCAPE: lambda: from_above(image, start, rate, seed),
            BATCHES: batches,
            CURVES: curves,
            "In code": lambda: in_code(step, rate, right),
            "Check yourself": lambda: quiz(
                backpropagation_questions(weights, found, right=right, rate=rate), key="backpropagation"
            ),
            "Summary": lambda: st.markdown(words("backpropagation", "summary")),
        },
        asked={f"backpropagation_{name}": section for name, section in ASKED.items()},
    )


def what_you_saw(passes, step, answer, rate):
    found, right = passes[step], CLASSES.index(answer)
    probability = float(found.probabilities[right])
    told = [
        words("backpropagation", "opening", right=answer),
        words("backpropagation", "loss", probability=probability, loss=found.loss),
        words("backpropagation", "back"),
    ]
    if step:
        ending = {"steps": step, "first": passes[0].loss, "last": found.loss}
        if found.loss < passes[0].loss:
            told.append(words("backpropagation", "falls", right=answer, probability=probability, **ending))
        else:
            told.append(words("backpropagation", "rises", rate=rate, **ending))
    st.markdown("\n\n".join([*told, words("backpropagation", "many")]))


def by_hand(image, weights, found, right, rate):
    probability, slope = float(found.probabilities[right]), float(found.d_sums[right])
    pooled, kernel_slope = float(found.pooled.ravel()[0]), float(found.slopes.kernel[0, 0])
    parts = zip(weights.dense[0], found.d_sums, strict=True)
    terms = " + ".join(f"{weight:.3f} × ({back:.3f})" for weight, back in parts)
    weight = float(weights.kernel[0, 0])
    told = [
        words("backpropagation", "by_hand_sums", name=CLASSES[right], probability=probability, slope=slope),
        words("backpropagation", "by_hand_weights", value=pooled, slope=slope, product=float(found.slopes.dense[0, right])),
        words("backpropagation", "by_hand_pool", terms=terms, slope=float(found.d_pooled.ravel()[0])),
        words("backpropagation", "by_hand_relu", open=int(np.count_nonzero(found.map > 0)), cells=found.map.size),
        words("backpropagation", "by_hand_kernel", slope=kernel_slope),
        words("backpropagation", "step", weight=weight, rate=rate, slope=kernel_slope, following=weight - rate * kernel_slope),
    ]
    st.markdown("\n\n".join(told).replace("-", "−"))


def curve(passes, step):
    st.markdown(show_chart(loss_curve(np.array([each.loss for each in passes]), step), key="backpropagation_loss"))


@st.fragment
def from_above(image, start, rate, seed):
    """Two weights of the kernel learn, all others stand still: two are as many as a map can show."""
    st.markdown(words("backpropagation", "landscape", rate=rate))
    key, names = "backpropagation_optimiser", engine_steps.OPTIMISERS
    optimiser = st.segmented_control("Steps are", names, default=names[0], required=True, key=key, bind="query-params")
    pictures = [(image, 0), (-image, 1)]

    def passes_at(place):
        kernel = start.kernel.copy()
        kernel[0] = place
        weights = replace(start, kernel=kernel)
        return [engine.forward_and_back(picture, weights, right) for picture, right in pictures]

    def loss_at(place):
        return float(np.mean([each.loss for each in passes_at(place)]))

    def slope_at(place):
        return np.mean([each.slopes.kernel[0] for each in passes_at(place)], axis=0)

    path = engine_steps.descent_path(slope_at, start.kernel[0], steps=STEPS, rate=rate, optimiser=optimiser)
    across, up = (np.linspace(middle - REACH, middle + REACH, CELLS) for middle in start.kernel[0])
    losses = layer_caches.loss_ground(
        current_picture().digest, seed, lambda: np.array([[loss_at((x, y)) for x in across] for y in up])
    )
    ends = (loss_at(path[0]), loss_at(path[-1]))
    names = ("the kernel's weight at the top left", "at the top right")
    st.markdown(show_chart(landscape(across, up, losses, path, names=names, ends=ends), key="backpropagation_landscape"))
    st.markdown(words("backpropagation", optimiser.lower()))


def in_code(step, rate, right):
    code = backpropagation_code(steps=step, rate=rate, right=right)
    layers = (engine.through_cross_entropy, engine.through_dense, engine.through_max_pool, engine.through_relu)
    code_panel(code, *layers, engine.through_convolution, key="backpropagation")


small = luma(square(current_picture().pixels, SIDE))
small = (small - small.mean()) / (small.std() or 1)  # around zero, as networks like it
st.fragment(laboratory, run_every=pace("backpropagation_step"))(small.round(2))
