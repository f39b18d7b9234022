"""Should you believe it? A network is destroyed layer by layer, and its explanations are watched."""

import streamlit as st

from lessons.texts import words
from lessons.texts.names import METHOD_NAMES
from lessons.texts.questions.believe import belief_questions
from lessons.texts.snippets import destroy_code
from pages.networks.parts.answer_choice import answer_choice
from pages.networks.parts.asked_controls import asked_controls
from pages.networks.parts.map_row import map_row
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import sections
from pages.shared.lesson.steps import steps
from pages.shared.session import caches
from pages.shared.session.desk import desk
from pages.shared.session.job_panel import start_job, watch_job
from pages.shared.session.network_choice import missing_detector, network_choice, when_awake
from pages.shared.session.state import current_picture

METHODS = ("saliency", "grad_cam", "guided_backprop")
STAGES = 7
OPACITY = 0.7  # of a map over the picture
FAILURE = "The test failed: {}. Please choose another network, or try again."


def one_stage(stages, answer):
    """The picture, and each method's map at one stage of the destruction. Returns the stage's number."""
    from lessons.nets.sanity import coarse

    place = st.container()
    counts = [len(stage.randomised) for stage in stages]
    start = counts[min(2, len(counts) - 1)]
    count = st.select_slider("Layers shuffled, from the end", counts, start, key="believe_stage", width=420)
    stage = stages[counts.index(count)]

    def caption(method):
        return f"{{name}}: {stage.likeness[method]:.2f} · {stage.structure[method]:.2f}"

    def heat_of(method):
        return coarse(stage.maps[method])

    alt = f"{{name}} with {count} layers shuffled"
    with place:
        description = answer.picture.description
        map_row(answer.shown, description, METHODS, heat_of, opacity=OPACITY, caption=caption, alt=alt)
    return counts.index(count)


def explained(answer, method, index):
    """A method's map for an answer of the network that is asked."""
    about = answer.key, answer.picture.digest
    return caches.explanation(*about, method, index, answer.layer, answer.model, answer.picture.pixels)


def before(answer):
    """The picture, and each method's map, while the network is whole."""
    description = answer.picture.description
    map_row(answer.shown, description, METHODS, lambda method: explained(answer, method, answer.index), opacity=OPACITY)


def other_tests(answer):
    """Another class, and agreement with occlusion."""
    from lessons.nets.sanity import likeness

    last, label = answer.last
    first, second = ({method: explained(answer, method, which) for method in METHODS} for which in (answer.index, last))
    with st.spinner("Covering one place after the other", show_time=True):
        covered = explained(answer, "occlusion", answer.index)
    st.markdown(words("believe", "classes", first=answer.label, second=label))
    _figures({method: likeness(first[method], second[method]) for method in METHODS})
    st.markdown(words("believe", "occlusion"))
    _figures({method: likeness(first[method], covered) for method in METHODS})


def _figures(by_method):
    with st.container(horizontal=True, gap="large"):
        for method, value in by_method.items():
            st.metric(METHOD_NAMES[method], f"{value:.2f}", width="content")


def destroy(answer, seed, run):
    """Have a twin of the network destroyed, unless it is known what comes of it."""
    from lessons.nets.sanity import randomisation_test
    from lessons.nets.travelling import TravellingNetwork, with_network

    if caches.doubts.found(*run, None) is None:
        network = TravellingNetwork(answer.model)
        about = {"methods": METHODS, "stages": STAGES, "layer": answer.layer, "seed": seed, "key": "believe"}
        start_job(with_network, randomisation_test, network, answer.picture.pixels, answer.index, **about)
        desk()["believe_started"] = run


def destroyed(run):
    """The stages that a job brought, now or earlier; None while there are none."""
    stages = caches.doubts.found(*run, None)
    if stages is None and desk().get("believe_started") == run:
        stages = watch_job(key="believe", failure=FAILURE)
        if stages is not None:
            caches.doubts(*run, stages)
    return stages


@st.fragment
def laboratory(picture):
    stage_place = st.container(key="stage_row")
    (first, button), more, chosen = asked_controls(2)
    with chosen:
        asked = network_choice(key="believe", detector=True)
        if missing_detector():
            st.caption(missing_detector())
    with more:
        seed = st.number_input("Seed", 0, 9999, 0, key="believe_seed", bind="query-params")
    with first:
        answer = answer_choice(asked, picture, key="believe")
    if answer is None:
        st.info("This network has no maps to look at: stack a convolution on the page Build a CNN.")
        return
    run = (answer.key, answer.picture.digest, answer.index, METHODS, seed)
    if button.button("Destroy the network", type="primary", icon=":material/bolt:", key="believe_run"):
        desk()["believe_asked"] = run
        destroy(answer, seed, run)
    stages, stage = None, 0
    with stage_place:
        if desk().get("believe_asked") == run:
            stages = destroyed(run)
        if stages:
            stage = one_stage(stages, answer)
        else:
            before(answer)
    known = {"stages": len(stages or ()), "stage": stage, "is_other_class": answer.index != answer.first[0]}
    steps("believe", known | most_alike(stages) | {"methods": [METHOD_NAMES[method] for method in METHODS]})
    sections(
        "believe",
        {
            "What you saw": lambda: what_you_saw(asked, stages),
            "Two more tests": lambda: other_tests(answer),
            "What research found": lambda: st.markdown(words("believe", "research")),
            "In code": lambda: code_panel(destroy_code(shuffled_in(stages), seed=seed), key="believe"),
            "Check yourself": lambda: check(stages),
            "Summary": lambda: st.markdown(words("believe", "summary")),
        },
    )


def early(stages):
    """The stage by which methods are compared: a few layers are shuffled."""
    return stages[min(2, len(stages) - 1)]


def shuffled_in(stages):
    return len(early(stages).randomised) if stages else 1


def most_alike(stages):
    """Which method's map is most alike the first one after a few layers, which least, and by how much."""
    if not stages:
        return {"most": METHOD_NAMES[METHODS[0]], "high": 0.0}
    likeness = early(stages).likeness
    ranked = sorted(METHODS, key=likeness.get)
    return {
        "most": METHOD_NAMES[ranked[-1]],
        "least": METHOD_NAMES[ranked[0]],
        "high": likeness[ranked[-1]],
        "low": likeness[ranked[0]],
    }


def what_you_saw(asked, stages):
    from lessons.nets.attribution import has_relu

    told = [words("believe", "opening")]
    if stages:
        told += [words("believe", "test"), words("believe", "result", count=shuffled_in(stages), **most_alike(stages))]
        if not has_relu(asked.model):
            told.append(words("believe", "no_relu"))
    else:
        told.append(words("believe", "twin"))
    st.markdown("\n\n".join(told))


def check(stages):
    if stages:
        quiz(belief_questions(early(stages).likeness, layers=shuffled_in(stages)), key="believe")
    else:
        st.markdown(words("believe", "first"))


when_awake(laboratory, current_picture())
