"""Build a CNN: stack layers, train them from scratch, look inside, and let the network judge a drawing."""

from pathlib import Path

import streamlit as st

from lessons.core.architecture import describe
from lessons.figures.learning_curve import learning_curve
from lessons.figures.pictures import tiled
from lessons.figures.stack_blocks import stack_blocks
from lessons.figures.training_charts import confusion_chart
from lessons.texts import words
from lessons.texts.layer_snippets import network_code
from lessons.texts.questions.build import build_questions
from lessons.texts.versions import learned
from lessons.training.settings import SCRATCH_SIZES, ScratchSettings
from pages.layers.parts.drawn_answer import MAPS, answers_at_the_ends, drawing, drawn_answer
from pages.layers.parts.look_inside import epochs_inside, maps_of
from pages.layers.parts.stack_choice import stack_choice
from pages.shared.frame.keeping import keep_switch
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.light_picture import light_picture, picture_address
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.session.dataset_choice import dataset_choice, show_dataset
from pages.shared.session.desk import desk
from pages.shared.session.export_panel import take_home
from pages.shared.session.job_panel import REFRESH, curves, is_training, say_what_trains, start_job, watch_job
from pages.shared.session.state import current_job, current_picture, epochs_of

SETS = ["drawings", "digits"]
SAMPLE, SAMPLES = 64, 310  # pixels of a picture to learn from, and the width of a line of them
FIGURES = {"parameters": "parameters", "learned": "learned", "work": "multiply_adds"}  # of the words -> of a row


def training_controls(place, more):
    """Epochs, learning rate, batch size and seed."""
    epochs = place.slider("Epochs", 1, 60, 15, key="build_epochs", bind="query-params", width=150)
    rates = [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2]
    rate = more.select_slider("Learning rate", rates, 3e-3, key="build_rate", bind="query-params")
    batch = more.select_slider("Pictures per batch", [8, 16, 32, 64, 128], 32, key="build_batch", bind="query-params")
    seed = more.number_input("Seed", 0, 2**31 - 1, 0, key="build_seed", bind="query-params")
    return {"epochs": epochs, "learning_rate": rate, "batch_size": batch, "seed": seed}


def curve_so_far(history, epochs):
    st.html(learning_curve(history, epochs)[0])


def learning(settings, dataset):
    """The curve, and beside it how far the training is or what came of it. Returns the latest result, None while one learns."""
    curve, told = st.columns([276, 330], gap="medium")
    with told:
        result = watch_job(key="build")
        if result is not None:
            about = {"accuracy": result.test_report.accuracy, "test": len(result.test_report.targets)}
            st.markdown(words("build", "result_short", **about))
            if result.settings != settings or result.labels != dataset.labels:
                st.caption(words("build", "earlier", size=result.settings.image_size, classes=", ".join(result.labels)))
        elif not is_training("build"):
            with st.container(key="build_sets"):
                st.markdown(words("build", "sets", training=len(dataset.train), test=len(dataset.test)))
                one_of_each(dataset)
    with curve:
        if result is not None:
            curve_so_far(result.history, result.settings.epochs)
        elif is_training("build"):
            st.fragment(follow_curve, run_every=REFRESH)()
        else:
            with st.container(key="build_no_curve"):
                curve_so_far((), settings.epochs)
    return result


def one_of_each(dataset):
    """A picture of each class that it learns from."""
    firsts = [dataset.train.images[list(dataset.train.targets).index(target)] for target in range(len(dataset.labels))]
    light_picture(tiled(firsts, SAMPLE, len(firsts)), width=SAMPLES, alt=f"One of each: {', '.join(dataset.labels)}")


def follow_curve():
    step = current_job("build").poll().step
    curve_so_far(step.history if step else (), epochs_of("build"))


@st.fragment
def laboratory():
    stage = st.container(key="build_stage")
    chosen, place, button, more = stage_controls(3)
    with chosen:
        dataset = dataset_choice(SETS, key="build")
    if dataset is None:
        return
    size = more.select_slider("Pictures are resized to", list(SCRATCH_SIZES), 32, key="build_size", bind="query-params")
    stack = stack_choice(more, (size, size, 3), len(dataset.labels), key="build")
    rows = stack.rows
    settings = ScratchSettings(stack=stack.text, image_size=size, **training_controls(place, more))
    if button.button("Train", type="primary", icon=":material/play_arrow:", key="build_train", disabled=rows is None):
        from lessons.training.scratch import fit_scratch

        about = {"epochs": settings.epochs, "received": lambda run: run.with_pictures(dataset)}
        watched = current_picture().pixels if drawing() is None else drawing()
        start_job(fit_scratch, settings, dataset, watched=watched, key="build", **about)
    with stage:
        built, asked = st.columns([610, 540], gap="large")
        with built:
            st.html(stack_blocks(rows, size, picture_address(dataset.train.images[0]))[0] if rows else words("build", "cannot"))
            result = learning(settings, dataset)
        with asked:
            known = (result.labels, result.settings) if result else (dataset.labels, settings)
            drawn_answer(*known, result)
    known = {"result": result, "size": size, "parameters": sum_of(rows, "parameters"), "drawn": answers_at_the_ends()}
    known |= {"accuracy": result.test_report.accuracy if result else None, "right": shares_right(result)}
    steps("build", known)
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
        "What you saw": lambda: what_you_saw(result, stack.rows, settings, dataset),
        "The pictures": lambda: show_dataset(dataset, key="build"),
        "Look inside": trained(look_inside),
        MAPS: trained(maps_of_drawing),
        "Mistakes": trained(mistakes),
        "Take it along": trained(take_along),
        "In code": working(lambda: code_panel(network_code(stack.rows, settings), describe, key="build")),
        "Check yourself": working(lambda: quiz(build_questions(stack.rows, shape), key="build")),
        "Summary": lambda: st.markdown(words("build", "summary")),
    }


def shares_right(result):
    """What the latest networks "with" convolutions and "without" them got right, of the same pictures."""
    if result is None:
        return {}
    earlier, right = desk().get("build_right", ("", {}))
    kept = right if earlier == result.fingerprint else {}
    right = kept | {"with" if "conv" in result.settings.stack else "without": result.test_report.accuracy}
    desk()["build_right"] = (result.fingerprint, right)
    return right


def split_of(settings, dataset):
    return {"training": len(dataset.train), "share": settings.validation_share, "test": len(dataset.test)}


def what_you_saw(result, rows, settings, dataset):
    if result is not None:
        say_result(result)
    told = [words("build", "opening")]
    if rows:
        costs = {name: sum_of(rows, figure) for name, figure in FIGURES.items()}
        costs["learned"] = "all" if costs["learned"] == costs["parameters"] else f"{costs['learned']:,}"
        told.append(words("build", "stack", size=settings.image_size, **costs))
    told.append(words("build", "split", **split_of(settings, dataset)))
    st.markdown("\n\n".join(told))
    say_what_trains()


def say_result(result):
    """What the trained network is worth, in curves and a sentence."""
    if result.stopped:
        st.info(words("build", "stopped", epochs=len(result.history), wanted=result.settings.epochs), icon=":material/stop:")
    report, last = result.test_report, result.kept
    curves(result.history, result.settings.epochs, key="build_curves", kept=result.kept)
    figures = {"accuracy": report.accuracy, "test": len(report.probabilities), "epochs": len(result.history)}
    verdict = words("build", learned(last.accuracy, report.accuracy))
    about = {"seconds": result.seconds, "device": result.device, "training": last.accuracy, "verdict": verdict}
    st.markdown(words("build", "result", **about, **figures))


def sum_of(rows, figure):
    return sum(getattr(row, figure) for row in rows or [])


def maps_of_drawing(result):
    st.markdown(words("build", "draw", classes=", ".join(result.labels)))
    maps_of(result, drawing() if drawing() is not None else result.test_images[0], key="build")


def look_inside(result):
    st.markdown(words("build", "frames"))
    epochs_inside(result, key="build")


def mistakes(result):
    st.markdown(show_chart(confusion_chart(result.test_report, result.labels), key="build_confusion"))


def take_along(result):
    take_home(result, key="build")
    keep_switch(key="build")


st.html(Path(__file__).with_suffix(".css"))
laboratory()
