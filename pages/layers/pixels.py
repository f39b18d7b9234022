"""Pixels: the learner's picture as the numbers that a network gets."""

import numpy as np
import streamlit as st

from lessons.core.convolution import convolve2d
from lessons.core.scaling import LUMA_WEIGHTS, luma, min_max, signed_limit
from lessons.figures.charts import channel_histograms
from lessons.figures.colours import signed_to_rgb
from lessons.figures.pictures import magnified, png
from lessons.images.resizing import fit_within, square
from lessons.nets.preprocessing import vgg16_input
from lessons.texts import words
from lessons.texts.questions.pixels import pixel_questions
from lessons.texts.snippets import PIXELS_CODE
from pages.layers.parts.inspector import inspector, window
from pages.layers.parts.picture_side import SIDES, picture_side
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.legend import signed_legend
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import section_of, sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session.state import current_picture

SIDE = 224  # of what VGG16 gets
CHANNELS = ("Red", "Green", "Blue")


@st.fragment
def laboratory(picture):
    shown = st.container()
    (more,) = stage_controls(0, beside_player=True)
    side = picture_side(more, "pixels")
    image = fit_within(picture, side)
    weights = np.float32(LUMA_WEIGHTS).reshape(1, 1, 3)
    grey = convolve2d(image, weights[..., np.newaxis])[..., 0]
    with shown:
        cell = inspector(
            "convolution",
            image,
            grey,
            window(),
            titles={"input": "Your picture", "kernel": "Weights of R, G, B", "output": "Grey"},
            input_scale="grey",
            output_scale="grey",
            kernel=weights,
            key="pixels_inspector",
        )
    steps("pixels", known_of(picture, image, grey, cell, side))
    sections(
        "pixels",
        {
            "What you saw": lambda: what_you_saw(picture, image),
            "Three channels": lambda: channels(image),
            "For a network": lambda: for_a_network(image, grey),
            "In code": lambda: code_panel(PIXELS_CODE, luma, min_max, key="pixels"),
            "Check yourself": lambda: check(image, grey),
            "Summary": lambda: st.markdown(words("pixels", "summary")),
        },
    )


def known_of(picture, image, grey, cell, side):
    """What the steps ask for."""
    row, column = (min(place, length - 1) for place, length in zip(cell or (0, 0), grey.shape, strict=True))
    means = image.reshape(-1, 3).mean(axis=0)
    large = fit_within(picture, max(SIDES))
    known = dict(zip(("red", "green", "blue"), image[row, column].tolist(), strict=True))
    known |= {"cell": cell, "grey": grey[row, column], "side": side, "rows": image.shape[0], "columns": image.shape[1]}
    known |= {"numbers": image.size, "large": large.shape[0] * large.shape[1], "mean": means.max()}
    return known | {"strongest": CHANNELS[int(means.argmax())], "section": section_of("pixels")}


def what_you_saw(picture, image):
    shrunk = "" if image.shape == picture.shape else f" (shrunk from {picture.shape[0]} rows of {picture.shape[1]})"
    opening = words("pixels", "opening", rows=image.shape[0], columns=image.shape[1], shrunk=shrunk)
    st.markdown("\n\n".join([opening, words("pixels", "by_hand"), words("pixels", "eye")]))


def channels(image):
    for place, name, index in zip(wrapping_row(3), CHANNELS, range(3), strict=True):
        with place:
            channel = image[..., index]
            light = channel[..., np.newaxis] * np.eye(3, dtype=np.uint8)[index]
            st.image(png(magnified(light)), width="stretch", alt=f"The {name.lower()} channel, as the light that it sends")
            st.markdown(f"**{name}**: {channel.min()} to {channel.max()}, on average {channel.mean():.0f}")
    st.markdown(show_chart(channel_histograms(image), key="pixels_histogram"))


def for_a_network(image, grey):
    low, high, middle = float(grey.min()), float(grey.max()), float(grey[grey.shape[0] // 2, grey.shape[1] // 2])
    scaled = float(min_max(grey)[grey.shape[0] // 2, grey.shape[1] // 2])
    pixel = square(image, SIDE)[SIDE // 2, SIDE // 2]
    fed = ", ".join(f"{value:.2f}".replace("-", "−") for value in vgg16_input(pixel))
    fed_picture = vgg16_input(square(image, SIDE))
    whole, *fed_channels = wrapping_row(4)
    whole.image(png(square(image, SIDE)), width="stretch", caption="Squeezed to 224 × 224", alt="The whole picture in a square")
    limit = signed_limit(fed_picture)
    for place, name, index in zip(fed_channels, ("Blue", "Green", "Red"), range(3), strict=True):
        coloured = png(signed_to_rgb(fed_picture[..., index], limit=limit))
        place.image(coloured, width="stretch", caption=f"{name} minus its mean", alt=f"{name} minus ImageNet's mean")
    signed_legend(limit)
    scaling = words("pixels", "scaling", low=low, high=high, span=high - low, middle=middle, scaled=scaled)
    st.markdown(f"{scaling}\n\n{words('pixels', 'vgg16', rgb=', '.join(map(str, pixel.tolist())), fed=fed)}")


def check(image, grey):
    quiz(pixel_questions(image, grey, row=image.shape[0] // 3, column=image.shape[1] // 3), key="pixels")


laboratory(current_picture().pixels)
