"""Fine-tune: four ways to train on the same pictures, one or several side by side, and what more pictures would bring."""

from functools import partial

import streamlit as st

from lessons.catalog import lesson
from lessons.figures.training_charts import ARM_COLOURS, arms_chart, training_curves
from lessons.texts import counted, words
from lessons.texts.questions.fine_tune import fine_tune_questions
from lessons.texts.studio_snippets import OLD_AUGMENTATION_CODE, transfer_code
from lessons.training.head_size import head_inputs, head_parameters
from lessons.training.settings import ARMS
from lessons.training.suited import suited_settings
from pages.shared.frame.keeping import keep_switch
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.session.dataset_choice import dataset_choice, show_dataset
from pages.shared.session.job_panel import curves, say_what_trains, start_job, watch_job
from pages.shared.session.own_pictures import is_of_earlier_pictures
from pages.shared.session.session_networks import best, runs, take, taken, title
from pages.shared.session.state import current_job, epochs_of
from pages.shared.session.test_set_lock import looks
from pages.transfer.parts.advisor import advisor
from pages.transfer.parts.arm_cards import arm_cards
from pages.transfer.parts.more_pictures import more_pictures
from pages.transfer.parts.training_choice import preview, training_choice

SETS = ["textures", "faces", "digits", "drawings"]
LIVE = 210  # pixels of the running curves


def show_learning(step):
    """The curves of the arms so far, no higher than leaves the stage on one screen."""
    histories = {title(arm): arm.history for arm in step.earlier}
    epochs = epochs_of("fine_tune")
    if histories:
        figure, finding = arms_chart(histories | {"learning now": step.history}, epochs, colours=colours_of(step.earlier))
    else:
        figure, finding = training_curves(step.history, epochs)
    figure.update_layout(height=LIVE)
    if histories or step.history:
        show_chart((figure, finding), key="fine_tune_live")


def colours_of(runs):
    """Each run's colour, by its title: that of its card."""
    return {title(run): ARM_COLOURS[run.settings.arm] for run in runs}


def train(choices, dataset):
    from lessons.training.fit import fit_arms
    from lessons.training.results import with_pictures

    epochs = max(choice.total_epochs for choice in choices)
    start_job(fit_arms, choices, dataset, key="fine_tune", epochs=epochs, received=partial(with_pictures, dataset))


def result(results, dataset):
    """What the runs came to, in curves and a sentence, and which one goes on to the next page."""
    run, judge = taken(), lesson("judge")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        if len(results) > 1:
            names = [title(run) for run in results]
            name = st.selectbox("Take this one on", names, names.index(title(run)), key="fine_tune_taken", width=380)
            run = results[names.index(name)]
            take(run)
        st.page_link(judge.page, label="Judge it on pictures that it never saw", icon=judge.icon, width="content")
    if is_of_earlier_pictures(run):
        st.warning(words("fine_tune", "earlier"), icon=":material/history:")
    elif dataset is not None and run.fingerprint != dataset.fingerprint:
        st.info(words("fine_tune", "other_data", data=run.data, chosen=dataset.title), icon=":material/history:")
    if len(results) > 1:
        epochs = max(run.settings.total_epochs for run in results)
        histories, kept = ({title(run): getattr(run, part) for run in results} for part in ("history", "kept"))
        st.markdown(show_chart(arms_chart(histories, epochs, kept, colours_of(results)), key="fine_tune_arms_chart"))
    else:
        curves(run.history, run.settings.total_epochs, key="fine_tune_curves", fine_from=run.head_epochs, kept=run.kept)


def sections_of(results, choices, settings, dataset):
    """The sections below. Some need pictures, and say so."""

    def pictured(show):
        return lambda: show(dataset) if dataset is not None else st.markdown("There are no pictures to learn from yet.")

    return {
        "What you saw": lambda: what_you_saw(results),
        "By hand": lambda: by_hand(results, settings, dataset),
        "The pictures": pictured(partial(the_pictures, choices=choices)),
        "Advice": pictured(partial(advisor, key="fine_tune")),
        "More pictures": pictured(partial(more_pictures, choices)),
        "In code": lambda: in_code(settings),
        "Check yourself": lambda: ask_questions(settings, dataset),
        "Summary": lambda: st.markdown(words("fine_tune", "summary")),
    }


def what_you_saw(results):
    st.markdown(words("fine_tune", "opening"))
    st.markdown(words("fine_tune", "how_drawn"))
    if not results:
        return
    run = taken()
    if run.kept_earlier:
        st.markdown(words("fine_tune", "kept", kept=run.kept.number, epochs=len(run.history)))
    about = {"title": title(run), "data": run.data, "ended": "stopped, in" if run.stopped else "in"}
    about |= {"seconds": run.seconds, "device": run.device, "best": title(best(results))}
    st.markdown(words("fine_tune", "result", **about))
    times = counted(looks(run), "time")
    st.markdown(words("fine_tune", "touched" if looks(run) else "untouched", times=times))
    keep_switch(key="fine_tune")


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
    run = taken()
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


drawn, ways = st.container(), st.container()
chosen, place, button, more = stage_controls(3)
with chosen:
    dataset = dataset_choice(SETS, key="fine_tune")
suited = suited_settings(dataset)
choices = training_choice(suited, key="fine_tune", ways=ways, shown=place, more=more)
settings = choices[-1] if choices else suited
ready = bool(dataset and choices)
if button.button("Train", type="primary", icon=":material/play_arrow:", key="fine_tune_train", disabled=not ready):
    train(choices, dataset)
if not choices:
    st.info("Choose at least one way to train.", icon=":material/touch_app:")
job = current_job("fine_tune")
learns = job is not None and not job.poll().over
shown, learning = drawn.columns(2, gap="large") if learns else (drawn, st.container())
with learning:
    watch_job(key="fine_tune", live=show_learning)
results = runs()
by_arm = {arm: best(own) for arm in ARMS if (own := [run for run in results if run.settings.arm == arm])}
arms = [choice.arm for choice in choices]
shown.html(arm_cards(by_arm, arms, settings.network, settings.unfrozen, learning=learns)[0])
steps("fine_tune", {"runs": by_arm, "arms": arms, "unfrozen": settings.unfrozen, "fine_rate": settings.fine_rate})
if results:
    result(results, dataset)
else:
    say_what_trains()
sections("fine_tune", sections_of(results, choices, settings, dataset))
