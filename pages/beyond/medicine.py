"""Medicine: a real classifier of brain scans, asked, doubted and taken apart."""

import streamlit as st

from lessons.core.percent import percent
from lessons.figures.bars import probability_bars
from lessons.figures.pictures import magnified, overlay
from lessons.images.out_of_domain import OUTSIDERS
from lessons.images.resizing import square
from lessons.texts import words
from lessons.texts.beyond_snippets import same_bits_code
from lessons.texts.questions.medicine import medicine_questions
from pages.beyond.parts.weight_origin import convolutions_of, layers_of
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.light_picture import light_picture
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import section_of, sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.session import beyond_caches, caches
from pages.shared.session.network_choice import when_awake
from pages.shared.session.state import current_picture

YOURS = "your picture"
SURE = 0.9
CAT_GETS = "What a cat gets"


@st.fragment
def laboratory(picture):
    known = caches.classifier("brain_mri")
    stage = st.container()
    first, more = stage_controls(1)
    options = [*OUTSIDERS, YOURS]
    shown = first.pills(
        "What it is shown", options, default=options[0], required=True, key="medicine_shown", bind="query-params"
    )
    opacity = more.slider("Map over picture", 0, 100, 55, format="%d %%", key="medicine_opacity", bind="query-params")
    pixels, name = (picture.pixels, picture.digest) if shown == YOURS else (beyond_caches.outsider(shown), shown)
    with stage:
        best = ask(known, shown, pixels, name, opacity / 100)
    told = {"shown": shown, "labels": known.labels, "cat": best_of(known, "cat"), "paper": best_of(known, "white paper")}
    told["section"] = section_of("medicine")
    is_open = told["section"] == CAT_GETS
    answers = outsiders_answers(known) if is_open else {}
    told |= {"pictures": len(OUTSIDERS), "tumours": tumours_in(answers)}
    steps("medicine", told)
    sections(
        "medicine",
        {
            "What you saw": lambda: what_you_saw(known, best),
            CAT_GETS: lambda: outsiders(known),
            "Taken apart": layers_of,
            "ImageNet's numbers": lambda: convolutions_of(key="medicine"),
            "What you would do": author,
            "In code": lambda: code_panel(same_bits_code(), key="medicine"),
            "Check yourself": lambda: check(known),
            "Summary": lambda: st.markdown(words("medicine", "summary")),
        },
    )


def ask(known, shown, pixels, name, opacity):
    """One picture: where Grad-CAM finds reasons, and its probabilities. Returns the most probable label."""
    ranked = caches.ranking("brain_mri", name, known.model, known.labels, pixels)
    seen, looked, bars, warned = st.columns([6, 6, 10, 7], gap="medium")
    shape = magnified(square(pixels, known.model.inputs[0].shape[1]), 480)
    who = words("medicine", "phantom") if shown == next(iter(OUTSIDERS)) else shown
    with seen:
        light_picture(shape, width="stretch", alt=shown, caption=who)
    with looked:
        with st.spinner("Asking Grad-CAM", show_time=True):
            heat = caches.explanation("brain_mri", name, "grad_cam", ranked[0].index, None, known.model, pixels)
        about = f"{shown}, and where Grad-CAM finds reasons for {ranked[0].name}"
        told = f"Dark: where Grad-CAM finds reasons for {ranked[0].name}."
        light_picture(overlay(shape, heat, opacity=opacity), width="stretch", alt=about, caption=told)
    with bars:
        st.html(f'<div class="medicine-says">It says: {ranked[0].name}, {percent(ranked[0].probability)}</div>')
        by_class = sorted(ranked, key=lambda label: label.index)  # they keep their places, whatever is shown
        st.html(probability_bars([label.name for label in by_class], [label.probability for label in by_class])[0])
        st.caption(words("medicine", "kinds"))
    warned.warning(words("medicine", "warning"), icon=":material/medical_information:")
    return ranked[0]


def best_of(known, name):
    """The most probable label of a picture that is no brain scan."""
    return caches.ranking("brain_mri", name, known.model, known.labels, beyond_caches.outsider(name))[0]


def outsiders_answers(known):
    """The same for all of these pictures: name -> label."""
    return {name: best_of(known, name) for name in OUTSIDERS}


def what_you_saw(known, best):
    answer = words(
        "medicine", "answer", classes=", ".join(known.labels), label=best.name, probability=percent(best.probability)
    )
    st.markdown("\n\n".join([words("medicine", "opening"), answer, words("medicine", "shown")]))


def outsiders(known):
    """What pictures get that are no brain scans."""
    answers = outsiders_answers(known)
    with st.container(horizontal=True, gap="small"):
        for name, best in answers.items():
            with st.container(width=124, gap="xsmall"):
                light_picture(square(beyond_caches.outsider(name), 140), width=124, alt=f"{name}, called {best.name}")
                st.caption(f"{name}: **{best.name}, {percent(best.probability)}**")
    sure = sum(best.probability >= SURE for best in answers.values())
    st.markdown(words("medicine", "outsiders", count=len(answers), sure=sure, tumours=tumours_in(answers)))


def tumours_in(answers):
    return sum(best.name != "no tumour" for best in answers.values())


def author():
    """What was trained on top of what, and what to do better."""
    with st.spinner("Feeding VGG16 in two ways", show_time=True):
        right, divided = beyond_caches.scaling_likeness()
    st.markdown(f"{words('medicine', 'author')}\n\n{words('medicine', 'yours', right=right, wrong=divided)}")


def check(known):
    others = outsiders_answers(known)
    cat = others.pop("cat")
    name = max(others, key=lambda name: others[name].probability)
    surest = (name, others[name].name, others[name].probability)
    asked = {"label": cat.name, "probability": cat.probability, "surest": surest}
    quiz(medicine_questions(**asked, cells=(7, 7, 512), units=64), key="medicine")


when_awake(laboratory, current_picture())
st.html("<style>.medicine-says { font: 24px/30px Newsreader, Georgia, serif; padding: 8px 0; }</style>")
