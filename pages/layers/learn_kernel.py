"""Learn a kernel: gradient descent from random weights to a wanted effect."""

import numpy as np
import streamlit as st

from lessons.core.learning import EFFECTS, learn_kernel, loss_and_gradient, loss_and_gradient_at_once
from lessons.core.scaling import luma
from lessons.images.resizing import fit_within
from lessons.texts import words
from lessons.texts.layer_snippets import learning_code
from lessons.texts.questions.learn_kernel import learning_questions
from pages.layers.parts import layer_caches
from pages.layers.parts.kernel_learning import kernel_learning
from pages.layers.parts.too_small import say_too_small
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.session.state import current_picture

SIDE = 128
STEPS = 1000
TINY = 0.0001  # a loss: what is less is told as that, and nothing is left to learn
FAR = 50  # steps: what has become of the kernel is seen by then
RATES = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0]
NOTES = {
    "your picture": "in grey, its mean taken away",
    "noise": "random numbers",
}


def from_the_start():
    """Another task is learned from its first step on."""
    st.session_state["learn_kernel_step"] = 0


def asked_step():
    """The step that the page, or else its address, asks for: a course may be shorter."""
    asked = st.session_state.get("learn_kernel_step", st.query_params.get("learn_kernel_step", ""))
    return int(asked) if str(asked).isdecimal() else 0


def inputs(grey, places):
    """The picture and its controls: what the kernel is learned from."""
    first, second, third, more = places
    anew = {"on_change": from_the_start, "bind": "query-params"}
    effect = first.selectbox("Target effect", list(EFFECTS), key="learn_kernel_effect", width=204, **anew)
    sources = list(NOTES)
    source = second.segmented_control(
        "Learn from", sources, default=sources[0], required=True, key="learn_kernel_picture", **anew
    )
    rate = third.select_slider("Learning rate", RATES, 0.1, key="learn_kernel_rate", width=180, **anew)
    seed = more.number_input("Seed: the random start", 0, 9999, 0, key="learn_kernel_seed", **anew)
    if source == "noise":
        image = np.random.default_rng(seed).normal(size=grey.shape).astype(np.float32)
    else:
        image = (grey - grey.mean()) / (grey.std() or 1)
    return image, source, effect, rate, seed


def laboratory(grey):
    learning = st.container()
    *places, more = stage_controls(3, beside_player=True)
    image, source, effect, rate, seed = inputs(grey, (*places, more))
    target = EFFECTS[effect](image)
    what = (current_picture().digest, source, effect)
    descent, error = layer_caches.learned_kernel(what, STEPS, rate, seed, image, target)
    descent = descent.until(TINY)
    if asked_step() > descent.steps:
        st.session_state["learn_kernel_step"] = descent.steps
    step = more.number_input("Step", 0, descent.steps, 0, key="learn_kernel_step", bind="query-params")
    with learning:
        kernel_learning(
            image,
            target,
            descent,
            step,
            titles={
                "input": "Your picture" if source != "noise" else "Noise",
                "note": NOTES[source],
                "end": "It explodes, and is stopped here." if descent.diverged else "",
            },
            say_at=FAR,
            on_step=lambda reached: st.session_state.update(learn_kernel_step=reached),
            key="learn_kernel_stage",
        )
    kernel = descent.kernels[step]
    _, gradient = loss_and_gradient(image, target, kernel)
    row, column = np.unravel_index(np.abs(gradient).argmax(), gradient.shape)
    weight, slope = float(kernel[row, column]), float(gradient[row, column])
    numbers = {"weight": weight, "gradient": slope, "rate": rate}
    best = error**2 * float(np.mean(target**2))
    known = {"step": step, "first": loss_text(descent.losses[0]), "loss": loss_text(descent.losses[step]), "source": source}
    known |= {"is_far": step >= FAR or (step == descent.steps and not descent.diverged)}
    known |= {"falls": descent.losses[step] < descent.losses[0]}
    known |= {"rate": rate, "effect": effect, "diverged": descent.diverged, "best": loss_text(best)}
    steps("learn_kernel", known)
    place = f"row {row + 1}, column {column + 1}"
    sections(
        "learn_kernel",
        {
            "What you saw": lambda: what_you_saw(descent, error, step, loss_text(best), seed, effect),
            "By hand": lambda: st.markdown(
                words("learn_kernel", "by_hand", place=place, following=weight - rate * slope, **numbers)
            ),
            "In code": lambda: in_code(descent.steps, rate, seed),
            "Check yourself": lambda: quiz(learning_questions(**numbers, losses=descent.losses), key="learn_kernel"),
            "Summary": lambda: st.markdown(words("learn_kernel", "summary")),
        },
    )


def loss_text(loss):
    """A loss as a learner reads it."""
    if not loss < 1e6:
        return "beyond a million"
    return f"less than {TINY:g}" if loss < TINY else f"{loss:,.0f}" if loss >= 100 else f"{float(f'{loss:.2g}'):g}"


def what_you_saw(descent, error, step, best, seed, effect):
    ending = "diverged" if descent.diverged else "exact" if error < 1e-3 else "impossible"
    told = [
        words("learn_kernel", "opening"),
        words("learn_kernel", "see", seed=seed, effect=effect),
        words("learn_kernel", "progress", step=step, loss=loss_text(descent.losses[step])),
        words("learn_kernel", ending, step=descent.steps, best=best),
        words("learn_kernel", "hard"),
    ]
    st.markdown("\n\n".join(told))


def in_code(count, rate, seed):
    engine = (loss_and_gradient, learn_kernel, loss_and_gradient_at_once)
    code_panel(learning_code(steps=count, rate=rate, seed=seed), *engine, key="learn_kernel")


picture = luma(fit_within(current_picture().pixels, SIDE))
if min(picture.shape) < 5:
    say_too_small(picture, "a kernel of 3 × 3 to learn from it")
else:
    st.fragment(laboratory)(picture)
