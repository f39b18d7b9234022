"""Judge it: figures with their doubt, confusions, whether it is as sure as right, mistakes, and when it should say no."""

from pathlib import Path

import numpy as np
import streamlit as st

from lessons.catalog import lesson
from lessons.data.datasets import DATASETS
from lessons.data.own_data import TITLE
from lessons.figures.answer_dots import answer_dots
from lessons.figures.charts import label_bars
from lessons.figures.training_charts import confusion_chart, reliability_chart, threshold_chart
from lessons.texts import counted, words
from lessons.texts.questions.judge import judge_questions
from lessons.texts.steps.judge import FEW
from lessons.texts.studio_snippets import JUDGE_CODE
from lessons.training.data_leakage import leakage
from lessons.training.evaluation import evaluate, reliability, with_threshold
from lessons.training.linear_head import texture_report
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.plain_text import plain
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import section_of, sections
from pages.shared.lesson.steps import steps
from pages.shared.lesson.trying import MOST, most_probable
from pages.shared.session.own_pictures import is_of_earlier_pictures, own_dataset
from pages.shared.session.session_networks import ask, named_networks, network_at_hand, opened_network, taken, title
from pages.shared.session.state import current_picture
from pages.shared.session.test_set_lock import is_open, looked_at
from pages.transfer.parts.answer_wall import answer_wall
from pages.transfer.parts.closest_calls import closest_calls
from pages.transfer.parts.example_network import example_learns, example_network, is_example
from pages.transfer.parts.harder_view import STRANGE, harder_choice, show_harder, show_strangers
from pages.transfer.parts.leak_view import leak_choice, show_leak
from pages.transfer.parts.mistakes import mistakes
from pages.transfer.parts.own_network_choice import own_network_choice

HIGHEST = 84, 16  # pixels of the matrix on the stage, and of each class in it
MISTAKES = 6  # that are shown there
GUESSED = "state_judge_guessed"  # of which network the learner expected how many right ones
TEXTURES = DATASETS["textures"]  # of the example, and of the small network that is judged while there is none
TEST, HARDER, LEAK = "Its test", "Harder pictures", "Data leakage"


def figures(report):
    """The accuracy of a test, and how far it may be from the truth."""
    right = round(report.accuracy * len(report.targets))
    row = st.container(key="stage_figures", horizontal=True, gap="medium")
    row.metric(
        "Test accuracy", f"{report.accuracy:.1%}", help=f"{right} of {len(report.targets)} test pictures", width="content"
    )
    row.metric("95% interval", report.interval_text, width="content")
    st.caption(words("judge", "what_interval", count=len(report.targets)))


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


def show_test(run, shown, beside, controls):
    """The test in figures, as far as it may be seen. Returns its report, the classes' names and the threshold."""
    waits = run is None and is_example()
    if waits or (run is not None and not looked_at(run)):
        guess(controls, run)
        limit = st.session_state.judge_threshold = 0.0  # what one tried on another test is no threshold of this one
    else:
        limit = threshold(controls)
    if run is None:
        report, labels, test = texture_report("flatten"), TEXTURES.labels, TEXTURES.test
        if waits:  # its test does, while it learns
            shown.html(answer_dots(test.targets, None, labels, in_row=22, side=18)[0])
        if example_learns():  # nobody's figures would look like those of the network that learns
            return None, labels, limit
        with shown:
            st.caption(words("judge", "small", count=len(report.targets)))
            figures(report)
            dots(report, labels, limit, test.images)
        with beside:
            matrix(report, labels, limit)
        return report, labels, limit
    report = opened_report(run, beside)
    with shown:
        if report is None:
            st.html(answer_dots(run.test_report.targets, None, run.labels)[0])
        else:
            figures(report)
            dots(report, run.labels, limit, run.test_images)
            if told := guess_told(run):
                st.caption(told)
    if report is not None:
        with beside:
            closest_calls(report, run.labels, run.test_images, most=MISTAKES, limit=limit, beside=harder_button)
            matrix(report, run.labels, limit)
    return report, run.labels, limit


def guess(place, run):
    """Let the learner guess before the test is opened: while the example learns, too, before there is its `run`."""
    count = len(TEXTURES.test.targets if run is None else run.test_images)
    asked = f"Your guess: of these {count}, how many will it get right?"
    guessed = place.slider(asked, 0, count, count // 2, key="judge_guess_right", width=420)
    if run is not None:
        st.session_state[GUESSED] = (run.fingerprint, run.settings, guessed)


def guess_told(run):
    """What was guessed, beside what came; nothing where nobody guessed of this network."""
    *of, guessed = st.session_state.get(GUESSED, (None, None, 0))
    if not guessed or of != [run.fingerprint, run.settings]:
        return ""
    report = run.test_report
    right, count = round(report.accuracy * len(report.targets)), len(report.targets)
    return words("judge", "guessed", guessed=guessed, right=right, count=count) + " "


def harder_button():
    st.button("Make it harder", type="primary", icon=":material/exposure:", on_click=look_at, args=(HARDER,), key="judge_on")


def look_at(view):
    st.session_state.judge_view = view


def opened_report(run, beside):
    """What there is to warn of, and the test's report, once the learner has opened it; else None."""
    with beside:
        if is_of_earlier_pictures(run):
            st.warning(words("judge", "earlier"), icon=":material/history:")
        elif run.data == TITLE and own_dataset()[0].shared_moments:
            classes = " and ".join(map(plain, own_dataset()[0].shared_moments))
            st.warning(words("judge", "one_moment", classes=classes), icon=":material/burst_mode:")
        return run.test_report if is_open(run, key="judge") else None


def show_hard(run, shown, beside, controls, wide):
    """The same test with harder pictures. Returns what the steps want to know."""
    with controls:
        change, strength = harder_choice()
    if run is None:
        shown.markdown(words("judge", "no_network"))
        return {}
    if change == STRANGE:
        with wide:
            show_strangers(run)
        return {"change": change}
    if opened_report(run, beside) is None:
        shown.html(answer_dots(run.test_report.targets, None, run.labels)[0])
        return {}
    with shown:
        before, after = show_harder(run, change, strength, beside)
    return {"change": change, "before": before, "after": after}


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
    st.markdown(words("judge", "reliability") if len(report.targets) < FEW else f"{told} {words('judge', 'reliability')}")
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
wide = st.container()
left, right = st.container(key="stage_row").columns([7, 8], gap="large")
right = right.container(key="judge_beside", gap="small")
if run is None and view != LEAK:
    with top:
        example_network(key="judge", progress=right, judged=True)
with left:
    shown = st.container(key="judge_shown", gap="small")
    controls = st.container(key="stage_controls", horizontal=True, gap="small", vertical_alignment="bottom")
first = words("judge", "first_train" if run is None else "first_guess")
known = {"first": first, "view": view, "leaks": False, "is_own": run is not None, "section": section_of("judge")}
report = run.test_report if run is not None and looked_at(run) else None
labels, limit = (run.labels if run is not None else TEXTURES.labels), 0.0
if view != LEAK and opened_network() is not None and network_at_hand() is opened_network():
    right.info(words("judge", "opened"), icon=":material/folder_open:")
    if run is not None:
        right.markdown(words("judge", "instead", title=title(run)))
if view == TEST:
    report, labels, limit = show_test(run, shown, right, controls)
elif view == HARDER:
    known |= show_hard(run, shown, right, controls, wide)
else:
    leaks, seed = leak_choice(top, controls)
    with shown:
        tested, new = show_leak(leaks, seed, right)
    honest = leakage(0.0, seed)
    known |= {"leaks": leaks, "tested": tested, "new": new}
    known |= {"honest": honest.test_report.accuracy, "honest_new": honest.new_report.accuracy}
steps("judge", {"report": report, "limit": limit} | known)
sections("judge", sections_of(run, report, labels, limit))
