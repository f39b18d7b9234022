"""Honest confidence: what "90% sure" is worth, and the one number that makes it a promise."""

from html import escape
from pathlib import Path

import numpy as np
import streamlit as st

from lessons.catalog import lesson
from lessons.core.calibration import confidence_bins, logits_of, with_temperature
from lessons.data.generated_shapes import SHAPES, draw_shapes
from lessons.data.grainy_digits import SIDE
from lessons.figures.pictures import magnified
from lessons.figures.reliability_bars import reliability_bars
from lessons.images.resizing import square
from lessons.texts import counted as counted_words
from lessons.texts import words
from lessons.texts.questions.confidence import confidence_questions
from lessons.texts.steps.confidence import ELSE, HOT, SURE
from lessons.texts.studio_snippets import CALIBRATION_CODE
from lessons.training.overconfident import EPOCHS
from lessons.training.temperature import fit_temperature
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.light_picture import light_picture
from pages.shared.lesson.plain_text import plain
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import section_of, sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.session.session_networks import ask
from pages.shared.session.state import current_picture
from pages.transfer.parts.judged_network import judged_run, network_of_digits, own_network

LOW, HIGH, STEP = 0.2, 8.0, 0.1  # temperatures under the hand
TILE, SHOWN = 92, 5  # pixels of a picture, and pictures in the row
_NUMBER = "font-size: 32px; line-height: 36px; font-weight: 600; font-variant-numeric: tabular-nums;"
_SMALL = "font-size: 15px; line-height: 20px; color: var(--ink2);"


def fit(best):
    st.session_state.confidence_temperature = best


def what_is_known(network, temperature, best, counted):
    """What the page, its steps and its sentences know of the test."""
    shares = with_temperature(network.test, temperature)
    sure, right = shares.max(axis=1), shares.argmax(axis=1) == network.targets
    is_sure = sure >= SURE
    found = confidence_bins(shares, network.targets)
    before = confidence_bins(with_temperature(network.test, 1.0), network.targets)
    return {
        "shares": shares,
        "bins": found,
        "is_sure": is_sure,
        "sure": int(is_sure.sum()),
        "sure_right": int(right[is_sure].sum()),
        "sure_share": float(right[is_sure].mean()) if is_sure.any() else None,
        "said": float(sure.mean()),
        "accuracy": float(right.mean()),
        "count": len(right),
        "error": found.error,
        "lean": found.lean,
        "error_before": before.error,
        "best": best,
        "hot": HOT,
        "validation": len(network.validation_targets),
        "temperature": temperature,
        "epochs": network.epochs,
        "is_counted": counted,
        "is_fitted": abs(temperature - best) < 0.005 and best != 1,
        "is_else": section_of("confidence") == ELSE,
    }


def strange_answer(network, temperature):
    """What it says, once that is asked, of a thing that is none of its classes: a heart, or what the picture shows."""
    name = "your picture" if network.epochs is None else "a heart"
    if section_of("confidence") != ELSE:
        return {"strange": name}
    if network.epochs is None:
        answers = ask(network.source, current_picture())
        logits, called = logits_of([[answer.probability for answer in answers]]), answers[0].name
    else:
        logits = network.source.ask([drawings()[name]], network.epochs)
        called = network.labels[int(logits[0].argmax())]
    return {"strange": name, "strange_called": plain(called), "strange_sure": with_temperature(logits, temperature).max()}


def drawings():
    """A drawing of each shape, by its name."""
    return {f"a {name}": group[0] for name, group in zip(SHAPES, draw_shapes(1, seed=7), strict=True)}


def figures(known, counted):
    """Of the answers that it is sure of the share that is right, and the error of all."""
    answers = f"right, of {counted_words(known['sure'], 'answer')} at {SURE:.0%} or more"
    share = "–" if known["sure_share"] is None else f"{known['sure_share']:.0%}"
    pairs = [
        (share if counted else "?", answers),
        (f"{known['error']:.1%}" if counted else "?", "off, on average (calibration error)"),
        (f"{known['said']:.0%}", f"sure, on average of all {known['count']}"),
        (f"{known['accuracy']:.0%}" if counted else "?", "right, on average of all"),
    ]
    cells = "".join(
        f'<div style="flex: 1 1 42%;"><div style="{_NUMBER}">{number}</div><div style="{_SMALL}">{escape(told)}</div></div>'
        for number, told in pairs
    )
    st.html(f'<div style="display: flex; flex-wrap: wrap; gap: 8px 20px;">{cells}</div>')


def sure_answers(network, known, counted, is_smooth):
    """Some of its surest answers; once they are counted, its surest mistakes. Smoothed, or in the pixels that it gets."""
    shares, targets = known["shares"], network.targets
    answers, sure = shares.argmax(axis=1), shares.max(axis=1)
    order = np.argsort(-sure, kind="stable")
    if counted:
        order = order[(answers != targets)[order]]
    st.html(f'<div style="{_SMALL} font-weight: 600;">{"Its surest mistakes" if counted else "Its surest answers"}</div>')
    with st.container(horizontal=True, gap="small"):
        for place in order[:SHOWN]:
            truth = network.labels[targets[place]] if counted else ""
            said, of = plain(network.labels[answers[place]]), percent(sure[place])
            picture_with(
                network.images[place], f"A test picture of {truth}" if counted else "A test picture", said, of, truth, is_smooth
            )


def picture_with(image, alt, said, sure, truth="", is_smooth=True):
    """A picture, what was said of it and how sure, and what it is."""
    with st.container(width=TILE, gap="xxsmall"):
        shown = square(image, 2 * TILE) if is_smooth or max(image.shape[:2]) > TILE else magnified(image, 2 * TILE)
        light_picture(shown, width=TILE, alt=alt)
        st.caption(f"“{said}”  \n{sure}" + (f"  \nis {plain(truth)}" if truth else ""))


def percent(share):
    """A share in per cent; one that only rounds to 100 is below it."""
    return "\\> 99.9%" if share > 0.999 else f"{share:.1%}"


def show(network, known, counted, is_smooth, left, right):
    with left:
        st.html(reliability_bars(known["bins"], counted=counted)[0])
        part = "not_counted" if not counted else "fitted" if known["is_fitted"] else "diagram_red"
        many = len(network.validation_targets) if part == "fitted" else known["count"]
        st.caption(words("confidence", part, count=many, temperature=known["temperature"]))
    with right:
        who = "who" if network.epochs is not None else "who_own"
        about = {"count": known["count"], "learned": learned}
        st.html(f'<div style="{_SMALL}">{escape(words("confidence", who, **about))}</div>')
        figures(known, counted)
        sure_answers(network, known, counted, is_smooth)
        st.caption(words("confidence", "what_temperature"))


def what_you_saw(known, network):
    told = [words("confidence", "opening")]
    if known["is_counted"]:
        about = {name: known[name] for name in ("sure", "count", "said", "accuracy", "temperature")} | {"limit": SURE}
        if known["sure"]:
            told.append(words("confidence", "finding", right=known["sure_right"], share=known["sure_share"], **about))
        else:
            told.append(words("confidence", "none_sure", **about))
    if known["is_fitted"]:
        told.append(words("confidence", "fitted", count=len(network.validation_targets), temperature=known["temperature"]))
    if network.epochs is None:
        told.append(words("confidence", "own"))
    told.append(words("confidence", "judge"))
    st.markdown("\n\n".join(told))
    judge = lesson("judge")
    st.page_link(judge.page, label=judge.title, icon=judge.icon)


def by_hand(network, known):
    """The logits of one picture, divided; and the sum of all bins."""
    shares, found = known["shares"], known["bins"]
    wrong = np.flatnonzero(shares.argmax(axis=1) != network.targets)
    place = int(wrong[np.argmax(shares[wrong].max(axis=1))]) if wrong.size else 0
    before = with_temperature(network.test, 1.0)
    best = np.argsort(-network.test[place])[:3]
    rows = [
        f"| {plain(network.labels[index])} | {network.test[place, index]:.2f} | {before[place, index]:.1%} "
        f"| {network.test[place, index] / known['temperature']:.2f} | {shares[place, index]:.1%} |"
        for index in best
    ]
    logits = "\n".join(["| Class | logit | softmax | divided | softmax |", "| --- | --- | --- | --- | --- |", *rows])
    count = known["count"]
    parts = [
        f"| {low:.0%} to {low + 0.1:.0%} | {pictures} | {said:.1%} | {right:.1%} "
        f"| {pictures} ÷ {count} × {abs(said - right):.1%} = {pictures / count * abs(said - right):.2%} |"
        for low, said, right, pictures in zip(found.low, found.said, found.right, found.pictures, strict=True)
    ]
    bins = "\n".join(["| Bin | pictures | said | right | its part |", "| --- | --- | --- | --- | --- |", *parts])
    about = {"temperature": known["temperature"], "count": count, "error": found.error, "logits": logits, "bins": bins}
    st.markdown(words("confidence", "by_hand", truth=plain(network.labels[network.targets[place]]), **about))


def something_else(network, known):
    """What it says of pictures that are none of its classes, before and after."""
    if network.epochs is None:
        st.markdown(words("confidence", "else_own"))
        picture = current_picture()
        answers = ask(network.source, picture)
        logits = logits_of([[answer.probability for answer in answers]])
        after = with_temperature(logits, known["temperature"])[0, 0]
        light_picture(square(picture.pixels, 220), width=110, alt=picture.description)
        st.caption(f"“{plain(answers[0].name)}”: {percent(answers[0].probability)}  \nafter: {percent(after)}")
        return
    asked = drawings() | {"your picture": current_picture().pixels}
    images = list(asked.values())
    logits = network.source.ask(images, network.epochs)
    before, after = with_temperature(logits, 1.0), with_temperature(logits, known["temperature"])
    st.markdown(words("confidence", "else", temperature=known["temperature"]))
    with st.container(horizontal=True, gap="medium"):
        for number, (name, image) in enumerate(asked.items()):
            said = network.labels[int(logits[number].argmax())]
            seen = np.repeat(square(image, SIDE).mean(axis=-1, keepdims=True), 3, axis=-1).astype(np.uint8)
            with st.container(width=110, gap="xxsmall"):
                light_picture(magnified(seen, 220), width=110, alt=f"{name}, as the network gets it")
                st.caption(f"{name}  \n“{said}”: {percent(before[number].max())}  \nafter: {percent(after[number].max())}")
    counts = {"before": int((before.max(axis=1) >= SURE).sum()), "after": int((after.max(axis=1) >= SURE).sum())}
    about = {"limit": SURE, "count": len(images), "temperature": known["temperature"]}
    st.markdown(words("confidence", "else_told", **about, **counts))


def question_numbers(network, known):
    """A bin of the stage, and the first two logits of a picture."""
    found = known["bins"]
    place = int(np.argmax(found.pictures))
    pictures = int(found.pictures[place])
    logits = np.sort(network.test[0])[::-1]
    temperature = known["temperature"] if abs(known["temperature"] - 1) > 0.01 else 2.0
    pair = (round(float(logits[0]), 2), round(float(logits[1]), 2))
    return pictures, round(float(found.right[place]) * pictures), round(100 * float(found.said[place])), pair, temperature


st.html(Path(__file__).with_suffix(".css"))
left, right = st.container(key="confidence_stage").columns([8, 7], gap="large")
with left:
    shown = st.container(key="confidence_shown")
    first, second, third, fourth, more = stage_controls(4)
run = own_network(more)
learned = more.slider("Pictures to learn from", 60, 400, 200, 20, key="confidence_learned", bind="query-params")
seed = int(more.number_input("Seed", 0, 999, 0, key="confidence_seed", bind="query-params"))
is_smooth = not more.toggle("Show the pixels as they are", key="confidence_pixels", bind="query-params")
counted = first.toggle("Count", key="confidence_counted", bind="query-params")
epochs = second.select_slider(
    "Epochs", list(EPOCHS), EPOCHS[-1], key="confidence_epochs", bind="query-params", width=110, disabled=run is not None
)
temperature = third.slider(
    "Temperature", LOW, HIGH, 1.0, STEP, format="%.1f", key="confidence_temperature", bind="query-params", width=150
)
network = network_of_digits(epochs, learned, seed, shown) if run is None else judged_run(run, right)
if network is not None:
    best = round(float(np.clip(fit_temperature(network.validation, network.validation_targets), LOW, HIGH)), 1)  # as STEP is
    fit_kind = "primary" if counted else "secondary"
    fourth.button("Fit it", type=fit_kind, icon=":material/straighten:", key="confidence_fit", on_click=fit, args=(best,))
    known = what_is_known(network, temperature, best, counted) | strange_answer(network, temperature)
    show(network, known, counted, is_smooth, shown, right)
    steps("confidence", known)
    sections(
        "confidence",
        {
            "What you saw": lambda: what_you_saw(known, network),
            "By hand": lambda: by_hand(network, known),
            "Why too sure?": lambda: st.markdown(words("confidence", "why")),
            ELSE: lambda: something_else(network, known),
            "In code": lambda: code_panel(CALIBRATION_CODE, fit_temperature, key="confidence", label="The same in SciPy"),
            "Check yourself": lambda: quiz(confidence_questions(*question_numbers(network, known)), key="confidence"),
            "Summary": lambda: st.markdown(words("confidence", "summary")),
        },
    )
