"""Fine-tune: four ways to train on the same pictures, one or several side by side, and what more pictures would bring."""

from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path

import streamlit as st

from lessons.texts import counted, words
from lessons.texts.questions.fine_tune import fine_tune_questions
from lessons.texts.steps.fine_tune import ALL, FEW
from lessons.texts.studio_snippets import OLD_AUGMENTATION_CODE, transfer_code
from lessons.training.expected_time import expected_seconds
from lessons.training.head_size import head_inputs, head_parameters
from lessons.training.settings import ARMS
from lessons.training.suited import SUITED, suited_settings
from pages.shared.frame.keeping import keep_switch
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.session import training_caches
from pages.shared.session.dataset_choice import dataset_choice, show_dataset
from pages.shared.session.desk import desk
from pages.shared.session.job_panel import REFRESH, curves, duration, is_training, say_what_trains, start_job, watch_job
from pages.shared.session.session_networks import best, runs, taken, title
from pages.shared.session.state import current_job
from pages.shared.session.test_set_lock import looks
from pages.transfer.parts.advisor import advisor
from pages.transfer.parts.example_network import example_started, is_example, was_example
from pages.transfer.parts.learning_cards import learning_cards, ways_side_by_side
from pages.transfer.parts.more_pictures import more_pictures
from pages.transfer.parts.outcome import (
    go_on,
    held_back,
    outcome_chart,
    outcome_of,
    say_what_of,
    show_learning,
    what_went_wrong,
)
from pages.transfer.parts.recipe_buttons import recipe_buttons
from pages.transfer.parts.training_choice import preview, training_choice
from pages.transfer.parts.ways_trained import came_of, ways_trained

SETS = ["textures", "faces", "digits", "drawings"]
STARTED = "fine_tune_started"  # on the desk: the ways that were asked for last, of which pictures, and how long they take
FIRST = "scratch", "frozen"  # ways that stand side by side at first


def train(choices, dataset):
    from lessons.training.fit import fit_arms
    from lessons.training.results import with_pictures

    epochs = max(choice.total_epochs for choice in choices)
    desk()[STARTED] = choices, dataset.fingerprint, how_long(choices, dataset)
    start_job(fit_arms, choices, dataset, key="fine_tune", epochs=epochs, received=partial(with_pictures, dataset))


def how_long(choices, dataset):
    """How long these trainings take together, in a sentence; nothing where there is nothing to train."""
    if not choices or dataset is None:
        return ""
    time = duration(sum(expected_seconds(choice, dataset) for choice in choices))
    return words("fine_tune", "takes_all" if len(choices) > 1 else "takes_one", count=len(choices), time=time)


def before_training(choices, dataset):
    """What is going to happen, before it does."""
    told = words("fine_tune", "begin", count=counts_of(choices[0], dataset)["held"]), how_long(choices, dataset)
    st.html(f'<div class="meaning begin">{escape(" ".join(told))}</div>')
    say_what_trains()


def counts_of(settings, dataset):
    """How many pictures there are to learn from, few or all, and how many are held back: for the steps."""
    if dataset is None:
        return {"few": 0, "all": 0, "held": 0}
    splits = [replace(settings, pictures_per_class=amount) for amount in (FEW, ALL)]
    (few, held), (every, _) = (
        training_caches.learning_and_held_back(dataset.fingerprint, split, dataset.train) for split in splits
    )
    return {"few": len(few), "all": len(every), "held": len(held)}


def sections_of(results, choices, settings, dataset):
    """The sections below. Some need pictures, and say so."""

    def pictured(show):
        return lambda: show(dataset) if dataset is not None else st.markdown("There are no pictures to learn from yet.")

    return {
        "What you saw": lambda: what_you_saw(results, dataset),
        "By hand": lambda: by_hand(results, settings, dataset),
        "The pictures": pictured(partial(the_pictures, choices=choices)),
        "Advice": pictured(partial(advisor, key="fine_tune")),
        "More pictures": pictured(partial(more_pictures, choices)),
        "Old recipes": recipe_buttons,
        "In code": lambda: in_code(settings),
        "Check yourself": lambda: ask_questions(settings, dataset),
        "Summary": lambda: st.markdown(words("fine_tune", "summary")),
    }


def what_you_saw(results, dataset):
    if is_training("fine_tune"):
        learning_curves()
    st.markdown(words("fine_tune", "opening"))
    st.markdown(words("fine_tune", "how_drawn"))
    if not results:
        return
    outcome_chart(results)
    run = taken("fine_tune")
    if run.kept_earlier:
        st.markdown(words("fine_tune", "kept", kept=run.kept.number, epochs=len(run.history)))
    about = {"title": title(run), "data": run.data, "ended": "stopped, in" if run.stopped else "in"}
    about |= {"seconds": run.seconds, "device": run.device, "best": title(best(results))}
    st.markdown(words("fine_tune", "result", **about))
    times = counted(looks(run), "time")
    what_went_wrong(run, held_back(dataset, run))
    st.markdown(words("fine_tune", "touched" if looks(run) else "untouched", times=times))
    keep_switch(key="fine_tune")


@st.fragment(run_every=REFRESH)
def learning_curves():
    """The curves of what learns now, anew each time the training has come further."""
    step = current_job("fine_tune").poll().step
    if step is not None:
        show_learning(step)


def by_hand(results, settings, dataset):
    """What the head learns, and the runs in numbers."""
    classes = len(dataset.labels) if dataset else 2
    about = {"inputs": head_inputs(settings), "units": settings.units, "classes": classes}
    st.markdown(words("fine_tune", "by_hand", parameters=head_parameters(settings, classes), **about))
    if not results:
        return
    st.dataframe(
        [
            {
                "way to train": title(run),
                "learned": f"{run.learned_parameters:,}",
                "frozen": f"{run.frozen_parameters:,}",
                "pictures": run.pictures,
                "epochs": len(run.history),
                "seconds": round(run.seconds, 1),
                "training": f"{run.kept.accuracy:.1%}",
                "validation": f"{run.validation_report.accuracy:.1%}",
                "likely": run.validation_report.interval_text,
            }
            | ({"kept epoch": run.kept.number} if any(some.kept_earlier for some in results) else {})
            for run in results
        ],
        hide_index=True,
    )
    run = taken("fine_tune")
    if len(results) > 1:
        curves(run.history, run.settings.total_epochs, key="fine_tune_curves", fine_from=run.head_epochs, kept=run.kept)


def the_pictures(dataset, choices):
    show_dataset(dataset, key="fine_tune")
    if choices:
        preview(dataset, choices[0].augmentation, choices[0].image_size, choices[0].seed)


def in_code(settings):
    code_panel(transfer_code(settings), key="fine_tune")
    with st.expander("What older articles write", icon=":material/history:"):
        st.markdown(words("fine_tune", "old_code"))
        st.code(OLD_AUGMENTATION_CODE, language="python")


def ask_questions(settings, dataset):
    quiz(fine_tune_questions(settings, classes=len(dataset.labels) if dataset else 2), key="fine_tune")


st.html(Path(__file__).with_suffix(".css"))
with st.container(key="fine_tune_choice", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    ways = st.container(key="fine_tune_ways", width="content")
    with st.container(key="fine_tune_data", width="content"):
        dataset = dataset_choice(SETS, key="fine_tune")
with st.container(key="fine_tune_stage"):
    shown, beside = st.columns([936, 244], gap="small")
beside = beside.container(key="fine_tune_outcome")
with st.container(key="fine_tune_row", horizontal=True, vertical_alignment="bottom", gap="medium"):
    go, place, more = stage_controls(2)
    onwards = st.container(key="fine_tune_onwards", horizontal=True, vertical_alignment="bottom", width="content")
suited = suited_settings(dataset, pictures_per_class=FEW if dataset and dataset.title in SUITED else ALL)
choices = training_choice(suited, key="fine_tune", arms=FIRST, ways=ways, shown=place, more=more)
settings = choices[-1] if choices else suited
pressed = go.button(
    "Train", type="primary", icon=":material/play_arrow:", key="fine_tune_train", disabled=not (dataset and choices)
)
if pressed:
    train(choices, dataset)
learns = is_training("fine_tune")
results = runs("fine_tune")
by_arm = {arm: best(own) for arm in ARMS if (own := [run for run in results if run.settings.arm == arm])}
trained = ways_trained(by_arm, dataset)
seen = {choice.arm: run for choice in choices if (run := came_of(trained, choice)) is not None}
started, pictures, takes = example_started() if is_example() else desk().get(STARTED, ((), "", ""))
with shown:
    if dataset is not None and learns and pictures == dataset.fingerprint:
        learning_cards(started, trained, dataset)
    elif dataset is not None and choices:
        ways_side_by_side(choices, trained, dataset)
with beside:
    if not choices:
        st.info("Choose at least one way to train.", icon=":material/touch_app:")
    if learns:
        st.html(f'<div class="meaning">{escape(takes)}</div>')
    watch_job(key="fine_tune")
    if not learns and seen:
        outcome_of(seen, results, is_example=was_example())
    elif not learns and choices and dataset is not None:
        before_training(choices, dataset)
    if not learns and results:
        say_what_of(taken("fine_tune"), dataset)
with onwards:
    if not learns and results:
        go_on(results)
known = {"trained": trained, "arms": [choice.arm for choice in choices], "amount": settings.pictures_per_class}
known |= {"unfrozen": settings.unfrozen}
steps("fine_tune", known | counts_of(settings, dataset))
sections("fine_tune", sections_of(results, choices, settings, dataset))
