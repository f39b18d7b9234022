"""Fine-tune: four ways to train on the same pictures, one or several side by side, and what more pictures would bring."""

from functools import partial
from html import escape
from pathlib import Path

import numpy as np
import streamlit as st

from lessons.images.resizing import square
from lessons.texts import counted, in_full, words
from lessons.texts.questions.fine_tune import fine_tune_questions
from lessons.texts.studio_snippets import OLD_AUGMENTATION_CODE, transfer_code
from lessons.training.expected_time import expected_seconds
from lessons.training.head_size import head_inputs, head_parameters
from lessons.training.results import Arm
from lessons.training.settings import ARMS
from lessons.training.suited import suited_settings
from pages.shared.frame.keeping import keep_switch
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.light_picture import light_picture
from pages.shared.lesson.plain_text import plain
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import sections
from pages.shared.lesson.steps import steps
from pages.shared.session.dataset_choice import dataset_choice, show_dataset
from pages.shared.session.job_panel import REFRESH, curves, duration, is_training, say_what_trains, start_job, watch_job
from pages.shared.session.session_networks import best, runs, taken, title
from pages.shared.session.state import current_job
from pages.shared.session.test_set_lock import looks
from pages.transfer.parts.advisor import advisor
from pages.transfer.parts.arm_cards import arm_cards
from pages.transfer.parts.example_network import was_example
from pages.transfer.parts.learning_cards import learning_cards
from pages.transfer.parts.more_pictures import more_pictures
from pages.transfer.parts.outcome import held_back, outcome_of, show_learning, what_went_wrong
from pages.transfer.parts.recipe_buttons import recipe_buttons
from pages.transfer.parts.training_choice import preview, training_choice
from pages.transfer.parts.ways_trained import ways_trained

SETS = ["textures", "faces", "digits", "drawings"]
STARTED = "state_fine_tune_started"  # the ways that were asked for last, and how long they take
SHOWN, PER_CLASS, LARGE = 10, 3, 84  # pictures that are shown large before anything has learned, most of a class, pixels


def train(choices, dataset):
    from lessons.training.fit import fit_arms
    from lessons.training.results import with_pictures

    epochs = max(choice.total_epochs for choice in choices)
    st.session_state[STARTED] = [choice.arm for choice in choices], how_long(choices, dataset)
    start_job(fit_arms, choices, dataset, key="fine_tune", epochs=epochs, received=partial(with_pictures, dataset))


def how_long(choices, dataset):
    """How long these trainings take together, in a sentence; nothing where there is nothing to train."""
    if not choices or dataset is None:
        return ""
    time = duration(sum(expected_seconds(choice, dataset) for choice in choices))
    return words("fine_tune", "takes_all" if len(choices) > 1 else "takes_one", count=len(choices), time=time)


def examples(dataset):
    """Some pictures of each class, or of the first ones: what there is to tell apart."""
    each = min(PER_CLASS, max(1, SHOWN // len(dataset.labels)))
    with st.container(key="fine_tune_examples", horizontal=True, gap="small"):
        for target, label in enumerate(dataset.labels[:SHOWN]):
            places = np.flatnonzero(dataset.train.targets == target)[:each]
            pictures = np.hstack([square(dataset.train.images[place], LARGE) for place in places])
            with st.container(width=LARGE * each, gap="xxsmall"):
                light_picture(pictures, width=LARGE * len(places), alt=f"Pictures of {label}")
                st.caption(plain(label))


def pictures_of(dataset, run):
    """The validation pictures of a run; of one of an earlier training there is no more than its figures."""
    return () if isinstance(run, Arm) else held_back(dataset, run)


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
controls, shown = st.container(key="stage_row").columns([224, 936], gap="large")
with shown, st.container(key="fine_tune_shown"):
    cards, outcome = st.container(key="fine_tune_cards"), st.container(key="fine_tune_outcome")
with controls, st.container(key="fine_tune_controls", gap="small"):
    dataset = dataset_choice(SETS, key="fine_tune")
    ways, place = st.container(), st.container()
    with st.container(key="fine_tune_go", horizontal=True, gap="small"):
        button, more = st.container(width="stretch"), st.popover("More", width="content")
suited = suited_settings(dataset)
choices = training_choice(suited, key="fine_tune", ways=ways, shown=place, more=more)
settings = choices[-1] if choices else suited
ready = bool(dataset and choices)
if button.button(
    "Train", type="primary", icon=":material/play_arrow:", key="fine_tune_train", disabled=not ready, width="stretch"
):
    train(choices, dataset)
job = current_job("fine_tune")
learns = job is not None and not job.poll().over
results = runs("fine_tune")
by_arm = {arm: best(own) for arm in ARMS if (own := [run for run in results if run.settings.arm == arm])}
arms, trained = [choice.arm for choice in choices], ways_trained(by_arm, dataset)
with cards:
    started, takes = st.session_state.get(STARTED, (arms, how_long(choices, dataset)))
    if learns:
        learning_cards(started, settings.network, settings.unfrozen, trained, partial(pictures_of, dataset))
    else:
        arm_cards(trained, arms, settings.network, settings.unfrozen, images=partial(pictures_of, dataset))
with outcome:
    if not choices:
        st.info("Choose at least one way to train.", icon=":material/touch_app:")
    if learns:
        st.html(f'<div class="meaning">{escape(takes)}</div>')
    watch_job(key="fine_tune")
    if results and not learns:
        outcome_of(results, by_arm, dataset, is_example=was_example())
    elif not learns:
        st.html(f'<div class="meaning">{escape(words("fine_tune", "begin"))} {escape(how_long(choices, dataset))}</div>')
        if dataset is not None:
            examples(dataset)
        say_what_trains()
steps("fine_tune", {"runs": by_arm, "arms": arms, "unfrozen": settings.unfrozen, "fine_rate": in_full(settings.fine_rate)})
sections("fine_tune", sections_of(results, choices, settings, dataset))
