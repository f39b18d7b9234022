"""Should you believe it? A network is destroyed layer by layer, and its explanations are watched."""

import streamlit as st

from lessons.figures.pictures import overlay
from lessons.texts import words
from lessons.texts.questions.believe import belief_questions
from lessons.texts.snippets import destroy_code
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.light_picture import light_picture
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session import caches
from pages.shared.session.desk import desk
from pages.shared.session.job_panel import start_job, watch_job
from pages.shared.session.network_choice import class_choice, network_choice, when_awake
from pages.shared.session.state import current_picture

METHODS = ("saliency", "grad_cam", "guided_backprop")
STAGES = 7
FAILURE = "The test failed: {}. Please choose another network, or try again."


def table(stages, shown):
    """A row for each stage, a column for each method."""
    from lessons.nets.sanity import coarse

    for number, stage in enumerate(stages):
        cells = st.columns([2, *[3] * len(METHODS)], gap="medium", vertical_alignment="center")
        count = len(stage.randomised)
        cells[0].markdown("**trained**" if number == 0 else f"the last **{count}** layers shuffled")
        for cell, method in zip(cells[1:], METHODS, strict=True):
            told = f"{method.replace('_', ' ')}: {stage.likeness[method]:.2f} · {stage.structure[method]:.2f}"
            over_it = overlay(shown, coarse(stage.maps[method]), opacity=0.7)
            with cell:
                light_picture(over_it, width="stretch", caption=told, alt=f"{method} with {count} layers shuffled")


def other_tests(asked, picture, index):
    """Another class, and agreement with occlusion."""
    from lessons.nets.sanity import likeness

    last = caches.ranking(asked.key, picture.digest, asked.model, asked.labels, picture.pixels)[-1]

    def explained(method, which):
        return caches.explanation(asked.key, picture.digest, method, which, None, asked.model, picture.pixels)

    first, second = ({method: explained(method, which) for method in METHODS} for which in (index, last.index))
    covered = explained("occlusion", index)
    st.header("Two more tests")
    st.markdown(words("believe", "classes", first=asked.labels[index], second=last.name))
    _figures({method: likeness(first[method], second[method]) for method in METHODS})
    st.markdown(words("believe", "occlusion"))
    _figures({method: likeness(first[method], covered) for method in METHODS})


def _figures(by_method):
    with st.container(horizontal=True, gap="large"):
        for method, value in by_method.items():
            st.metric(method.replace("_", " "), f"{value:.2f}", width="content")


def destroy(asked, picture, index, seed, run):
    """Have a twin of the network destroyed, unless it is known what comes of it."""
    from lessons.nets.sanity import randomisation_test
    from lessons.nets.travelling import TravellingNetwork, with_network

    if caches.doubts.found(*run, None) is None:
        network = TravellingNetwork(asked.model)
        about = {"methods": METHODS, "stages": STAGES, "seed": seed, "key": "believe"}
        start_job(with_network, randomisation_test, network, picture.pixels, index, **about)
        desk()["believe_started"] = run


def destroyed(run):
    """The stages that a job brought, now or earlier; None while there are none."""
    stages = caches.doubts.found(*run, None)
    if stages is None and desk().get("believe_started") == run:
        stages = watch_job(key="believe", failure=FAILURE)
        if stages is not None:
            caches.doubts(*run, stages)
    return stages


def laboratory(picture):
    from lessons.nets.attribution import has_relu

    first, second, third = wrapping_row(3)
    with first:
        asked = network_choice(key="believe")
    with second:
        index, _ = class_choice(asked, picture, key="believe")
    seed = third.number_input("Seed", 0, 9999, 0, key="believe_seed", bind="query-params")
    run = (asked.key, picture.digest, index, METHODS, seed)
    if st.button("Destroy the network", type="primary", icon=":material/bolt:", key="believe_run"):
        desk()["believe_asked"] = run
        destroy(asked, picture, index, seed, run)
    if desk().get("believe_asked") != run:
        st.caption(
            "A twin is destroyed: the network itself stays whole. It takes about ten seconds; a large network takes a minute."
        )
        return
    stages = destroyed(run)
    if stages is None:
        return
    st.markdown(words("believe", "test"))
    if not has_relu(asked.model):
        st.markdown(words("believe", "no_relu"))
    table(stages, caches.square_picture(picture.digest, asked.size, picture.pixels))
    second_stage = stages[min(2, len(stages) - 1)]
    ranked = sorted(METHODS, key=second_stage.likeness.get)
    names = {"most": ranked[-1].replace("_", " "), "least": ranked[0].replace("_", " ")}
    figures = {"high": second_stage.likeness[ranked[-1]], "low": second_stage.likeness[ranked[0]]}
    st.markdown(words("believe", "result", count=len(second_stage.randomised), **names, **figures))
    with st.spinner("Two more tests", show_time=True):
        other_tests(asked, picture, index)
    st.header("The same in code")
    code_panel(destroy_code(len(second_stage.randomised), seed=seed), key="believe")
    st.header("Check yourself")
    quiz(belief_questions(second_stage.likeness, layers=len(second_stage.randomised)), key="believe")


st.markdown(words("believe", "opening"))
when_awake(laboratory, current_picture())
st.header("What research found")
st.markdown(words("believe", "research"))
st.header("Summary")
st.markdown(words("believe", "summary"))
