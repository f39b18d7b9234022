"""The shortcut lab: plant a cue, train a network that falls for it, and find out what gives it away."""

from pathlib import Path

import streamlit as st

from lessons.core.shortcut import CAST, CUES, MARKED, cue_place, share_on, times_its_area
from lessons.texts import words
from lessons.texts.names import METHOD_NAMES
from lessons.texts.questions.shortcut import shortcut_questions
from lessons.texts.steps.shortcut import MAPS, PICTURES, POINTS, TEST
from lessons.texts.studio_snippets import cue_code
from lessons.training.shortcut_training import EPOCHS, shortcut_settings
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.plain_text import plain
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.session import training_caches
from pages.shared.session.dataset_choice import dataset_choice
from pages.shared.session.job_panel import start_job
from pages.shared.session.state import latest_result
from pages.transfer.parts.shortcut_views import heats, kept_heats, show_maps, show_pictures, show_tests

STRENGTH = 90  # per cent, at first
SETS = ["drawings", "textures"]
FIRST = {"Drawings": ("heart", "circle"), "Textures": ("grass", "gravel")}  # classes that are not told apart in a blink


def class_choice(dataset):
    """Which class gets the cue, and which does not."""
    labels = list(dataset.labels)
    chosen = FIRST.get(dataset.title, labels[:2])
    for name, default in zip(("first", "second"), chosen, strict=True):
        if st.session_state.get(f"shortcut_{name}", default) not in labels:
            st.session_state[f"shortcut_{name}"] = default
    first = st.selectbox("The cue goes to", labels, labels.index(chosen[0]), key="shortcut_first", bind="query-params")
    second = st.selectbox("and not to", labels, labels.index(chosen[1]), key="shortcut_second", bind="query-params")
    return first, second if second != first else next(label for label in labels if label != first)


def network_of(planted, settings):
    """The run that learned from just these pictures in just this way, or None."""
    run = latest_result("shortcut")
    fits = run is not None and run.settings == settings and run.fingerprint == planted.dataset.fingerprint
    return run if fits else None


def train(settings, planted):
    from lessons.training.scratch import fit_scratch

    about = {"epochs": settings.epochs, "received": lambda run: run.with_pictures(planted.dataset)}
    start_job(fit_scratch, settings, planted.dataset, watched=planted.clean[0], key="shortcut", **about)


def what_you_saw(about, known, planted):
    told = [words("shortcut", "opening", **about)]
    if known["right"] is not None and known["strength"]:
        with_it, without, _ = known["right"]
        part = "fell" if with_it > without else "rose" if without > with_it else "held"
        counts = {"lost": with_it - without, "more": without - with_it, "count": known["count"], "cue": about["cue"]}
        told.append(words("shortcut", part, **counts))
    if known["times"] and known["has_place"]:
        names = [name for name, times in known["times"].items() if times >= POINTS]
        part = "maps_told" if names else "no_maps_told"
        told.append(words("shortcut", part, cue=about["cue"], betray=len(names), names=", ".join(names)))
    told.append(words("shortcut", "own"))
    st.markdown("\n\n".join(told))
    st.caption(f"{plain(planted.dataset.title)}. {planted.dataset.credit}")


def by_hand(about, found, cue):
    """The heat on the cue's place, by the place's share of the picture, for each map."""
    if not found:
        st.markdown(words("shortcut", "untrained"))
        return
    place = cue_place(cue)
    rows = [
        f"| {METHOD_NAMES[name]} | {share_on(heat, place):.1%} | ÷ {place.mean():.1%} | **{times_its_area(heat, place):.2f}** |"
        for name, heat in found.items()
    ]
    zero = words("shortcut", "zero_map") if any(not heat.any() for heat in found.values()) else ""
    numbers = {"place": int(place.sum()), "all": place.size, "area": place.mean(), "rows": "\n".join(rows), "zero": zero}
    st.markdown(words("shortcut", "by_hand", cue=about["cue"], **numbers))


def question_numbers(known, found, cue):
    """Heat and area in per cent, and right answers, of the stage; made-up ones while there are none."""
    area = max(round(100 * float(cue_place(cue).mean())), 1)
    shares = sorted(round(100 * share_on(heat, cue_place(cue))) for heat in found.values())
    heat = shares[-1] if shares and known["has_place"] and shares[-1] > 0 else 4 * min(area, 20)
    area = area if known["has_place"] else 20
    fell = known["right"] is not None and known["right"][0] > known["right"][1]
    return heat, area, (known["right"][:2] if fell else (78, 41)), (known["count"] if fell else 80)


def laboratory(dataset, view, stage, controls):
    """The stage of one data set, the steps and the sections."""
    first_place, second_place, button, more = controls
    cue = first_place.segmented_control(
        "Cue", list(CUES), default=MARKED, required=True, key="shortcut_cue", bind="query-params"
    )
    strength = second_place.slider(
        "How visible", 0, 100, STRENGTH, 5, "%d%%", key="shortcut_strength", bind="query-params", width=190
    )
    with more:
        first, second = class_choice(dataset)
        share = st.slider("Of its pictures", 0, 100, 100, 10, "%d%%", key="shortcut_share", bind="query-params")
        number = st.number_input("Test picture that is explained", 1, 20, 1, key="shortcut_picture", bind="query-params")
        seed = int(st.number_input("Seed", 0, 9999, 0, key="shortcut_seed", bind="query-params"))
    kind = (dataset.fingerprint, first, second, cue, strength / 100, share / 100, seed)
    planted, settings = training_caches.planted_cue(*kind, dataset), shortcut_settings(seed)
    if button.button("Train", type="primary", icon=":material/play_arrow:", key="shortcut_train"):
        train(settings, planted)
    result = network_of(planted, settings)
    reports = training_caches.shortcut_reports(*kind, result.model, planted) if result else None
    test = planted.dataset.test
    picture = test.images[min(int(number), int((test.targets == 0).sum())) - 1]
    count = int((planted.dataset.train.targets == 0).sum())
    marked = round(share / 100 * count) if strength else 0
    about = {"first": plain(first), "second": plain(second), "cue": cue, "marked": marked, "count": count, "epochs": EPOCHS}
    found = kept_heats(repr(kind), result.model, picture, number) if result else {}
    with stage:
        if view == PICTURES:
            show_pictures(planted, about, result)
        elif result is None:
            st.info(words("shortcut", "not_yet", view=view), icon=":material/hourglass_top:")
            show_pictures(planted, about, None)
        elif view == MAPS:
            with st.spinner("Asking six methods"):
                found = heats(repr(kind), result.model, picture, number)
            show_maps(found, picture, first, cue if marked else "")
            st.caption(words("shortcut", "nothing_there" if not marked else "everywhere" if cue == CAST else "times"))
        else:
            show_tests(planted, reports)
    known = {
        "first": plain(first),
        "cue": cue,
        "strength": strength,
        "share": share,
        "view": view,
        "has_place": cue != CAST,
        "right": tuple(int((report.answers == report.targets).sum()) for report in reports) if reports else None,
        "count": len(test),
        "times": {METHOD_NAMES[name]: times_its_area(heat, cue_place(cue)) for name, heat in found.items()},
    }
    steps("shortcut", known)

    def all_maps():
        return found or (heats(repr(kind), result.model, picture, number) if result else {})

    sections(
        "shortcut",
        {
            "What you saw": lambda: what_you_saw(about, known, planted),
            "By hand": lambda: by_hand(about, all_maps(), cue),
            "Why maps miss it": lambda: st.markdown(words("shortcut", "means")),
            "In the world": lambda: st.markdown(words("shortcut", "real")),
            "In code": lambda: code_panel(cue_code(cue, strength / 100), share_on, key="shortcut"),
            "Check yourself": lambda: quiz(shortcut_questions(*question_numbers(known, found, cue)), key="shortcut"),
            "Summary": lambda: st.markdown(words("shortcut", "summary")),
        },
    )


st.html(Path(__file__).with_suffix(".css"))
view = st.segmented_control(
    "Look at",
    [PICTURES, MAPS, TEST],
    default=PICTURES,
    required=True,
    key="shortcut_view",
    bind="query-params",
    label_visibility="collapsed",
)
stage = st.container(key="shortcut_stage")
controls = stage_controls(3)
with controls[-1]:
    dataset = dataset_choice(SETS, key="shortcut")
if dataset is not None:
    laboratory(dataset, view, stage, controls)
