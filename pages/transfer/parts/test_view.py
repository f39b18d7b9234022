"""A test in figures: locked until the learner opens it, with a guess beforehand; then its dots, its mistakes and its matrix."""

import numpy as np
import streamlit as st

from lessons.data.datasets import DATASETS
from lessons.data.own_data import TITLE
from lessons.figures.answer_dots import answer_dots
from lessons.figures.training_charts import confusion_chart, threshold_chart
from lessons.images.resizing import square
from lessons.texts import words
from lessons.training.evaluation import with_threshold
from lessons.training.linear_head import TextureNetwork, texture_network, texture_samples
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.light_picture import light_picture
from pages.shared.lesson.plain_text import plain
from pages.shared.session.own_pictures import is_of_earlier_pictures, own_dataset
from pages.shared.session.test_set_lock import is_open, looked_at
from pages.transfer.parts.answer_wall import answer_wall
from pages.transfer.parts.closest_calls import closest_calls
from pages.transfer.parts.example_network import example_learns, is_example

HARDER = "Harder pictures"
HIGHEST = 84, 16  # pixels of the matrix on the stage, and of each class in it
MISTAKES = 6  # that are shown there
KIND = 62  # pixels of a picture that shows what there is to tell apart
GUESSED = "state_judge_guessed"  # of which network the learner expected how many right ones
SMALL_OPEN = "judge_small"  # whether the test of the small network has been opened
TEXTURES = DATASETS["textures"]  # of the example, and of the small network that is judged while there is none


def judged_network(run):
    """The network that is judged: the learner's; else the small one of textures; None while the example learns."""
    if run is not None:
        return run
    st.session_state.setdefault(SMALL_OPEN, False)  # a step that needs it opened offers that
    return None if example_learns() else texture_network("flatten")


def is_opened(judged):
    """Whether the learner has opened its test."""
    return bool(st.session_state.get(SMALL_OPEN)) if isinstance(judged, TextureNetwork) else looked_at(judged)


def count_of(judged):
    """How many pictures its test has."""
    return len((TEXTURES.test if judged is None else judged.test_report).targets)


def figures(report):
    """The accuracy of a test, and how far it may be from the truth."""
    right = round(report.accuracy * len(report.targets))
    row = st.container(key="stage_figures", horizontal=True, gap="medium")
    row.metric(
        "Test accuracy", f"{report.accuracy:.1%}", help=f"{right} of {len(report.targets)} test pictures", width="content"
    )
    row.metric("95% interval", report.interval_text, width="content")
    st.caption(words("judge", "what_interval", count=len(report.targets)))


def strict_figures(strict, without):
    """How many of the answers that are left are right, and of how many pictures it says something at all."""
    count = len(strict.report.targets)
    row = st.container(key="stage_figures", horizontal=True, gap="medium")
    right = f"{strict.accuracy:.1%}" if strict.answered else "–"
    row.metric("Right, of its answers", right, width="content")
    row.metric("It answers", f"{strict.sure.sum()} of {count}", width="content")
    st.caption(words("judge", "without", count=count, without=without))


def dots(report, labels, limit, images=()):
    """A dot for each picture."""
    chosen = with_threshold(report, limit)
    answer_wall(report, labels, key="judge_wall", images=images, sure=chosen.sure, named=True, wide=400, high=170, largest=18)
    st.caption(thresholds(report, limit)[1] if limit else words("judge", "dots"))


def thresholds(report, limit):
    return threshold_chart([with_threshold(report, value) for value in np.linspace(0, 1, 101)], limit)


def matrix(report, labels, limit):
    figure, finding = confusion_chart(report, labels, with_threshold(report, limit).confusion)
    figure.update_layout(height=min(figure.layout.height, HIGHEST[0] + HIGHEST[1] * len(labels)), margin={"t": 8, "b": 8})
    figure.update_xaxes(side="top", title_text="what it said", title_standoff=4, ticks="")
    figure.update_yaxes(title_text="what it was", title_standoff=16, ticks="")
    figure.update_traces(showscale=False)
    st.caption(words("judge", "what_matrix"))
    show_chart((figure, finding), key="judge_confusion")


def threshold(place):
    return place.slider(
        "Threshold: if it is less sure, it says “don’t know”",
        0.0,
        1.0,
        0.0,
        0.01,
        key="judge_threshold",
        bind="query-params",
        format="percent",
        width=300,
    )


def show_test(judged, shown, beside, controls):
    """The test in figures, as far as it may be seen. Returns its report, None while it may not, and the threshold."""
    waits = judged is None and is_example()
    if waits or (judged is not None and not is_opened(judged)):
        guess(controls, judged)
        limit = st.session_state.judge_threshold = 0.0  # what one tried on another test is no threshold of this one
    else:
        limit = threshold(controls)
    if judged is None:  # nobody's figures would look like those of the network that learns
        if waits:
            shown.html(answer_dots(TEXTURES.test.targets, None, TEXTURES.labels, in_row=22, side=18)[0])
        return None, limit
    report = opened_report(judged, beside)
    with shown:
        if report is None:
            st.html(answer_dots(judged.test_report.targets, None, judged.labels, in_row=22, side=18)[0])
        else:
            if limit:
                strict_figures(with_threshold(report, limit), report.accuracy)
            else:
                figures(report)
            dots(report, judged.labels, limit, judged.test_images)
            if told := guess_told(judged):
                st.markdown(told)
    if report is not None:
        with beside:
            closest_calls(report, judged.labels, judged.test_images, most=MISTAKES, limit=limit, beside=harder_button)
            matrix(report, judged.labels, limit)
    return report, limit


def guess(place, judged):
    """Let the learner guess before the test is opened: while the example learns, too, before there is one to be judged."""
    count = count_of(judged)
    asked = f"Your guess: of these {count}, how many will it get right?"
    guessed = place.slider(asked, 0, count, count // 2, key="judge_guess_right", width=420)
    if judged is not None:
        st.session_state[GUESSED] = (*_name(judged), guessed)


def guess_told(judged):
    """What was guessed, beside what came; nothing where nobody guessed of this network."""
    guessed = guess_of(judged)
    if guessed is None or isinstance(judged, TextureNetwork):  # of that one the first step tells it
        return ""
    report = judged.test_report
    right, count = round(report.accuracy * len(report.targets)), len(report.targets)
    return words("judge", "guessed", guessed=guessed, right=right, count=count) + " "


def guess_of(judged):
    """How many right ones the learner expected of this network; None where nobody guessed."""
    *of, guessed = st.session_state.get(GUESSED, (None, None, None))
    return guessed if judged is not None and tuple(of) == _name(judged) else None


def _name(judged):
    """What tells networks apart that were guessed of."""
    return (judged.vector, None) if isinstance(judged, TextureNetwork) else (judged.fingerprint, judged.settings)


def harder_button():
    st.button("Make it harder", type="primary", icon=":material/exposure:", on_click=look_at, args=(HARDER,), key="judge_on")


def look_at(view):
    st.session_state.judge_view = view


def opened_report(judged, beside):
    """What there is to warn of, and the test's report, once the learner has opened it; else None."""
    with beside:
        if isinstance(judged, TextureNetwork):
            return judged.test_report if _small_is_open(judged) else None
        if is_of_earlier_pictures(judged):
            st.warning(words("judge", "earlier"), icon=":material/history:")
        elif judged.data == TITLE and own_dataset()[0].shared_moments:
            classes = " and ".join(map(plain, own_dataset()[0].shared_moments))
            st.warning(words("judge", "one_moment", classes=classes), icon=":material/burst_mode:")
        return judged.test_report if is_open(judged, key="judge") else None


def _small_is_open(small):
    if st.session_state.get(SMALL_OPEN):
        return True
    st.markdown(words("judge", "small", count=len(small.test_images)))
    st.button("Open the test set", type="primary", icon=":material/lock_open:", key="judge_open", on_click=_open_small)
    with st.container(key="judge_kinds", horizontal=True, gap="xsmall"):
        for label, picture in zip(small.labels, texture_samples(), strict=True):
            with st.container(width=KIND, gap="xxsmall"):
                light_picture(square(picture, KIND), width=KIND, alt=f"A picture of {label}")
                st.caption(label)
    return False


def _open_small():
    st.session_state[SMALL_OPEN] = True
