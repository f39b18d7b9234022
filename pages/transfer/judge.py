"""Judge it: figures with their doubt, confusions, whether it is as sure as right, mistakes, and when it should say no."""

import numpy as np
import streamlit as st

from lessons.catalog import lesson
from lessons.figures.charts import label_bars
from lessons.figures.training_charts import confusion_chart, reliability_chart, threshold_chart
from lessons.texts import words
from lessons.texts.questions.judge import judge_questions
from lessons.texts.studio_snippets import JUDGE_CODE
from lessons.training.evaluation import evaluate, reliability, with_threshold
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.plain_text import plain
from pages.shared.lesson.quiz import quiz
from pages.shared.session.own_pictures import is_of_earlier_pictures
from pages.shared.session.session_networks import ask, network_at_hand, opened_network, runs, take, taken, title
from pages.shared.session.state import current_picture
from pages.shared.session.test_set_lock import is_open, looked_at
from pages.transfer.parts.live_answers import MOST, most_probable
from pages.transfer.parts.mistakes import mistakes


def figures(report):
    st.header("How good is it?")
    right = round(report.accuracy * len(report.targets))
    first, second, third = st.columns(3)
    first.metric("Test accuracy", f"{report.accuracy:.1%}", help=f"{right} of {len(report.targets)} pictures that it never saw")
    second.metric("95 % interval", report.interval_text)
    third.metric("Macro F1", f"{report.macro_f1:.3f}")
    st.markdown(words("judge", "interval", right=right, count=len(report.targets), interval=report.interval_text))
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
        column_config={"precision": three, "recall": three, "F1": three},
    )
    recall = min(row.recall for row in report.classes)
    worst = " and ".join(f"**{plain(label)}**" for label in report.least_found)
    st.markdown(f"{words('judge', 'classes')} {words('judge', 'least' if worst else 'alike', worst=worst, recall=recall)}")


def threshold(run, report):
    st.header("When should it say “I don't know”?")
    limit = st.slider("Answer only with a probability of", 0.0, 1.0, 0.7, 0.01, key="judge_threshold", bind="query-params")
    chosen = with_threshold(report, limit)
    finding = show_chart(
        threshold_chart([with_threshold(report, value) for value in np.linspace(0, 1, 101)], limit), key="judge_threshold_chart"
    )
    st.markdown(finding)
    st.markdown(show_chart(confusion_chart(report, run.labels, chosen.confusion), key="judge_confusion"))
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


def judge(run):
    report = run.test_report
    figures(report)
    st.header("Is it as right as it is sure?")
    st.markdown(show_chart(reliability_chart(reliability(report)), key="judge_reliability"))
    st.markdown(words("judge", "reliability"))
    threshold(run, report)
    st.header("What does it get wrong, and why?")
    mistakes(run, run.test_images, key="judge")


st.markdown(words("judge", "opening"))
run = taken()
if opened_network() is not None and network_at_hand() is opened_network():
    st.info(words("judge", "opened"), icon=":material/folder_open:")
    if run is not None:
        st.markdown(words("judge", "instead", title=title(run)))
elif run is None:
    st.info(words("judge", "nothing"), icon=":material/model_training:")
if run is None:
    st.page_link(lesson("fine_tune").page, label="Train a network first", icon=lesson("fine_tune").icon)
else:
    results = list(runs())
    names = [title(result) for result in results]
    if len(results) > 1:
        name = st.selectbox("Network", names, names.index(title(run)), key="judge_run")
        run = results[names.index(name)]
        take(run)
    st.markdown(words("judge", "chosen", title=title(run), data=run.data, validation=run.validation_report.accuracy))
    if is_of_earlier_pictures(run):
        st.warning(words("judge", "earlier"), icon=":material/history:")
    if is_open(run, key="judge"):
        judge(run)
st.header("The same in code")
code_panel(JUDGE_CODE, evaluate, key="judge", label="The same in scikit-learn")
st.header("Check yourself")
shown = run is not None and looked_at(run) and len(run.test_report.mistakes)
quiz(judge_questions(run.test_report if shown else None), key="judge")
st.header("Summary")
st.markdown(words("judge", "summary"))
