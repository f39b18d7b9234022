"""Learn a kernel: gradient descent from random weights to a wanted effect."""

import numpy as np
import streamlit as st

from lessons.core.convolution import convolve2d
from lessons.core.learning import EFFECTS, learn_kernel, loss_and_gradient, loss_and_gradient_at_once
from lessons.core.scaling import luma
from lessons.figures.charts import loss_curve
from lessons.figures.colours import signed_to_rgb
from lessons.figures.pictures import png
from lessons.images.resizing import fit_within
from lessons.texts import words
from lessons.texts.questions.learn_kernel import learning_questions
from lessons.texts.snippets import learning_code
from pages.layers.parts import layer_caches
from pages.layers.parts.inspector import inspector, window
from pages.layers.parts.too_small import say_too_small
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.epoch_scrubber import pace, scrubber
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.session.state import current_picture

SIDE = 128
PLAYER = 420  # pixels
STEPS = 1000
LITTLE = 0.01  # per cent of the loss: what is less is told as that
STOPS = [0, 1, 2, 3, 5, 8, 13, 20, 30, 50, 80, 130, 200, 300, 500, 700, 1000]  # steps that the slider stops at
RATES = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0]


def inputs(grey, places):
    """The picture and its controls: what the kernel is learned from."""
    first, second, third, fourth = places
    effect = first.selectbox("Target effect", list(EFFECTS), key="learn_kernel_effect", bind="query-params", width=204)
    sources = ["your picture", "noise"]
    source = second.segmented_control(
        "Learn from", sources, default=sources[0], required=True, key="learn_kernel_picture", bind="query-params"
    )
    rate = third.select_slider("Learning rate", RATES, 0.1, key="learn_kernel_rate", bind="query-params", width=200)
    seed = fourth.number_input("Seed", 0, 9999, 0, key="learn_kernel_seed", bind="query-params")
    if source == "noise":
        image = np.random.default_rng(seed).normal(size=grey.shape).astype(np.float32)
    else:
        image = (grey - grey.mean()) / (grey.std() or 1)
    return image, source, effect, rate, seed


def laboratory(grey):
    learning, wanted = st.columns([7, 2], gap="medium")
    player, *places = stage_controls(4)
    image, source, effect, rate, seed = inputs(grey, places)
    target = EFFECTS[effect](image)
    what = (current_picture().digest, source, effect)
    descent, error = layer_caches.learned_kernel(what, STEPS, rate, seed, image, target)
    with player, st.container(width=PLAYER):
        step = scrubber("Step", [stop for stop in STOPS if stop <= descent.steps], start=0, key="learn_kernel_step")
    kernel = descent.kernels[step]
    with learning:
        inspector(
            "convolution",
            image,
            convolve2d(image, kernel),
            window(3, 3),
            titles={"input": "Input", "kernel": f"Kernel after {step} steps", "output": "Its map"},
            input_scale="signed",
            output_scale="signed",
            kernel=kernel,
            key="learn_kernel_inspector",
            player=False,
        )
    with wanted:
        st.caption("**The target**")
        st.image(png(signed_to_rgb(target)), width="stretch", alt=f"The effect {effect}")
        chart = st.container()  # filled last, so that the map does not wait for Plotly
    _, gradient = loss_and_gradient(image, target, kernel)
    row, column = np.unravel_index(np.abs(gradient).argmax(), gradient.shape)
    weight, slope = float(kernel[row, column]), float(gradient[row, column])
    numbers = {"weight": weight, "gradient": slope, "rate": rate}
    share = 100 * descent.losses[step] / (float(np.mean(target**2)) or 1.0)
    said = f"{share:,.0f}" if share >= 100 else f"{share:.2g}" if share >= LITTLE else f"less than {LITTLE:g}"
    known = {"step": step, "share": said, "source": source, "rate": rate, "effect": effect}
    steps("learn_kernel", known | {"diverged": descent.diverged, "best": error**2})
    place = f"row {row + 1}, column {column + 1}"
    sections(
        "learn_kernel",
        {
            "What you saw": lambda: what_you_saw(descent, error, step, said, seed, effect),
            "By hand": lambda: st.markdown(
                words("learn_kernel", "by_hand", place=place, following=weight - rate * slope, **numbers)
            ),
            "In code": lambda: in_code(descent.steps, rate, seed),
            "Check yourself": lambda: quiz(learning_questions(**numbers, losses=descent.losses), key="learn_kernel"),
            "Summary": lambda: st.markdown(words("learn_kernel", "summary")),
        },
    )
    with chart:
        show_chart(loss_curve(descent.losses, step), key="learn_kernel_loss")


def what_you_saw(descent, error, step, share, seed, effect):
    ending = "diverged" if descent.diverged else "exact" if error < 1e-3 else "impossible"
    told = [
        words("learn_kernel", "opening"),
        words("learn_kernel", "see", seed=seed, effect=effect),
        words("learn_kernel", "progress", step=step, share=share),
        words("learn_kernel", ending, step=descent.steps, best=error**2),
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
    st.fragment(laboratory, run_every=pace("learn_kernel_step"))(picture)
