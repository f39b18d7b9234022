"""The ways to train side by side, with the pictures they learn from; and how far each is while they learn."""

import numpy as np
import streamlit as st

from pages.shared.session import training_caches
from pages.shared.session.job_panel import REFRESH
from pages.shared.session.state import current_job
from pages.transfer.parts.answer_wall import row_heights
from pages.transfer.parts.arm_cards import Learning, arm_card, size_of_dots
from pages.transfer.parts.taught_pictures import taught_head, taught_pictures
from pages.transfer.parts.ways_trained import came_of

FIRST, OTHERS = 240, 690  # pixels of the pictures to learn from, and of all ways together


def ways_side_by_side(choices, trained, dataset, learning=None):
    """Draw them.

    Parameters
    ----------
    choices : sequence of lessons.training.settings.TrainingSettings, of the ways that are shown
    trained : dict of (a key of ARMS, pictures of each class) -> what came of it, as `ways_trained` tells
    dataset : the data set that is chosen
    learning : dict of a key of ARMS -> Learning, of those that are being trained now; or None
    """
    ways = {choice.arm: choice for choice in choices}
    size, targets = size_of_dots(len(ways)), dataset.train.targets
    taught, held = training_caches.learning_and_held_back(dataset.fingerprint, choices[0], dataset.train)
    counts = np.bincount(targets[held], minlength=len(dataset.labels)).tolist()
    first, *others = st.columns([FIRST, *[OTHERS / len(ways)] * len(ways)], gap="small")
    with first, st.container(key="fine_tune_taught", gap="xxsmall"):
        st.html(taught_head(dataset, taught))
        st.html(taught_pictures(dataset, taught, row_heights(counts, **size)))
    images = dataset.train.subset(held).images
    for place, (arm, choice) in zip(others, ways.items(), strict=True):
        run = came_of(trained, choice)
        with place:
            arm_card(
                arm,
                run,
                choice,
                targets[held],
                dataset.labels,
                size=size,
                images=images,
                learning=(learning or {}).get(arm),
            )


@st.fragment(run_every=REFRESH)
def learning_cards(choices, before, dataset):
    """Draw them while they learn, anew each time the training has come further. Parameters are those of `ways_side_by_side`.

    `choices` stand in the order in which they are trained; a way may be trained several times.
    """
    snapshot = current_job("fine_tune").poll()
    earlier = snapshot.step.earlier if snapshot.step else ()
    done = before | {(run.settings.arm, run.settings.pictures_per_class): run for run in earlier}
    waiting = [choice.arm for choice in choices[len(earlier) :]]
    told = dict.fromkeys(waiting[1:], Learning("Waits for its turn.")) | {arm: how_far(snapshot.step) for arm in waiting[:1]}
    with st.container(key="fine_tune_learning"):
        ways_side_by_side(choices, done, dataset, told)


def how_far(step):
    """How far the way is that learns now."""
    if step is None:
        return Learning("Learns next.")
    answers = step.records[-1].answers if step.records else None
    if not step.history:
        return Learning("Looks at the pictures." if answers is None else "Begins to learn.", answers=answers)
    last = step.history[-1]
    return Learning(f"Learns: epoch {last.number}.", last.validation_accuracy, answers)
