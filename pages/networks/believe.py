"""Should you believe it? A network is destroyed layer by layer, and its explanations are watched."""

from pathlib import Path

import numpy as np
import streamlit as st

from lessons.core.percent import alike
from lessons.figures.bars import probability_bars
from lessons.figures.pictures import at_own_contrast, overlay
from lessons.texts import words
from lessons.texts.names import METHOD_NAMES
from lessons.texts.network_snippets import destroy_code
from lessons.texts.questions.believe import belief_questions
from lessons.texts.steps.believe import KEPT
from pages.networks.parts.answer_choice import answer_choice
from pages.networks.parts.asked_controls import asked_controls
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.light_picture import light_picture
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import sections
from pages.shared.lesson.steps import steps
from pages.shared.session import caches
from pages.shared.session.desk import desk
from pages.shared.session.job_panel import start_job, watch_job
from pages.shared.session.network_choice import missing_detector, network_choice, when_awake
from pages.shared.session.state import current_picture

METHODS = ("saliency", "grad_cam", "guided_backprop")
STAGES, LEADING = 7, 3  # LEADING: answers that are named of a network
OPACITY = 0.7  # of a map over the picture
FAILURE = "The test failed: {}. Please choose another network, or try again."


def stage_places():
    """The places on the stage: of the picture, of what the network says, whole and destroyed, and of both lines of maps."""
    with st.container(key="believe_scene", horizontal=True, gap="medium"):
        picture = st.container(key="believe_picture")
        with st.container(key="believe_answers", gap=None):
            upper, lower = (st.container(key=f"believe_{name}", gap=None) for name in ("whole", "destroyed"))
        with st.container(key="believe_maps", gap=None):
            lines = [st.container(horizontal=True, gap=None) for _ in range(2)]
    return picture, upper, lower, *lines


def maps_line(place, answer, heat_of, caption, alt):
    """Each method's map over the picture, in a line."""
    from lessons.nets.sanity import coarse

    for method in METHODS:
        name = METHOD_NAMES[method]
        with place.container():
            with st.spinner(f"Asking {name}", show_time=True):
                seen = overlay(answer.shown, at_own_contrast(coarse(heat_of(method))), opacity=OPACITY)
            light_picture(seen, width="stretch", caption=caption(method), alt=alt.format(name=name))


def no_maps(place):
    """Where the maps of the destroyed network will be."""
    for _ in METHODS:
        place.container().html('<div class="believe-empty">?</div>')


def says(head, asked, answer, said):
    """What a network answers, as bars: `said` by class, of a detector the score of the box that is asked about."""
    labels, values = [answer.label], [float(np.exp(said[answer.index]))] if answer.box else []
    if not answer.box:
        leading = dict(sorted(said.items(), key=lambda pair: -pair[1])[:LEADING])
        labels, values = [asked.labels[index] for index in leading], [*leading.values()]
    st.html(f'<div class="answer-head">{head}</div>{probability_bars(labels, np.array(values, np.float32))[0]}')


def whole_answers(asked, answer):
    """What the network answers while it is whole: class -> value."""
    if answer.box:
        return {answer.index: float(np.log(answer.probability))}
    return dict(enumerate(caches.probabilities(asked.key, answer.picture.digest, asked.model, answer.picture.pixels).tolist()))


def whole(places, asked, answer):
    """The picture, what the whole network says of it, and each method's map."""
    picture, upper, _, line, _ = places
    with picture:
        light_picture(answer.shown, width="stretch", alt=answer.picture.description)
    with upper:
        says("The whole network says", asked, answer, whole_answers(asked, answer))
    maps_line(
        line, answer, lambda method: explained(answer, method, answer.index), METHOD_NAMES.get, "Where {name} finds reasons"
    )


def destroyed_stage(places, asked, answer, stages):
    """What the network says at one stage of its destruction, and each method's map. Returns the stage's number."""
    picture, _, lower, _, line = places
    counts = [len(stage.randomised) for stage in stages]
    if st.session_state.get("believe_stage", counts[0]) not in counts:  # it was another network's
        del st.session_state["believe_stage"]
    start = counts[min(2, len(counts) - 1)]
    count = picture.select_slider("Layers shuffled, from the end", counts, start, key="believe_stage")
    stage = stages[counts.index(count)]
    with lower:
        says(f"With {count} of {counts[-1]} layers shuffled", asked, answer, stage.said)
        st.caption(words("believe", "alike"))
    alt = f"{{name}} with {count} layers shuffled"
    maps_line(line, answer, stage.maps.get, lambda method: f"{alike(stage.likeness[method])} alike", alt)
    return counts.index(count)


def other_class(places, answer):
    """Below the maps for a class, those for the first answer. Returns how alike they are, by the method’s name."""
    from lessons.nets.sanity import likeness

    *_, lower, _, line = places
    first, label = answer.first
    lower.markdown(words("believe", "first_below", first=label, label=answer.label))
    lower.caption(words("believe", "alike"))
    likes = {method: likeness(*(explained(answer, method, index) for index in (first, answer.index))) for method in METHODS}
    alt = f"Where {{name}} finds reasons for {label}"
    maps_line(
        line, answer, lambda method: explained(answer, method, first), lambda method: f"{alike(likes[method])} alike", alt
    )
    return {METHOD_NAMES[method]: value for method, value in likes.items()}


def explained(answer, method, index):
    """A method's map for an answer of the network that is asked."""
    about = answer.key, answer.picture.digest
    return caches.explanation(*about, method, index, answer.layer, answer.model, answer.picture.pixels)


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
            st.metric(METHOD_NAMES[method], f"{alike(value)} alike", width="content")


def destroy(answer, seed, run):
    """Have a twin of the network destroyed, unless it is known what comes of it."""
    from lessons.nets.sanity import randomisation_test
    from lessons.nets.travelling import TravellingNetwork, with_network

    if known_stages(run) is None:
        network = TravellingNetwork(answer.model)
        about = {"methods": METHODS, "stages": STAGES, "layer": answer.layer, "seed": seed, "key": "believe"}
        start_job(with_network, randomisation_test, network, answer.picture.pixels, answer.index, **about)
        desk()["believe_started"] = run


def known_stages(run):
    """The stages that somebody's job has brought, or that are kept with the course; else None."""
    return caches.doubts.found(*run, None) or kept_stages(run)


def kept_for():
    """Of which network and which picture the stages are kept."""
    from lessons.nets import finished_doubts as kept

    return "imagenet", caches.bundled_picture(kept.PICTURE).digest


def kept_stages(run):
    """The stages that are kept for the first picture, where that is what is asked; else None."""
    from lessons.nets import finished_doubts as kept

    about = *kept_for(), kept.CLASS, kept.METHODS, kept.SEED
    return kept.finished_doubts() if run == about else None


def is_set_up(run):
    """Whether a set-up has put the slider somewhere, and the stages for it are kept."""
    return bool(st.session_state.get("believe_stage")) and kept_stages(run) is not None


def destroyed(run):
    """The stages that a job brought, now or earlier; None while there are none."""
    stages = known_stages(run)
    if stages is None and desk().get("believe_started") == run:
        stages = watch_job(key="believe", failure=FAILURE)
        if stages is not None:
            caches.doubts(*run, stages)
    return stages


@st.fragment
def laboratory(picture):
    places = stage_places()
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
    if button.button("Destroy the network", type="primary", icon=":material/bolt:", key="believe_run") or is_set_up(run):
        desk()["believe_asked"] = run
        destroy(answer, seed, run)
    whole(places, asked, answer)
    stages, stage, classes = None, 0, {}
    if desk().get("believe_asked") == run:
        with places[2]:
            stages = destroyed(run)
    if stages:
        stage = destroyed_stage(places, asked, answer, stages)
    elif answer.index != answer.first[0] and desk().get("believe_asked") != run:
        classes = other_class(places, answer)
    else:
        no_maps(places[-1])
        if desk().get("believe_asked") != run:
            places[2].markdown(words("believe", "not_yet"))
    known = {"stages": len(stages or ()), "stage": stage, "classes": classes, "label": answer.label, "first": answer.first[1]}
    known["end"] = max(stages[-1].likeness[max(METHODS, key=early(stages).likeness.get)], 0) if stages else 0
    known[KEPT] = (answer.key, answer.picture.digest) == kept_for()
    steps("believe", known | most_alike(stages) | {"methods": [METHOD_NAMES[method] for method in METHODS]})
    sections(
        "believe",
        {
            "What you saw": lambda: what_you_saw(asked, stages, is_kept=bool(stages) and stages is kept_stages(run)),
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
        return {"most": METHOD_NAMES[METHODS[0]], "high": alike(0)}
    likeness = early(stages).likeness
    ranked = sorted(METHODS, key=likeness.get)
    return {
        "most": METHOD_NAMES[ranked[-1]],
        "least": METHOD_NAMES[ranked[0]],
        "high": alike(likeness[ranked[-1]]),
        "low": alike(likeness[ranked[0]]),
    }


def what_you_saw(asked, stages, *, is_kept):
    from lessons.nets.attribution import has_relu

    told = [words("believe", "opening")]
    if stages:
        told += [words("believe", "test"), words("believe", "result", count=shuffled_in(stages), **most_alike(stages))]
        patterns = {METHOD_NAMES[method]: value for method, value in early(stages).structure.items()}
        told.append(words("believe", "patterns", told=", ".join(f"{name} {value:.2f}" for name, value in patterns.items())))
        if not has_relu(asked.model):
            told.append(words("believe", "no_relu"))
    else:
        told.append(words("believe", "twin"))
    if is_kept:
        told.append(words("believe", "kept"))
    st.markdown("\n\n".join(told))


def check(stages):
    if stages:
        quiz(belief_questions(early(stages).likeness, layers=shuffled_in(stages)), key="believe")
    else:
        st.markdown(words("believe", "first"))


st.html(Path(__file__).with_suffix(".css"))
when_awake(laboratory, current_picture())
