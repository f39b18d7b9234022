"""Fool it: noise that nobody sees, and an answer that anybody can choose."""

import numpy as np
import streamlit as st

from lessons.figures.bars import probability_bars
from lessons.figures.pictures import magnified
from lessons.texts import words
from lessons.texts.network_snippets import fool_code
from lessons.texts.questions.fool import fool_questions
from pages.networks.parts.asked_controls import asked_controls
from pages.networks.parts.second_network import carried_over, second_network, what_both_say
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.light_picture import light_picture
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import section_of, sections
from pages.shared.lesson.steps import steps
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session import caches
from pages.shared.session.network_choice import network_choice, other_choice, when_awake
from pages.shared.session.state import current_picture

SIDE = 448  # pixels of a picture, of which the screen shows fewer
GREY = 128  # what no noise looks like
FIRST, ANYTHING = "859: toaster", "anything else"
KINDS = ["aimed", "random"]
SURVIVAL, SECOND = "Does it survive?", "Another network"


def target_choice(asked, place):
    """The index of the class that the network shall say; None where it may be any other."""
    options = [ANYTHING, *(f"{index}: {label}" for index, label in enumerate(asked.labels))]
    first = FIRST if FIRST in options else ANYTHING
    if st.session_state.get("fool_target", first) not in options:
        st.session_state.fool_target = first
    chosen = place.selectbox("Make it say", options, options.index(first), key="fool_target", bind="query-params", width=210)
    return None if chosen == ANYTHING else options.index(chosen) - 1


def noise_picture(noise, strength):
    """The noise, so strong that it can be seen: uint8, grey where there is none."""
    return (GREY + noise * (127 // max(strength, 1))).astype(np.uint8)


def named(asked, probabilities):
    best = int(np.argmax(probabilities))
    return asked.labels[best], float(probabilities[best])


def show(asked, picture, shown, before, fooled, strength, target):
    """The picture, the noise and their sum, and what the network says of it."""
    first, noise, third, answers = wrapping_row(4)
    with first:
        label, share = named(asked, before)
        light_picture(
            magnified(shown, SIDE),
            width="stretch",
            caption=f"Your picture, made square. {label}: {share:.1%}",
            alt=picture.description,
        )
    with noise:
        times = 127 // max(strength, 1)
        alt = f"The noise that was added, {times} times as strong"
        light_picture(
            magnified(noise_picture(fooled.noise, strength), SIDE),
            width="stretch",
            caption=f"The noise, drawn {times} times as strong" if strength else "No noise yet: pull Strength",
            alt=alt,
        )
    with third:
        label, share = named(asked, fooled.probabilities)
        alt = f"{picture.description}, with the noise"
        light_picture(magnified(fooled.picture, SIDE), width="stretch", caption=f"Both together. {label}: {share:.1%}", alt=alt)
    with answers:
        st.html(probability_bars(*compared(asked, before, fooled.probabilities, target))[0])
        if strength:
            st.caption(words("fool", "before"))


def compared(asked, before, after, target, each=3):
    """(labels, probabilities with the noise, and without it) of the classes that lead in either, and of the wanted one."""
    leading = [np.argsort(those)[::-1][:each] for those in (before, after)]
    indices = list(dict.fromkeys(int(index) for index in (*leading[0], *([] if target is None else [target]), *leading[1])))
    return [asked.labels[index] for index in indices], after[indices], before[indices]


@st.fragment
def laboratory(picture):
    stage = st.container(key="stage_maps")
    (first, second, third), more, chosen = asked_controls(3)
    with chosen:
        asked = network_choice(key="fool")
    with more:
        count = st.slider("Steps", 1, 20, 10, key="fool_steps", bind="query-params")
        seed = st.number_input("Seed of random noise", 0, 9999, 0, key="fool_seed", bind="query-params")
        other = other_choice(asked, key="fool_second")
    strength = first.slider(
        "Strength", 0, 16, 0, key="fool_strength", bind="query-params", width=210, help=words("fool", "strength")
    )
    kind = second.segmented_control("Noise", KINDS, default="aimed", required=True, key="fool_kind", bind="query-params")
    target = target_choice(asked, third)
    shown = caches.square_picture(picture.digest, asked.size, picture.pixels)
    before = caches.probabilities(asked.key, picture.digest, asked.model, picture.pixels)
    top = int(np.argmax(before))
    way, index = ("away", top) if target is None else ("towards", target)
    with stage:
        about = (asked.key, picture.digest, way if kind == "aimed" else "random", index, strength, count, seed)
        with st.spinner("Making the noise"):
            fooled = caches.fooled(*about, asked.model, picture.pixels)
        show(asked, picture, shown, before, fooled, strength, target)
    known = what_is_known(asked, before, fooled, strength) | {
        "is_aimed": kind == "aimed",
        "is_own_target": target is not None and st.session_state.fool_target != FIRST,
        "is_reached": target == int(np.argmax(fooled.probabilities)),
        "is_tested": section_of("fool") == SURVIVAL,
    }
    said = None
    if other is not None and section_of("fool") == SECOND:
        by_chance = caches.fooled(
            asked.key, picture.digest, "random", index, strength, count, seed, asked.model, picture.pixels
        )
        said = what_both_say(asked, other, (shown, fooled.picture, by_chance.picture))
    steps("fool", known | what_second_says(other, said))
    sections(
        "fool",
        {
            "What you saw": lambda: what_you_saw(known, shown),
            "By hand": lambda: by_hand(asked, shown, index, max(strength, 1), count),
            SURVIVAL: lambda: survival(asked, fooled.picture, index),
            SECOND: lambda: second_network(asked, other, said),
            "What it means": lambda: st.markdown(words("fool", "research")),
            "In code": lambda: code_panel(
                fool_code(asked.size, index, strength, steps=count, towards=way == "towards"), key="fool"
            ),
            "Check yourself": lambda: quiz(
                fool_questions(asked.size, max(strength, 1), value=int(shown[0, 0, 0]) % 8), key="fool"
            ),
            "Summary": lambda: st.markdown(words("fool", "summary")),
        },
    )


def what_is_known(asked, before, fooled, strength):
    """What the network says without the noise and with it."""
    label, was = named(asked, before)
    after, now = named(asked, fooled.probabilities)
    kept = float(fooled.probabilities[int(np.argmax(before))])
    return {
        "before": label,
        "was": was,
        "after": after,
        "now": now,
        "kept": kept,
        "strength": strength,
        "is_fooled": after != label,
    }


def what_second_says(other, said):
    """What the step about another network asks for."""
    if said is None:
        return {"carried": "none" if other is None and section_of("fool") == SECOND else ""}
    first, second = said
    return {
        "carried": carried_over(first, second),
        "second": other.name,
        "second_before": str(second[0]),
        "second_after": str(second[1]),
    }


def what_you_saw(known, shown):
    st.markdown(words("fool", "opening", values=shown.size))
    st.markdown(words("fool", "finding", **{name: known[name] for name in ("before", "was", "after", "now", "strength")}))


def by_hand(asked, shown, index, strength, count):
    """How far aimed and random noise move the score, if that were a straight line."""
    from lessons.nets.gradients import log_probability_gradient

    _, slopes = log_probability_gradient(asked.model, shown[np.newaxis], index)
    total, root = float(np.abs(slopes).sum()), float(np.sqrt(np.square(slopes).sum()))
    about = {"values": shown.size, "strength": strength, "sum": total, "aimed": strength * total}
    about |= {
        "root": root,
        "random": strength * root,
        "times": total / max(root, 1e-12),
        "label": asked.labels[index],
        "steps": count,
    }
    st.markdown(words("fool", "by_hand", **about))


def survival(asked, noisy, index):
    """What the network says once the picture has been on its way."""
    from lessons.nets.classification import answer
    from lessons.nets.fooling import CHANGES

    st.markdown(words("fool", "survives"))
    places = wrapping_row(len(CHANGES))
    for place, (name, change) in zip(places, CHANGES.items(), strict=True):
        changed = change(noisy)
        label, share = named(asked, answer(asked.model, changed))
        with place:
            told = f"{name.capitalize()}: {label}, {share:.0%}"
            light_picture(magnified(changed, SIDE), width="stretch", caption=told, alt=f"The picture with the noise, {name}")


when_awake(laboratory, current_picture())
