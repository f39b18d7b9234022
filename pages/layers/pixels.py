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
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.legend import signed_legend
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session.state import current_picture

SIDE = 224
CHANNELS = ("Red", "Green", "Blue")

picture = current_picture().pixels
image = fit_within(picture, SIDE)
weights = np.float32(LUMA_WEIGHTS).reshape(1, 1, 3)
grey = convolve2d(image, weights[..., np.newaxis])[..., 0]

shrunk = "" if image.shape == picture.shape else f" (shrunk from {picture.shape[0]} rows of {picture.shape[1]})"
st.markdown(words("pixels", "opening", rows=image.shape[0], columns=image.shape[1], shrunk=shrunk))
inspector(
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
st.markdown(words("pixels", "by_hand"))

st.header("Three channels")
for column, name, index in zip(st.columns(3), CHANNELS, range(3), strict=True):
    with column:
        st.image(png(magnified(image[..., index])), width="stretch", alt=f"The {name.lower()} channel as a grey picture")
        st.markdown(
            f"**{name}**: {image[..., index].min()} to {image[..., index].max()}, on average {image[..., index].mean():.0f}"
        )
finding = show_chart(channel_histograms(image), key="pixels_histogram")
st.markdown(finding)

st.header("Made ready for a network")
low, high, middle = float(grey.min()), float(grey.max()), float(grey[grey.shape[0] // 2, grey.shape[1] // 2])
scaled = float(min_max(grey)[grey.shape[0] // 2, grey.shape[1] // 2])
st.markdown(words("pixels", "scaling", low=low, high=high, span=high - low, middle=middle, scaled=scaled))
pixel = square(image, SIDE)[SIDE // 2, SIDE // 2]
fed = ", ".join(f"{value:.2f}".replace("-", "−") for value in vgg16_input(pixel))
fed_picture = vgg16_input(square(image, SIDE))
whole, *fed_channels = wrapping_row(4)
whole.image(png(square(image, SIDE)), width="stretch", caption="Squeezed to 224 × 224", alt="The whole picture in a square")
limit = signed_limit(fed_picture)
for column, name, index in zip(fed_channels, ("Blue", "Green", "Red"), range(3), strict=True):
    coloured = png(signed_to_rgb(fed_picture[..., index], limit=limit))
    column.image(coloured, width="stretch", caption=f"{name} minus its mean", alt=f"{name} minus ImageNet's mean")
signed_legend(limit)
st.markdown(words("pixels", "vgg16", rgb=", ".join(map(str, pixel.tolist())), fed=fed))
st.markdown(words("pixels", "eye"))

st.header("The same in code")
code_panel(PIXELS_CODE, luma, min_max, key="pixels")
st.header("Check yourself")
quiz(pixel_questions(image, grey, row=image.shape[0] // 3, column=image.shape[1] // 3), key="pixels")
st.header("Summary")
st.markdown(words("pixels", "summary"))
