"""What the runs of several ways to train came to: curves while they learn, and then what they mean, and what went wrong."""

from html import escape

import streamlit as st

from lessons.catalog import lesson
from lessons.figures.training_charts import ARM_COLOURS, arms_chart, training_curves
from lessons.texts import counted, in_full, words
from pages.shared.lesson.chart import show_chart
from pages.shared.session.own_pictures import is_of_earlier_pictures
from pages.shared.session.session_networks import name_of, take, taken, way_of
from pages.shared.session.state import epochs_of
from pages.transfer.parts.wrong_pictures import wrong_pictures

HIGH = 150  # pixels of the curves
MISTAKES = 4  # that are shown
FELL = 0.15  # of the accuracy: what is more than chance, and worth a sentence


def show_learning(step):
    """The curves of the arms so far, no higher than leaves the stage on one screen."""
    histories = {way_of(arm): arm.history for arm in step.earlier}
    epochs = epochs_of("fine_tune")
    if histories:
        figure, finding = arms_chart(histories | {"learning now": step.history}, epochs, colours=colours_of(step.earlier))
    else:
        figure, finding = training_curves(step.history, epochs)
    if histories or step.history:
        show_chart((small(figure), finding), key="fine_tune_live")


def small(figure):
    """A chart that leaves the stage on one screen: the titles of its axes stand above it."""
    above = 28 if figure.layout.annotations else 10  # titles of several charts
    figure.update_layout(height=HIGH, margin={"l": 4, "r": 4, "t": above, "b": 24}, font_size=13)
    figure.update_annotations(font_size=13)
    figure.update_layout(legend={"orientation": "v", "x": 1.02, "y": 1.4, "xanchor": "left", "yanchor": "top", "font_size": 13})
    figure.update_xaxes(title_text="")
    figure.update_yaxes(title_text="", nticks=4)
    return figure


def colours_of(runs):
    """Each run's colour, by its title: that of its card."""
    return {way_of(run): ARM_COLOURS[run.settings.arm] for run in runs}


def held_back(dataset, run):
    """The validation pictures of a run, none where another data set is chosen by now."""
    from lessons.training.judged_pictures import validation_images

    return validation_images(run, dataset) if dataset is not None and run.fingerprint == dataset.fingerprint else ()


def outcome_of(seen, results, *, is_example=False):
    """What the ways came to that are seen side by side, in words.

    Parameters
    ----------
    seen : dict of a key of ARMS -> what came of it
    results : the runs of the latest training
    is_example : bool, whether it is the network that another page trained to begin with
    """
    alone = is_example and len(seen) == 1
    part, about = ("example_here", about_example(*seen.values())) if alone else meaning(seen)
    st.html(f'<div class="meaning">{escape(" ".join([words("fine_tune", part, **about), *what_fell(results)]))}</div>')


def say_what_of(run, dataset):
    """Whether the figures of the run that goes on are of other pictures than those that are chosen."""
    if is_of_earlier_pictures(run):
        st.warning(words("fine_tune", "earlier"), icon=":material/history:")
    elif dataset is not None and run.fingerprint != dataset.fingerprint:
        st.info(words("fine_tune", "other_data", data=run.data, chosen=dataset.title), icon=":material/history:")


def go_on(results):
    """Which run goes on to the next page, and the way there."""
    run, judge = taken("fine_tune"), lesson("judge")
    if len(results) > 1:
        named = {way_of(run): run for run in results}
        st.session_state["fine_tune_taken"] = way_of(run)
        st.selectbox(
            "Take this one on",
            list(named),
            key="fine_tune_taken",
            on_change=lambda: take(named[st.session_state["fine_tune_taken"]]),
            width=300,
        )
    st.page_link(
        judge.page,
        label="Judge it on its test",
        icon=judge.icon,
        query_params={"judge_run": name_of(run)},
        width="content",
    )


def outcome_chart(results):
    run, epochs = taken("fine_tune"), max(run.settings.total_epochs for run in results)
    if len(results) > 1:
        histories, kept = ({way_of(run): getattr(run, part) for run in results} for part in ("history", "kept"))
        figure, finding = arms_chart(histories, epochs, kept, colours_of(results))
    else:
        figure, finding = training_curves(run.history, epochs, run.head_epochs, run.kept)
    show_chart((small(figure), finding), key="fine_tune_arms_chart" if len(results) > 1 else "fine_tune_curves")


def what_went_wrong(run, images):
    """Some mistakes on the validation pictures of the run that goes on."""
    report = run.validation_report
    wrong, labels = len(report.mistakes), [row.label for row in report.classes]
    count = counted(len(report.targets), "picture")
    said = words("fine_tune", "wrong" if wrong else "none_wrong", title=way_of(run), wrong=wrong, count=count)
    st.html(f'<div class="wrong">{escape(said)}</div>')
    if wrong and len(images):
        wrong_pictures(report, labels, images, most=MISTAKES)


def meaning(seen):
    """What ways say about what a network has seen before: (part of the text, its numbers).

    `seen`: dict of a key of ARMS -> what came of it; all of them answered the same pictures.
    """
    knowing = [seen[arm] for arm in ("fine_tuned", "frozen") if arm in seen]
    others = [seen[arm] for arm in ("random", "scratch") if arm in seen]
    if not knowing or not others:
        run = max([*knowing, *others], key=right)
        return "means_alone" if knowing else "means_control", {
            "title": way_of(run),
            "right": right(run),
            "count": len(run.validation_report.targets),
        }
    one, other = max(knowing, key=right), max(others, key=right)
    about = {"title": way_of(one), "right": right(one), "count": len(one.validation_report.targets)}
    about |= {"other_title": way_of(other), "other": right(other), "more": counted(abs(right(one) - right(other)), "picture")}
    return "means_same" if right(one) == right(other) else "means_more" if right(one) > right(other) else "means_less", about


def about_example(run):
    """The numbers of the example."""
    return {"right": right(run), "count": len(run.validation_report.targets), "each": run.settings.pictures_per_class}


def what_fell(results):
    """A sentence for each run that lost what its head had learned once its last layers learned, too."""
    told = []
    for run in results:
        after = run.history[run.head_epochs :]
        if not 0 < run.head_epochs < len(run.history):
            continue
        before, now = run.history[run.head_epochs - 1].validation_accuracy, after[-1].validation_accuracy
        if before - now >= FELL:
            rate = in_full(run.settings.fine_rate)
            told.append(words("fine_tune", "fell", before=before, now=now, rate=rate, layers=run.settings.unfrozen))
    return told


def right(run):
    return round(run.validation_report.accuracy * len(run.validation_report.targets))
