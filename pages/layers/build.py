"""Build a CNN: stack layers, train them from scratch, look inside, and let the network judge a drawing."""

import streamlit as st

from lessons.core.architecture import describe
from lessons.figures.training_charts import confusion_chart
from lessons.texts import words
from lessons.texts.questions.build import build_questions
from lessons.texts.snippets import network_code
from lessons.texts.versions import learned
from lessons.training.settings import SCRATCH_SIZES, ScratchSettings
from pages.layers.parts.look_inside import ask_a_drawing, epochs_inside, first_filters
from pages.layers.parts.stack_choice import stack_choice
from pages.shared.frame.keeping import keep_switch
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session.dataset_choice import dataset_choice
from pages.shared.session.export_panel import take_home
from pages.shared.session.job_panel import curves, say_what_trains, start_job, watch_job
from pages.shared.session.state import current_picture, epochs_of

SETS = ["drawings", "digits"]


def training_controls():
    """Epochs, learning rate, batch size and seed."""
    first, second, third, fourth = wrapping_row(4)
    epochs = first.slider("Epochs", 1, 60, 15, key="build_epochs", bind="query-params")
    rates = [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2]
    rate = second.select_slider("Learning rate", rates, 3e-3, key="build_rate", bind="query-params")
    batch = third.select_slider("Pictures per batch", [8, 16, 32, 64, 128], 32, key="build_batch", bind="query-params")
    seed = fourth.number_input("Seed", 0, 2**31 - 1, 0, key="build_seed", bind="query-params")
    return {"epochs": epochs, "learning_rate": rate, "batch_size": batch, "seed": seed}


def show_learning(step):
    """The curves, and the first layer's filters while they are learned."""
    curves(step.history, epochs_of("build"), key="build_live")
    if step.records:
        first_filters(step.records[-1])


def judge(result, settings, dataset):
    st.header("How good is it?")
    if result.stopped:
        st.info(words("build", "stopped", epochs=len(result.history), wanted=result.settings.epochs), icon=":material/stop:")
    if result.settings != settings or result.labels != dataset.labels:
        st.caption(words("build", "earlier", size=result.settings.image_size, classes=", ".join(result.labels)))
    report, last = result.test_report, result.kept
    curves(result.history, result.settings.epochs, key="build_curves", kept=result.kept)
    figures = {"accuracy": report.accuracy, "test": len(report.probabilities), "epochs": len(result.history)}
    st.markdown(
        words(
            "build",
            "result",
            seconds=result.seconds,
            device=result.device,
            training=last.accuracy,
            verdict=words("build", learned(last.accuracy, report.accuracy)),
            **figures,
        )
    )
    with st.expander("Which classes does it confuse?", icon=":material/grid_view:"):
        finding = show_chart(confusion_chart(report, result.labels), key="build_confusion")
        st.markdown(finding)
    st.header("Look inside")
    st.markdown(words("build", "frames"))
    if result.records:  # they are not kept elsewhere
        epochs_inside(result, key="build")
    st.header("Let it judge a drawing")
    ask_a_drawing(result, current_picture(), key="build")
    st.markdown(words("build", "draw", classes=", ".join(result.labels)))
    take_home(result, key="build")
    keep_switch(key="build")


@st.fragment
def laboratory(dataset):
    st.header("The stack")
    size = st.select_slider("Pictures are resized to", list(SCRATCH_SIZES), 32, key="build_size", bind="query-params")
    text, rows = stack_choice((size, size, 3), len(dataset.labels), key="build")
    if rows:
        figures = {"parameters": "parameters", "learned": "learned", "work": "multiply_adds"}
        costs = {name: sum(getattr(row, figure) for row in rows) for name, figure in figures.items()}
        costs["learned"] = "all" if costs["learned"] == costs["parameters"] else f"{costs['learned']:,}"
        st.markdown(words("build", "stack", size=size, **costs))
    st.header("Train it")
    settings = ScratchSettings(stack=text, image_size=size, **training_controls())
    share = settings.validation_share
    st.markdown(words("build", "split", training=len(dataset.train), share=share, test=len(dataset.test)))
    if st.button("Train", type="primary", icon=":material/play_arrow:", key="build_train", disabled=rows is None):
        from lessons.training.scratch import fit_scratch

        about = {"epochs": settings.epochs, "received": lambda run: run.with_pictures(dataset)}
        start_job(fit_scratch, settings, dataset, watched=current_picture().pixels, key="build", **about)
    result = watch_job(key="build", live=show_learning)
    if result is None:
        say_what_trains()
    else:
        judge(result, settings, dataset)
    if rows:
        st.header("The same in code")
        code_panel(network_code(rows, settings), describe, key="build")
        st.header("Check yourself")
        quiz(build_questions(rows, (size, size, 3)), key="build")


st.markdown(words("build", "opening"))
st.header("The pictures to learn from")
dataset = dataset_choice(SETS, key="build")
if dataset is not None:
    laboratory(dataset)
st.header("Summary")
st.markdown(words("build", "summary"))
