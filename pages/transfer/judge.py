"""Judge it: figures with their doubt, confusions, whether it is as sure as right, mistakes, and when it should say no."""

from pathlib import Path

import streamlit as st

from lessons.catalog import lesson
from lessons.figures.answer_dots import answer_dots
from lessons.figures.charts import label_bars
from lessons.figures.training_charts import reliability_chart
from lessons.texts import counted, words
from lessons.texts.questions.judge import judge_questions
from lessons.texts.steps.judge import FEW
from lessons.texts.studio_snippets import JUDGE_CODE
from lessons.training.data_leakage import leakage
from lessons.training.evaluation import evaluate, reliability
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.plain_text import plain
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import section_of, sections
from pages.shared.lesson.steps import steps
from pages.shared.lesson.trying import MOST, most_probable
from pages.shared.session.session_networks import ask, named_networks, network_at_hand, opened_network, taken, title
from pages.shared.session.state import current_picture
from pages.shared.session.test_set_lock import looked_at
from pages.transfer.parts.example_network import example_network
from pages.transfer.parts.harder_view import STRANGE, harder_choice, show_harder, show_strangers
from pages.transfer.parts.leak_view import leak_choice, show_leak
from pages.transfer.parts.mistakes import mistakes
from pages.transfer.parts.own_network_choice import own_network_choice
from pages.transfer.parts.test_view import (
    HARDER,
    TEXTURES,
    count_of,
    guess_of,
    is_opened,
    judged_network,
    opened_report,
    show_test,
    thresholds,
)

TEST, LEAK = "Its test", "Data leakage"


def show_hard(judged, shown, beside, controls, wide):
    """The same test with harder pictures. Returns what the steps want to know."""
    with controls:
        change, strength = harder_choice()
    if judged is None:
        shown.markdown(words("judge", "no_network"))
        return {}
    if change == STRANGE:
        with wide.container(key="judge_strangers"):
            show_strangers(judged)
        return {"change": change}
    if opened_report(judged, beside) is None:
        shown.html(answer_dots(judged.test_report.targets, None, judged.labels)[0])
        return {}
    with shown:
        return {"change": change, "strength": strength} | show_harder(judged, change, strength, beside)


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
    if len(report.targets) < FEW:
        st.info(words("judge", "too_few", count=counted(len(report.targets), "picture")), icon=":material/info:")
    told = show_chart(reliability_chart(reliability(report)), key="judge_reliability")
    error = words("judge", "error", error=reliability(report).error)
    found = "" if len(report.targets) < FEW else f"{told} {error}"
    st.markdown(f"{found} {words('judge', 'reliability')}")
    confidence = lesson("confidence")
    st.page_link(confidence.page, label=confidence.title, icon=confidence.icon)


def saying_no(run, report, limit):
    """What a threshold does, and the answer to a picture of something else."""
    show_chart(thresholds(report, limit), key="judge_threshold_chart")
    if run is None:
        st.markdown(words("judge", "no_network"))
        return
    st.subheader("Show it something that it has never seen")
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


st.html(Path(__file__).with_suffix(".css"))
top = st.container(key="judge_top", horizontal=True, gap="medium", vertical_alignment="bottom")
view = top.segmented_control(
    "Look at",
    [TEST, HARDER, LEAK],
    default=TEST,
    required=True,
    key="judge_view",
    bind="query-params",
    label_visibility="collapsed",
)
with top:
    run = own_network_choice(named_networks(judged=True), key="judge_run", label="collapsed") if view != LEAK else taken()
has_own = run is not None
if has_own and view != LEAK and top.toggle("Judge the first network again", key="judge_first"):
    run = None
wide = st.container()
left, right = st.container(key="stage_row").columns([7, 8], gap="large")
right = right.container(key="judge_beside", gap="small")
if not has_own and view != LEAK:
    with top:
        example_network(key="judge", progress=right, judged=True)
with left:
    shown = st.container(key="judge_shown", gap="small")
    controls = st.container(key="stage_controls", horizontal=True, gap="small", vertical_alignment="bottom")
judged = judged_network(run)
report = judged.test_report if judged is not None and is_opened(judged) else None
labels, limit = (judged.labels if judged is not None else TEXTURES.labels), 0.0
known = {"view": view, "leaks": False, "section": section_of("judge"), "count": count_of(judged)}
known |= {"guessed": guess_of(judged)}
if view != LEAK and opened_network() is not None and network_at_hand() is opened_network():
    right.info(words("judge", "opened"), icon=":material/folder_open:")
    if run is not None:
        right.markdown(words("judge", "instead", title=title(run)))
if view == TEST:
    report, limit = show_test(judged, shown, right, controls)
elif view == HARDER:
    known |= show_hard(judged, shown, right, controls, wide)
else:
    leaks, seed = leak_choice(top, controls)
    with shown:
        tested, new = show_leak(leaks, seed, right)
    honest = leakage(0.0, seed)
    known |= {"leaks": leaks, "tested": tested, "new": new}
    known |= {"honest": honest.test_report.accuracy, "honest_new": honest.new_report.accuracy}
steps("judge", {"report": report, "limit": limit} | known)
sections("judge", sections_of(run, report, labels, limit))
