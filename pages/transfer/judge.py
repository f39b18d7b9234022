"""Judge it: figures with their doubt, confusions, whether it is as sure as right, mistakes, and when it should say no."""

import numpy as np
import streamlit as st

from lessons.catalog import lesson
from lessons.data.own_data import TITLE
from lessons.figures.answer_dots import answer_dots
from lessons.figures.charts import label_bars
from lessons.figures.training_charts import confusion_chart, reliability_chart, threshold_chart
from lessons.texts import counted, words
from lessons.texts.questions.judge import judge_questions
from lessons.texts.studio_snippets import JUDGE_CODE
from lessons.training.evaluation import evaluate, reliability, with_threshold
from lessons.training.made_up_report import LABELS, made_up_report
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.plain_text import plain
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import section_of, sections
from pages.shared.lesson.steps import steps
from pages.shared.session.own_pictures import is_of_earlier_pictures, own_dataset
from pages.shared.session.session_networks import ask, named_networks, network_at_hand, opened_network, taken, title
from pages.shared.session.state import current_picture
from pages.shared.session.test_set_lock import is_open, looked_at
from pages.transfer.parts.answer_wall import answer_wall
from pages.transfer.parts.mistakes import mistakes
from pages.transfer.parts.own_network_choice import own_network_choice
from pages.transfer.parts.trying import MOST, most_probable
from pages.transfer.parts.wrong_pictures import wrong_pictures

HIGHEST = 340  # pixels of the matrix on the stage
MISTAKES = 6  # that are shown there


def figures(report):
    """The accuracy of a test, and how far it may be from the truth."""
    right = round(report.accuracy * len(report.targets))
    row = st.container(key="stage_figures", horizontal=True, gap="medium")
    row.metric(
        "Test accuracy", f"{report.accuracy:.1%}", help=f"{right} of {len(report.targets)} test pictures", width="content"
    )
    row.metric("95 % interval", report.interval_text, width="content")


def dots(report, labels, limit, images=()):
    """A dot for each picture."""
    chosen = with_threshold(report, limit)
    answer_wall(report, labels, key="judge_wall", images=images, sure=chosen.sure, named=True, wide=288, high=170)
    st.caption(thresholds(report, limit)[1])


def thresholds(report, limit):
    return threshold_chart([with_threshold(report, value) for value in np.linspace(0, 1, 101)], limit)


def matrix(report, labels, limit):
    figure, finding = confusion_chart(report, labels, with_threshold(report, limit).confusion)
    figure.update_layout(height=min(figure.layout.height, HIGHEST))
    show_chart((figure, finding), key="judge_confusion")


def stage(run, shown, beside, controls):
    """The test in figures, as far as it may be seen. Returns its report, the classes' names and the threshold."""
    limit = controls.slider(
        "Answer only with a probability of", 0.0, 1.0, 0.0, 0.01, key="judge_threshold", bind="query-params", width=300
    )
    if run is None:
        report, labels = made_up_report(), LABELS
        with shown:
            figures(report)
            dots(report, labels, limit)
            st.caption(words("judge", "made_up", count=len(report.targets)))
        with beside:
            matrix(report, labels, limit)
        return report, labels, limit
    with beside:
        if is_of_earlier_pictures(run):
            st.warning(words("judge", "earlier"), icon=":material/history:")
        elif run.data == TITLE and own_dataset()[0].shared_moments:
            classes = " and ".join(map(plain, own_dataset()[0].shared_moments))
            st.warning(words("judge", "one_moment", classes=classes), icon=":material/burst_mode:")
        opened = is_open(run, key="judge")
        if opened:
            matrix(run.test_report, run.labels, limit)
            if len(run.test_report.mistakes):
                wrong_pictures(run.test_report, run.labels, run.test_images, most=MISTAKES)
    with shown:
        if opened:
            figures(run.test_report)
            dots(run.test_report, run.labels, limit, run.test_images)
            st.caption(words("judge", "dots"))
        else:
            st.html(answer_dots(run.test_report.targets, None, run.labels)[0])
    return run.test_report if opened else None, run.labels, limit


def sections_of(run, report, labels, limit):
    """The sections below. Some need a test that was opened, or a network, and say so."""

    def tested(show):
        return lambda: show() if report is not None else st.markdown(words("judge", "not_open"))

    def owned(show):
        return tested(show) if run is not None else lambda: st.markdown(words("judge", "no_network"))

    return {
        "What you saw": lambda: what_you_saw(run, report),
        "By hand": tested(lambda: by_hand(report)),
        "As sure as right": tested(lambda: as_sure_as_right(report)),
        "Saying no": tested(lambda: saying_no(run, report, limit)),
        "Mistakes": owned(lambda: mistakes(run, run.test_images, key="judge")),
        "In code": lambda: code_panel(JUDGE_CODE, evaluate, key="judge", label="The same in scikit-learn"),
        "Check yourself": lambda: ask_questions(run),
        "Summary": lambda: st.markdown(words("judge", "summary")),
    }


def what_you_saw(run, report):
    told = [words("judge", "opening")]
    if run is not None:
        about = {"title": title(run), "data": run.data, "validation": run.validation_report.accuracy}
        told.append(words("judge", "chosen", **about))
    if report is not None:
        count = len(report.targets)
        about = {"right": round(report.accuracy * count), "count": count, "interval": report.interval_text}
        told.append(words("judge", "interval", **about))
    st.markdown("\n\n".join(told))


def by_hand(report):
    """Recall and precision of the first class as fractions, and of every class as numbers."""
    first, named = report.classes[0], int(report.confusion[:, 0].sum())
    found = int(report.confusion[0, 0])
    about = {"label": plain(first.label), "pictures": counted(first.pictures, "picture"), "all": first.pictures}
    about |= {"found": found, "recall": first.recall, "named": counted(named, "picture")}
    about["precision"] = f"{found} ÷ {named} = {first.precision:.1%}" if named else "nothing: it was never named"
    st.markdown(words("judge", "by_hand", **about))
    three = st.column_config.NumberColumn(format="%.3f")
    st.dataframe(
        [
            {
                "class": plain(row.label),
                "precision": row.precision,
                "recall": row.recall,
                "F1": row.f1,
                "pictures": row.pictures,
            }
            for row in (*report.classes, report.macro)
        ],
        hide_index=True,
        width="content",
        column_config={"precision": three, "recall": three, "F1": three},
    )
    recall = min(row.recall for row in report.classes)
    worst = " and ".join(f"**{plain(label)}**" for label in report.least_found)
    st.markdown(f"{words('judge', 'classes')} {words('judge', 'least' if worst else 'alike', worst=worst, recall=recall)}")


def as_sure_as_right(report):
    st.markdown(show_chart(reliability_chart(reliability(report)), key="judge_reliability"))
    st.markdown(words("judge", "reliability"))


def saying_no(run, report, limit):
    """What a threshold does, and the answer to a picture of something else."""
    show_chart(thresholds(report, limit), key="judge_threshold_chart")
    if run is None:
        st.markdown(words("judge", "no_network"))
        return
    st.subheader("Show it something that it has never heard of")
    picture = current_picture()
    answers = ask(run, picture)
    seen, said = st.columns([1, 3], gap="large", vertical_alignment="center")
    seen.image(picture.pixels, width=180, caption="Your picture", alt=picture.description)
    with said:
        sure = answers[0].probability >= limit
        st.markdown(f"It says: **{plain(answers[0].name) if sure else 'I don’t know'}**")
        show_chart(label_bars(answers[:MOST], None), key="judge_unknown")
        most_probable(len(answers))
    st.markdown(words("judge", "unknown", classes=", ".join(map(plain, run.labels))))


def ask_questions(run):
    shown = run is not None and looked_at(run) and len(run.test_report.mistakes)
    quiz(judge_questions(run.test_report if shown else None), key="judge")


run = taken()
left, right = st.container(key="stage_row").columns(2, gap="large")
with left:
    shown = st.container()
    controls = st.container(key="stage_controls", horizontal=True, gap="medium", vertical_alignment="bottom")
if opened_network() is not None and network_at_hand() is opened_network():
    right.info(words("judge", "opened"), icon=":material/folder_open:")
    if run is not None:
        right.markdown(words("judge", "instead", title=title(run)))
with controls:
    run = own_network_choice(named_networks(judged=True), key="judge_run")
report, labels, limit = stage(run, shown, right, controls)
if run is None:
    train = lesson("fine_tune")
    controls.page_link(train.page, label="Train a network first", icon=train.icon)
steps("judge", {"report": report, "limit": limit, "is_own": run is not None, "section": section_of("judge")})
sections("judge", sections_of(run, report, labels, limit))
