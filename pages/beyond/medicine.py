"""Medicine: a real classifier of brain scans, asked, doubted and taken apart."""

import streamlit as st

from lessons.figures.charts import label_bars
from lessons.figures.pictures import magnified, overlay
from lessons.images.out_of_domain import OUTSIDERS
from lessons.images.resizing import square
from lessons.texts import words
from lessons.texts.beyond_snippets import same_bits_code
from lessons.texts.questions.medicine import medicine_questions
from pages.beyond.parts.weight_origin import convolutions_of, layers_of
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.legend import magnitude_legend
from pages.shared.lesson.light_picture import light_picture
from pages.shared.lesson.quiz import quiz
from pages.shared.session import caches
from pages.shared.session.network_choice import when_awake
from pages.shared.session.state import current_picture

YOURS = "your picture"
SURE = 0.9


def ask(known, picture):
    """One picture: its probabilities, and where Grad-CAM finds reasons."""
    st.header("Ask it")
    st.markdown(words("medicine", "shown"))
    options = [*OUTSIDERS, YOURS]
    shown = st.pills("What it is shown", options, default=options[0], required=True, key="medicine_shown", bind="query-params")
    pixels, name = (picture.pixels, picture.digest) if shown == YOURS else (caches.outsider(shown), shown)
    ranked = caches.ranking("brain_mri", name, known.model, known.labels, pixels)
    seen, said = st.columns([2, 3], gap="large")
    with seen:
        with st.spinner("Asking Grad-CAM", show_time=True):
            heat = caches.explanation("brain_mri", name, "grad_cam", ranked[0].index, None, known.model, pixels)
        opacity = st.slider("Map over picture", 0, 100, 40, format="%d %%", key="medicine_opacity", bind="query-params")
        coloured = overlay(magnified(square(pixels, known.model.inputs[0].shape[1]), 480), heat, opacity=opacity / 100)
        light_picture(coloured, width="stretch", alt=f"{shown}, and where Grad-CAM finds reasons for {ranked[0].name}")
        magnitude_legend(1.0)
    with said:
        show_chart(label_bars(ranked, None), key="medicine_bars")
        first = {"label": ranked[0].name, "probability": ranked[0].probability}
        st.markdown(words("medicine", "answer", classes=", ".join(known.labels), **first))
    return ranked[0]


def outsiders(known):
    """What pictures get that are no brain scans."""
    st.header("What a photo of a cat gets")
    with st.container(horizontal=True, gap="medium"):
        answers = []
        for name in OUTSIDERS:
            pixels = caches.outsider(name)
            best = caches.ranking("brain_mri", name, known.model, known.labels, pixels)[0]
            answers.append(best)
            with st.container(width=140, gap="xsmall"):
                light_picture(square(pixels, 140), width=140, alt=f"{name}, called {best.name}")
                st.caption(f"{name}: **{best.name}, {best.probability:.0%}**")
    sure = sum(best.probability >= SURE for best in answers)
    tumours = sum(best.name != "no tumour" for best in answers)
    st.markdown(words("medicine", "outsiders", count=len(answers), sure=sure, tumours=tumours))
    return dict(zip(OUTSIDERS, answers, strict=True))


def author():
    """What was trained on top of what, and what to do better."""
    st.header("What its author did, and what you would have done")
    with st.spinner("Feeding VGG16 in two ways", show_time=True):
        right, divided = caches.scaling_likeness()
    st.markdown(f"{words('medicine', 'author')}\n\n{words('medicine', 'yours', right=right, wrong=divided)}")


def laboratory(picture):
    known = caches.classifier("brain_mri")
    st.fragment(ask)(known, picture)
    answers = outsiders(known)
    layers_of(key="medicine")
    convolutions_of(key="medicine")
    author()
    st.header("The same in code")
    code_panel(same_bits_code(), key="medicine")
    st.header("Check yourself")
    cat, name = answers["cat"], max(answers.keys() - {"cat"}, key=lambda name: answers[name].probability)
    surest = (name, answers[name].name, answers[name].probability)
    asked = {"label": cat.name, "probability": cat.probability, "surest": surest}
    quiz(medicine_questions(**asked, cells=(7, 7, 512), units=64), key="medicine")


st.markdown(words("medicine", "opening"))
st.warning(words("medicine", "warning"), icon=":material/medical_information:")
when_awake(laboratory, current_picture())
st.header("Summary")
st.markdown(words("medicine", "summary"))
