"""How a network learns: the loss's slopes on their way back through a network of fifteen numbers, and the steps they make."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import streamlit as st

from lessons.core import backpropagation as engine
from lessons.core import optimisers as engine_steps
from lessons.core.scaling import luma
from lessons.images.resizing import square
from lessons.images.samples import SAMPLES
from lessons.texts import words
from lessons.texts.layer_snippets import backpropagation_code
from lessons.texts.questions.backpropagation import backpropagation_questions, lost_slopes
from pages.layers.parts import layer_caches
from pages.layers.parts.downhill import downhill, how_it_ended
from pages.layers.parts.learning_in_batches import many_pictures
from pages.layers.parts.one_weight import SIDE as LARGE
from pages.layers.parts.one_weight import best_start, one_weight, roll_down, steepest, what_becomes, with_a_valley
from pages.layers.parts.way_back import SIDE, STATIONS, way_back
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import only_where, sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.session import caches
from pages.shared.session.state import current_picture

SMALL = 5  # pixels of the picture that the network gets
CLASSES = ["class A", "class B"]  # as an address has them
OTHERS = ("rocket", "chelsea")  # what the learner's picture is told apart from: the first one that it is not
MANY = "Many pictures"
ASKED = dict.fromkeys(("batch", "hidden", "pictures", "epochs"), MANY)
ONE, ALL, ABOVE = LOOKS = ["One weight", "The network", "From above"]
NAMED = {ALL: ("reached", "step", "right"), ABOVE: ("optimiser", "from_left", "from_right")}  # what a link may ask of a look
LEAP, CAREFUL = 10.0, 0.3  # a learning rate that is too large, and one that is not
STEPS = 50
RATES = [0.01, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0]
FAR = 20.0  # how large a weight may be where a descent begins
REACH, CELLS = 3.0, 31  # of the landscape: how far it goes from where the descent begins, and its cells each way


def laboratory(image, other, names):
    looks, shown = st.container(key="backpropagation_looks"), st.container()
    look = how_to_look(looks)
    is_above = look == ABOVE
    first, second, more = stage_controls(2, beside_player=True)
    kinds, key = engine_steps.OPTIMISERS, "backpropagation_optimiser"
    optimiser = only_where(is_above, first, key).segmented_control(
        "Steps are", kinds, default=kinds[0], required=True, key=key, bind="query-params"
    )
    rate = second.select_slider(
        "Learning rate", RATES, 0.3, key="backpropagation_rate", bind="query-params", width=170, on_change=back_to_the_start
    )
    reached, step, right = where(only_where(False, first, "backpropagation_walk"))
    seed = int(more.number_input("Seed", 0, 9999, 0, key="backpropagation_seed", bind="query-params"))
    start = engine.random_weights(np.random.default_rng(seed), side=SMALL)
    course = engine.descend(image, start, right, steps=STEPS, rate=rate)
    passes = [found for _, found in course]
    weights, found = course[step]
    place = start_of_descent(only_where(is_above, more, "backpropagation_from"))
    drawn = current_picture().digest, seed, right

    def find_weight():
        turned = with_a_valley(image, start, right, steepest(passes[0]))
        return turned, best_start(image, start, right, turned, steps=STEPS)

    turned, at_first = layer_caches.rolling_weight(*drawn, find_weight)
    begin, rolled = where_the_ball_is(only_where(look == ONE, more, "backpropagation_ball"), first, at_first)
    way = {"begin": begin, "steps": STEPS}
    balls = roll_down(image, start, right, turned, rate=rate, **way)
    descent = None
    with shown:
        if look == ONE:
            picture = current_picture()
            one_weight(
                caches.square_picture(picture.digest, LARGE, picture.pixels), image, start, balls, place=turned, right=right,
                names=names, rate=rate, step=rolled, on_told=take_ball, key="backpropagation_one",
            )  # fmt: skip
        elif is_above:
            descent = from_above([(image, 0), (other, 1)], names, start, place, rate, seed, optimiser)
        else:
            picture = current_picture()
            way_back(
                caches.square_picture(picture.digest, SIDE, picture.pixels), image, course, right=right, names=names, rate=rate,
                reached=reached, step=step, on_told=take, key="backpropagation_view",
            )  # fmt: skip
    chances = [float(each.probabilities[right]) for each in passes]
    known = {"names": names, "right": right}
    known |= {"reached": STATIONS.index(reached), "step": step, "probability": chances[step], "own": names[0]}
    known |= {"first": chances[0], "cells": found.map.size, "lost": lost_slopes(found), "told": names[right]}
    known |= {"wrong": names[1 - right], "other": names[1], "is_put": is_above and place != [None, None]}
    known |= {"look": look, "rate": rate, "rolled": rolled, "losses": [float(each.loss) for each in balls[1]]}
    known |= {"chances": [float(each.probabilities[right]) for each in balls[1]]}

    def leap():
        far, near = (roll_down(image, start, right, turned, rate=each, **way) for each in (LEAP, CAREFUL))
        return what_becomes(image, start, right, turned, far), far[1][-1].loss, near[1][-1].loss

    def told(answer):
        return [float(each.probabilities[answer]) for _, each in engine.descend(image, start, answer, steps=STEPS, rate=rate)]

    known |= {"truth": told(0), "lie": told(1), "descent": descent, "steps": STEPS}
    known |= {"ball": layer_caches.way_of_ball(*drawn, begin, leap)}
    steps("backpropagation", known)
    sections(
        "backpropagation",
        {
            "What you saw": lambda: (
                what_the_ball_did(balls[1], rolled, right, names, rate)
                if look == ONE
                else above_in_words(names, rate, optimiser)
                if is_above
                else what_you_saw(passes, step, right, names, rate)
            ),
            "By hand": lambda: by_hand(image, weights, found, right, names, rate),
            MANY: st.fragment(many_pictures),
            "In code": lambda: in_code(step, rate, right),
            "Check yourself": lambda: quiz(
                backpropagation_questions(weights, found, right=right, rate=rate), key="backpropagation"
            ),
            "Summary": lambda: st.markdown(words("backpropagation", "summary")),
        },
        asked={f"backpropagation_{name}": section for name, section in ASKED.items()},
    )


def how_to_look(place):
    """At one weight, at the network with its numbers, or at the loss from above."""
    key = "backpropagation_look"
    asked = (look for look, controls in NAMED.items() if any(f"backpropagation_{each}" in st.query_params for each in controls))
    if key not in st.session_state and key not in st.query_params and (look := next(asked, None)):
        st.session_state[key] = look
    return place.segmented_control(
        "Look at", LOOKS, default=LOOKS[0], required=True, key=key, bind="query-params", label_visibility="collapsed"
    )


def where(place):
    """How far the walk and the descent are, and which class is right: the figure sets them, and an address has them."""
    key, linked = "backpropagation", {"bind": "query-params"}
    reached = place.select_slider("Slopes back to", STATIONS, key=f"{key}_reached", **linked)
    step = place.select_slider("Step", list(range(STEPS + 1)), key=f"{key}_step", **linked)
    answer = place.segmented_control("Right answer", CLASSES, default=CLASSES[0], required=True, key=f"{key}_right", **linked)
    return reached, step, CLASSES.index(answer)


def take(told):
    """What was done in the figure."""
    st.session_state.update(
        backpropagation_reached=STATIONS[max(int(told["stop"]), 0)],
        backpropagation_step=int(told["step"]),
        backpropagation_right=CLASSES[int(told["right"])],
    )


def where_the_ball_is(place, hidden, at_first):
    """The value that the one weight begins with, and how many steps the ball has rolled: the figure sets both."""
    key, linked = "backpropagation", {"bind": "query-params"}
    begin = place.number_input("The ball starts at", -FAR, FAR, None, 0.1, key=f"{key}_begin", **linked)
    rolled = only_where(False, hidden, f"{key}_roll").select_slider(
        "Steps rolled", list(range(STEPS + 1)), key=f"{key}_rolled", **linked
    )
    return at_first if begin is None else begin, rolled


def back_to_the_start():
    """With other steps the ball rolls anew."""
    st.session_state["backpropagation_rolled"] = 0


def take_ball(told):
    """What was done with the ball."""
    st.session_state["backpropagation_rolled"] = int(told["step"])
    if "begin" in told:
        st.session_state["backpropagation_begin"] = inside(told["begin"])


def what_the_ball_did(passes, step, right, names, rate):
    now = {"name": names[right], "loss": passes[step].loss, "probability": float(passes[step].probabilities[right])}
    st.markdown(words("backpropagation", "one_weight", rate=rate, **now))


def what_you_saw(passes, step, right, names, rate):
    found, name = passes[step], names[right]
    probability = float(found.probabilities[right])
    told = [
        words("backpropagation", "opening", right=name, own=names[0], other=names[1]),
        words("backpropagation", "loss", probability=probability, loss=found.loss),
        words("backpropagation", "back"),
    ]
    if step:
        ending = {"steps": step, "first": passes[0].loss, "last": found.loss}
        if found.loss < passes[0].loss:
            told.append(words("backpropagation", "falls", right=name, probability=probability, **ending))
        else:
            told.append(words("backpropagation", "rises", rate=rate, **ending))
    st.markdown("\n\n".join([*told, words("backpropagation", "many")]))


def by_hand(image, weights, found, right, names, rate):
    probability, slope = float(found.probabilities[right]), float(found.d_sums[right])
    pooled, kernel_slope = float(found.pooled.ravel()[0]), float(found.slopes.kernel[0, 0])
    parts = zip(weights.dense[0], found.d_sums, strict=True)
    terms = " + ".join(f"{weight:.3f} × ({back:.3f})" for weight, back in parts)
    weight = float(weights.kernel[0, 0])
    told = [
        words("backpropagation", "by_hand_sums", name=names[right], probability=probability, slope=slope),
        words("backpropagation", "by_hand_weights", value=pooled, slope=slope, product=float(found.slopes.dense[0, right])),
        words("backpropagation", "by_hand_pool", terms=terms, slope=float(found.d_pooled.ravel()[0])),
        words("backpropagation", "by_hand_relu", open=int(np.count_nonzero(found.map > 0)), cells=found.map.size),
        words("backpropagation", "by_hand_kernel", slope=kernel_slope),
        words("backpropagation", "step", weight=weight, rate=rate, slope=kernel_slope, following=weight - rate * kernel_slope),
    ]
    st.markdown("\n\n".join(told).replace("-", "−"))


def start_of_descent(place):
    """Where the descent begins: the kernel's upper two weights, each None where the network's own stands."""
    names = {"left": "Start, top left weight", "right": "Start, top right weight"}
    return [
        place.number_input(name, -FAR, FAR, None, 0.1, key=f"backpropagation_from_{side}", bind="query-params")
        for side, name in names.items()
    ]


def put_ball(place):
    """What was clicked in the landscape."""
    left, right = place or (None, None)
    st.session_state.update(backpropagation_from_left=inside(left), backpropagation_from_right=inside(right))


def inside(weight):
    return None if weight is None else min(max(float(weight), -FAR), FAR)


def from_above(pictures, names, start, place, rate, seed, optimiser):
    """Two weights of the kernel learn, all others stand still: two are as many as a map can show."""

    def passes_at(place):
        kernel = start.kernel.copy()
        kernel[0] = place
        weights = replace(start, kernel=kernel)
        return [engine.forward_and_back(picture, weights, right) for picture, right in pictures]

    def loss_at(place):
        return float(np.mean([each.loss for each in passes_at(place)]))

    def slope_at(place):
        return np.mean([each.slopes.kernel[0] for each in passes_at(place)], axis=0)

    begin = [own if asked is None else asked for own, asked in zip(start.kernel[0], place, strict=True)]
    path = engine_steps.descent_path(slope_at, begin, steps=STEPS, rate=rate, optimiser=optimiser)
    across, up = (np.linspace(middle - REACH, middle + REACH, CELLS) for middle in start.kernel[0])
    ground = layer_caches.loss_ground(
        current_picture().digest, seed, lambda: np.array([[loss_at((x, y)) for x in across] for y in up])
    )
    told = {"about": f"Loss: the mean over two pictures, yours and “{names[1]}”", "on_told": put_ball}
    told |= {"step_is": words("backpropagation", f"{optimiser.lower()}_short")}
    losses = [loss_at(each) for each in path]
    downhill(
        across, up, ground, path, losses, others=start.kernel[1], is_first=place == [None, None],
        names=("kernel weight, top left", "kernel weight, top right"), **told, key="backpropagation_above",
    )  # fmt: skip
    return how_it_ended(across, up, ground, path, losses, slope_at(path[-1])), losses[0], losses[-1], float(ground.min())


def above_in_words(names, rate, optimiser):
    told = words("backpropagation", "landscape", rate=rate, own=names[0], other=names[1])
    st.markdown(f"{told}\n\n{words('backpropagation', optimiser.lower())}")


def in_code(step, rate, right):
    code = backpropagation_code(steps=step, rate=rate, right=right)
    layers = (engine.through_cross_entropy, engine.through_dense, engine.through_max_pool, engine.through_relu)
    code_panel(code, *layers, engine.through_convolution, key="backpropagation")


def small(pixels):
    """A picture as this network gets it: grey, tiny, and around zero, as networks like it."""
    grey = luma(square(pixels, SMALL))
    return ((grey - grey.mean()) / (grey.std() or 1)).round(2)


def names_of(picture, other):
    """What its two answers are called: short, in small letters."""
    own = next((sample.title for sample in SAMPLES.values() if sample.title == picture.name), "yours")
    return [own.lower(), other.name.lower()]


st.html(Path(__file__).with_suffix(".css"))
mine = current_picture()
another = next(each for each in map(caches.bundled_picture, OTHERS) if each.digest != mine.digest)
st.fragment(laboratory)(small(mine.pixels), small(another.pixels), names_of(mine, another))
