"""Build a CNN: stack layers, train them from scratch, look inside, and let the network judge a drawing."""

import streamlit as st

from lessons.core.architecture import describe
from lessons.figures.stack_blocks import stack_blocks
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
from pages.shared.lesson.stage import sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.session.dataset_choice import dataset_choice, show_dataset
from pages.shared.session.export_panel import take_home
from pages.shared.session.job_panel import curves, say_what_trains, start_job, watch_job
from pages.shared.session.state import current_picture, epochs_of

SETS = ["drawings", "digits"]
FIGURES = {"parameters": "parameters", "learned": "learned", "work": "multiply_adds"}  # of the words -> of a row


def training_controls(place, more):
    """Epochs, learning rate, batch size and seed."""
    epochs = place.slider("Epochs", 1, 60, 15, key="build_epochs", bind="query-params", width=150)
    rates = [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2]
    rate = more.select_slider("Learning rate", rates, 3e-3, key="build_rate", bind="query-params")
    batch = more.select_slider("Pictures per batch", [8, 16, 32, 64, 128], 32, key="build_batch", bind="query-params")
    seed = more.number_input("Seed", 0, 2**31 - 1, 0, key="build_seed", bind="query-params")
    return {"epochs": epochs, "learning_rate": rate, "batch_size": batch, "seed": seed}


def show_learning(step):
    """The curves, and the first layer's filters while they are learned."""
    curves(step.history, epochs_of("build"), key="build_live")
    if step.records:
        first_filters(step.records[-1])


def say_result(result, settings, dataset):
    """What the trained network is worth, in curves and a sentence."""
    if result.stopped:
        st.info(words("build", "stopped", epochs=len(result.history), wanted=result.settings.epochs), icon=":material/stop:")
    if result.settings != settings or result.labels != dataset.labels:
        st.caption(words("build", "earlier", size=result.settings.image_size, classes=", ".join(result.labels)))
    report, last = result.test_report, result.kept
    curves(result.history, result.settings.epochs, key="build_curves", kept=result.kept)
    figures = {"accuracy": report.accuracy, "test": len(report.probabilities), "epochs": len(result.history)}
    verdict = words("build", learned(last.accuracy, report.accuracy))
    about = {"seconds": result.seconds, "device": result.device, "training": last.accuracy, "verdict": verdict}
    st.markdown(words("build", "result", **about, **figures))


@st.fragment
def laboratory():
    drawn, learning = st.columns([11, 9], gap="large")
    chosen, place, button, more = stage_controls(3)
    with chosen:
        dataset = dataset_choice(SETS, key="build")
    if dataset is None:
        return
    size = more.select_slider("Pictures are resized to", list(SCRATCH_SIZES), 32, key="build_size", bind="query-params")
    stack = stack_choice(more, (size, size, 3), len(dataset.labels), key="build")
    rows = stack.rows
    settings = ScratchSettings(stack=stack.text, image_size=size, **training_controls(place, more))
    with drawn:
        if rows:
            st.html(stack_blocks(rows, size)[0])
        else:
            st.markdown(words("build", "cannot"))
    if button.button("Train", type="primary", icon=":material/play_arrow:", key="build_train", disabled=rows is None):
        from lessons.training.scratch import fit_scratch

        about = {"epochs": settings.epochs, "received": lambda run: run.with_pictures(dataset)}
        start_job(fit_scratch, settings, dataset, watched=current_picture().pixels, key="build", **about)
    with learning:
        result = watch_job(key="build", live=show_learning)
        if result is None:
            st.markdown(words("build", "split", **split_of(settings, dataset)))
            say_what_trains()
        else:
            say_result(result, settings, dataset)
    known = {"result": result, "convolutions": stack.text.count("conv"), "size": size, "parameters": sum_of(rows, "parameters")}
    steps("build", known | {"accuracy": result.test_report.accuracy if result else None})
    sections("build", sections_of(result, stack, settings, dataset))


def sections_of(result, stack, settings, dataset):
    """The sections below. Some need a network that was trained, or a stack that works, and say so."""
    shape = (settings.image_size, settings.image_size, 3)

    def trained(show):
        return lambda: show(result) if result is not None else st.markdown(words("build", "untrained"))

    def working(show):
        return lambda: show() if stack.rows else st.markdown(words("build", "cannot"))

    return {
        "The layers": lambda: stack.edit(),
        "What you saw": lambda: what_you_saw(stack.rows, settings, dataset),
        "The pictures": lambda: show_dataset(dataset, key="build"),
        "Draw for it": trained(draw_for_it),
        "Look inside": trained(look_inside),
        "Mistakes": trained(mistakes),
        "Take it along": trained(take_along),
        "In code": working(lambda: code_panel(network_code(stack.rows, settings), describe, key="build")),
        "Check yourself": working(lambda: quiz(build_questions(stack.rows, shape), key="build")),
        "Summary": lambda: st.markdown(words("build", "summary")),
    }


def split_of(settings, dataset):
    return {"training": len(dataset.train), "share": settings.validation_share, "test": len(dataset.test)}


def what_you_saw(rows, settings, dataset):
    told = [words("build", "opening")]
    if rows:
        costs = {name: sum_of(rows, figure) for name, figure in FIGURES.items()}
        costs["learned"] = "all" if costs["learned"] == costs["parameters"] else f"{costs['learned']:,}"
        told.append(words("build", "stack", size=settings.image_size, **costs))
    told.append(words("build", "split", **split_of(settings, dataset)))
    st.markdown("\n\n".join(told))


def sum_of(rows, figure):
    return sum(getattr(row, figure) for row in rows or [])


def draw_for_it(result):
    ask_a_drawing(result, current_picture(), key="build")
    st.markdown(words("build", "draw", classes=", ".join(result.labels)))


def look_inside(result):
    st.markdown(words("build", "frames"))
    epochs_inside(result, key="build")


def mistakes(result):
    st.markdown(show_chart(confusion_chart(result.test_report, result.labels), key="build_confusion"))


def take_along(result):
    take_home(result, key="build")
    keep_switch(key="build")


laboratory()
