"""From LeNet to vision transformers: a walk past nine networks, what convolution is worth, and what attention looks at."""

from pathlib import Path

import numpy as np
import streamlit as st

from lessons.core import attention as engine
from lessons.figures.amount_curves import amount_curves
from lessons.figures.bars import probability_bars
from lessons.figures.new_ideas import two_ways
from lessons.figures.pictures import picture_url
from lessons.figures.walk import walk
from lessons.images.resizing import center_square, square
from lessons.texts import words
from lessons.texts.network_snippets import transformer_code
from lessons.texts.questions.timeline import timeline_questions
from lessons.texts.stations import STATIONS
from lessons.training.attention_settings import AMOUNTS, LEARNERS, SIDE, AttentionSettings
from lessons.training.finished_runs import finished_amounts
from pages.networks.parts.attention_view import attention_view
from pages.networks.parts.walk_along import walk_along
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import only_where, sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.session import training_caches
from pages.shared.session.job_panel import REFRESH, is_training, start_job, watch_job
from pages.shared.session.learner_progress import note_trained
from pages.shared.session.state import current_job, current_picture, latest_result

WALK, DATA_VIEW, ATTENTION = "The walk", "The race", "Attention"
VIEWS = [WALK, DATA_VIEW, ATTENTION]
SEEN = 112  # pixels of the learner's picture in the drawings of the walk
DATA, YOURS = "drawings", "yours"
TITLES = [station.title for station in STATIONS]
PATCH, NUMBERS, HEADS = 4, 32, 4  # of the transformer, as `lessons.training.transformer_race` builds it
PATCHES = (SIDE // PATCH) ** 2


def show_data():
    st.session_state.timeline_view = DATA_VIEW


def controls(labels):
    """What stands below the stage: (what it shows, the station, the drawing, the seed, whether to train)."""
    first, second, button, more = stage_controls(3)
    view = first.segmented_control("Show", VIEWS, default=WALK, required=True, key="timeline_view", bind="query-params")
    station = only_where(view == WALK, second, "timeline_station").select_slider(
        "Walk along", TITLES, key="timeline_station", bind="query-params", width=300
    )
    pictures = [*labels, YOURS]
    drawing = only_where(view == ATTENTION, second, "timeline_picture").selectbox(
        "It looks at", pictures, key="timeline_picture", bind="query-params", width=130
    )
    with more:
        seed = int(st.number_input("Seed", 0, 9999, 0, key="timeline_seed", bind="query-params"))
    is_busy = is_training("timeline")
    is_wanted = only_where(view == DATA_VIEW, button, "timeline_train").button(
        "Train both", type="primary", key="timeline_train", on_click=show_data, disabled=is_busy
    )
    return view, station, drawing, seed, is_wanted


@st.fragment
def laboratory(picture):
    stage = st.container(key="timeline_stage")
    dataset = training_caches.dataset(DATA)
    view, station, drawing, seed, is_wanted = controls(dataset.labels)
    if is_wanted:
        from lessons.training.transformer_race import fit_amounts

        start_job(fit_amounts, AttentionSettings(seed=seed), dataset, key="timeline")
        if is_training("timeline"):
            st.rerun()  # with a button that can't be pressed again meanwhile
    image = square(center_square(picture.pixels), SIDE) if drawing == YOURS else drawn(dataset, drawing, seed)
    patch = None
    with stage:
        own = the_race(dataset) if view == DATA_VIEW else latest_result("timeline")
        if own is not None:
            note_trained("timeline")
        race = own or finished_amounts()
        if view == WALK:
            at = TITLES.index(station)
            st.html(walk(STATIONS, at, picture_url(square(picture.pixels, SEEN)))[0])
            walk_along(at, TITLES, key="timeline_walk", control="timeline_station")
        if view == ATTENTION:
            patch = attention(race, image)
    known = {"station": TITLES.index(station), "view": view, "race": race, "drawing": drawing}
    known["patch"] = patch
    steps("timeline", known)
    sections(
        "timeline",
        {
            "What you saw": lambda: what_you_saw(view, race, dataset),
            "By hand": lambda: by_hand(race, image),
            "In code": lambda: code_panel(
                transformer_code(SIDE, PATCH, NUMBERS, HEADS, len(dataset.labels)),
                engine.patches,
                engine.attend,
                engine.multi_head,
                key="timeline",
            ),
            "Check yourself": lambda: quiz(timeline_questions(SIDE, PATCH, NUMBERS), key="timeline"),
            "Summary": lambda: st.markdown(words("timeline", "summary")),
        },
    )


def drawn(dataset, label, seed):
    """One of the test drawings of a class, as the transformer is shown it."""
    places = np.flatnonzero(dataset.test.targets == dataset.labels.index(label))
    return square(dataset.test.images[places[seed % len(places)]], SIDE)


def the_race(dataset):
    """How right both are by the pictures that they learned from. Returns the learner's latest race, None while one runs."""
    figure, told = st.columns([680, 430], gap="medium")
    with told:
        st.html(two_ways(picture_url(square(current_picture().pixels, SEEN))))
        own = watch_job(key="timeline")
        if own is None:
            state = "takes" if is_training("timeline") else "finished"
            st.caption(words("timeline", state, seconds=finished_amounts().seconds))
        if not is_training("timeline"):
            say_gains((own or finished_amounts()).results)
    with figure:
        if is_training("timeline"):
            st.fragment(follow_curves, run_every=REFRESH)(dataset)
        else:
            curves((own or finished_amounts()).results, dataset)
    return own


def say_gains(results):
    """What more pictures are worth to each, where the transformer gains more by them."""
    middle, most = sorted({each.pictures for each in results})[-2:]
    found = {(each.network, each.pictures): each.accuracy for each in results}
    ends = ((found[network, most], found[network, middle]) for network in ("convolutional", "transformer"))
    conv, trans = (round(100 * last) - round(100 * first) for last, first in ends)
    if trans > conv >= 0:
        st.markdown(words("timeline", "gains", middle=middle, most=most, conv=conv, trans=trans))


def curves(results, dataset):
    classes = len(dataset.labels)
    amounts = [amount * classes for amount in AMOUNTS]
    st.html(amount_curves(results, LEARNERS, amounts, 1 / classes)[0])


def follow_curves(dataset):
    step = current_job("timeline").poll().step
    curves(step.earlier if step else (), dataset)


def attention(race, image):
    """The picture in patches, what each looks at, and the answer. Returns the patch at which the pointer rests."""
    seen = engine.look(race.transformer, image)
    st.markdown(words("timeline", "attention_title"))
    left, right = st.columns([770, 300], gap="medium")
    with left:
        patch = attention_view(image, seen.attention, key="timeline_attention")
    with right:
        st.markdown(words("timeline", "answer", most=race.results[-1].pictures))
        st.html(probability_bars(race.labels, seen.probabilities)[0])
    return patch


def what_you_saw(view, race, dataset):
    if view == WALK:
        st.markdown(words("timeline", "opening"))
        return
    most = race.results[-1].pictures
    if view == ATTENTION:
        about = {"most": most, "blocks": len(race.transformer.blocks), "patches": PATCHES, "heads": HEADS}
        st.markdown(words("timeline", "attention_what", **about))
        return
    found = {(each.network, each.pictures): each for each in race.results}
    least = race.results[0].pictures
    shares = {
        f"{short}_{name}": found[network, pictures].accuracy
        for short, network in (("conv", "convolutional"), ("trans", "transformer"))
        for name, pictures in (("least", least), ("most", most))
    }
    parameters = round(race.results[-1].parameters, -3)
    told = [words("timeline", "built_in")]
    told.append(words("timeline", "data_result", parameters=parameters, tests=len(dataset.test)))
    if shares["conv_most"] > shares["trans_most"] and shares["conv_least"] > shares["trans_least"]:
        learned = found["transformer", least].training
        told.append(words("timeline", "data_wins", least=least, most=most, learned=learned, **shares))
    else:
        told.append(words("timeline", "data_else", most=most, **{name: shares[name] for name in ("conv_most", "trans_most")}))
    st.markdown("\n\n".join([*told, words("timeline", "research")]))


def by_hand(race, image):
    about = {"side": SIDE, "patch": PATCH, "across": SIDE // PATCH, "patches": PATCHES}
    told = [words("timeline", "by_hand_patches", values=PATCH * PATCH * 3, numbers=NUMBERS, **about)]
    shares = engine.look(race.transformer, image).attention[0][0]
    place = PATCHES // 2 + SIDE // PATCH // 2
    largest = ", ".join(f"{share:.3f}" for share in np.sort(shares[place])[::-1][:3])
    name = f"in row {place // (SIDE // PATCH) + 1}, column {place % (SIDE // PATCH) + 1}"
    sizes = {"numbers": NUMBERS, "size": NUMBERS // HEADS, "patches": PATCHES, "equal": 1 / PATCHES}
    told.append(words("timeline", "by_hand_attention", patch_name=name, largest=largest, **sizes))
    told.append(words("timeline", "by_hand_cost", patches=PATCHES, pairs=PATCHES * PATCHES))
    st.markdown("\n\n".join(told))


st.html(Path(__file__).with_suffix(".css"))
laboratory(current_picture())
