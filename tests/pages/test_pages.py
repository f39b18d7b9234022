"""The pages through app.py, as Streamlit runs them."""

import base64
import dataclasses
import json
import re
import time

import numpy as np
import pytest

from lessons.catalog import CATALOG, lesson, path
from lessons.core.convolution import convolve2d
from lessons.core.dense import dense, flatten, softmax
from lessons.core.kernels import KERNELS
from lessons.images.samples import DEFAULT_SAMPLE, SAMPLES
from lessons.progress.notes import Progress
from lessons.texts import words
from lessons.texts.steps import steps_of
from lessons.texts.warm_ups import warm_up
from lessons.training.linear_head import picture_maps, texture_head
from pages.layers.parts import layer_caches
from pages.shared.session import caches
from pages.shared.session.desks import PROGRESS
from tests.pages.apps import at_address, cat_in_grey, desk_of, open_app, png_bytes, png_of, section, texts, upload


@pytest.mark.parametrize("entry", [entry for entry in CATALOG if not entry.teaches], ids=lambda entry: entry.slug)
def test_every_page_around_the_lessons_opens(entry):
    app = open_app(entry.slug)
    assert app.title[0].value == words(entry.slug, "question")
    assert not app.error


def test_the_map_on_the_page_is_the_engines():
    app = open_app("convolution")
    image = cat_in_grey(60)
    for kernel, stride in (("sobel_x", 1), ("sharpen", 3)):
        app.selectbox(key="convolution_kernel").set_value(kernel).run()
        app.segmented_control(key="convolution_stride").set_value(stride).run()
        output = convolve2d(image, KERNELS[kernel], stride=stride)
        assert f"= {output.shape[0]}. Columns" in texts(section(app, "convolution", "By hand"))
        saw = texts(section(app, "convolution", "What you saw"))
        assert f"numbers from {output.min():.4g} to {output.max():.4g}" in saw


def test_the_kernels_text_and_its_name_follow_each_other():
    app = section(open_app("convolution"), "convolution", "By hand")
    app.selectbox(key="convolution_kernel").set_value("laplacian").run()
    assert app.text_input(key="convolution_cells").value == "0 1 0; 1 -4 1; 0 1 0"
    app.text_input(key="convolution_cells").set_value("0 1 0; 1 -5 1; 0 1 0").run()
    assert app.selectbox(key="convolution_kernel").value == "your own"
    app.text_input(key="convolution_cells").set_value("1 0 -1").run()
    assert "Columns: ⌊(60 − 3) / 1⌋ + 1 = 58" in texts(app)
    app.text_input(key="convolution_cells").set_value("-1 0 1; -2 0 2; -1 0 1").run()
    assert app.selectbox(key="convolution_kernel").value == "sobel_x"


def test_a_kernel_that_is_none_gets_a_sentence_and_the_last_one_stays():
    app = open_app("convolution")
    before = texts(app)
    app.text_input(key="convolution_cells").set_value("1 2; nonsense").run()
    assert "equally long" in app.error[0].value
    assert texts(app) == before
    assert not app.exception


def test_a_kernel_that_does_not_fit_gets_a_sentence_and_the_last_map_stays():
    app = open_app("convolution")
    app.text_input(key="convolution_cells").set_value(";".join(["1 " * 9] * 9)).run()
    app.select_slider(key="convolution_side").set_value(112).run()
    app.slider(key="convolution_dilation").set_value(8).run()
    app.select_slider(key="convolution_side").set_value(160).run()
    assert not app.error  # 65 pixels still fit
    tiny = dataclasses.replace(caches.bundled_picture(DEFAULT_SAMPLE), pixels=np.zeros((5, 5, 3), np.uint8), digest="tiny")
    desk_of(app)["state_picture"] = tiny
    app.run()
    assert "the window must fit into the padded input: it covers 65 pixels of 5" in app.error[0].value
    assert not app.exception


def test_pooling_that_does_not_fit_gets_a_sentence_and_the_last_map_stays():
    app = upload(open_app(), "small.png", png_of((200, 100, 50), size=(6, 6)))
    section(app.switch_page("pages/layers/pooling.py").run(), "pooling", "By hand")
    assert "⌊(6 − 2) / 2⌋ + 1 = 3" in texts(app)
    app.slider(key="pooling_size").set_value(7).run()
    assert "it covers 7 pixels of 6" in app.error[0].value
    assert "⌊(6 − 2) / 2⌋ + 1 = 3" in texts(app)
    assert not app.exception


def test_pixels_of_one_pixel_and_of_a_grey_picture():
    app = upload(open_app(), "dot.png", png_of((7, 7, 7), size=(1, 1)))
    section(app.switch_page("pages/layers/pixels.py").run(), "pixels", "For a network")
    assert not app.exception
    html = " ".join(element.proto.body for element in app.get("html"))
    assert ">−116.7<" in html  # its 7 without ImageNet's mean red
    app.select_slider(key="pixels_side").set_value(8).run()
    assert not app.exception
    section(app, "pixels", "Three channels")
    assert "The three channels are about equally bright" in texts(app)


def test_a_picture_of_few_pixels_is_sent_in_the_sizes_that_it_has():
    sides = (8, 16, 24, 32, 160)
    pictures, places = layer_caches.picture_sizes.__wrapped__("", sides, np.zeros((10, 30, 3), np.uint8))
    assert [picture.shape[1] for picture in pictures] == [8, 16, 24, 30]
    assert [pictures[place].shape[1] for place in places] == [8, 16, 24, 30, 30]


def test_a_picture_that_was_shrunk_is_told_so_in_one_clean_sentence():
    """The rows first, as in the rest of the sentence, and no mark of punctuation twice."""
    told = texts(open_app("pixels")).replace("\n", " ")
    assert re.search(r"40 rows of 60 \*\*pixels\*\* \(shrunk from 300 rows of 451\)\. For each pixel", told)
    assert ",," not in told


def figure_says(app, text):
    return any(text in element.proto.body for element in app.get("html"))


def test_two_convolutions_are_one_and_relu_makes_them_two():
    app = open_app("activation", activation_view="Two kernels")
    assert figure_says(app, "one kernel of 5 × 5 misses 0% of their map")
    app.segmented_control(key="activation_between").set_value("ReLU").run()
    missed = int(re.search(r"still\s+misses\s+\*\*(\d+)%\*\*", texts(app))[1])
    assert missed > 0
    assert figure_says(app, f"ReLU, then Sobel, horizontal edges: one kernel of 5 × 5 misses {missed}%")
    app.selectbox(key="activation_first").set_value("Box blur").run()
    assert "**no negative values**" in texts(app)
    assert not re.search(r"still\s+misses", texts(app))
    app.selectbox(key="activation_first").set_value("Sharpen").run()
    assert int(re.search(r"misses\s+\*\*(\d+)%\*\*", texts(app))[1]) > 0


@pytest.mark.parametrize("slug", ["convolution", "pooling"])
def test_another_picture_leaves_nothing_of_the_one_before(slug):
    app = section(open_app(slug, pooling_size="5"), slug, "By hand")
    earlier = texts(app)
    assert "Rows: " in earlier
    app.switch_page("pages/start/home.py").run()
    upload(app, "thin.png", png_bytes(np.full((2, 60, 3), 9, np.uint8)))
    section(app.switch_page(lesson(slug).page).run(), slug, "By hand")
    assert "your picture has 2 rows and 60 columns" in app.info[0].value
    assert "Rows: " not in texts(app)
    assert not app.exception


def test_controls_come_from_the_url():
    app = open_app("convolution", convolution_stride="3", convolution_padding="same", convolution_cells="1 1; 1 1")
    assert app.segmented_control(key="convolution_stride").value == 3
    assert app.selectbox(key="convolution_padding").value == "same"
    assert "Rows: ⌈40 / 3⌉ = 14. Columns: ⌈60 / 3⌉ = 20." in texts(section(app, "convolution", "By hand"))


@pytest.mark.parametrize(
    "query",
    [
        {"convolution_stride": "0"},
        {"convolution_stride": "many"},
        {"convolution_padding": "full"},
        {"convolution_cells": "<img src=x onerror=alert(1)>"},
        {"convolution_cells": "1e99"},
        {"convolution_pixels": "-4", "convolution_padding": "explicit"},
    ],
)
def test_nonsense_in_the_url_crashes_nothing(query):
    app = open_app("convolution", **query)
    assert "the map itself holds numbers from" in texts(app)


def test_an_uploaded_picture_goes_from_page_to_page():
    app = upload(open_app(), "garden.png", png_of((200, 100, 50)))
    assert desk_of(app)["state_picture"].pixels.shape == (30, 40, 3)
    app.switch_page("pages/layers/convolution.py").run()
    assert app.button(key="frame_change").label == "garden.png"
    assert "⌊(30 − 3) / 1⌋ + 1 = 28" in texts(section(app, "convolution", "By hand"))


def test_a_picture_of_one_pixel_gets_a_sentence_and_the_page_goes_on():
    app = upload(open_app(), "dot.png", png_of((1, 2, 3), size=(1, 1)))
    app.switch_page("pages/layers/convolution.py").run()
    assert "it covers 3 pixels of 1" in app.error[0].value
    app.selectbox(key="convolution_padding").set_value("same").run()
    assert not app.error
    assert "Columns: ⌈1 / 1⌉ = 1" in texts(section(app, "convolution", "By hand"))


def test_another_choice_after_an_upload_is_kept():
    app = upload(open_app(), "garden.png", png_of((200, 100, 50)))
    app.button(key="home_show_coffee").click().run()
    assert desk_of(app)["state_picture"].name == "Coffee"
    assert desk_of(app.run())["state_picture"].name == "Coffee"


def test_a_bad_upload_gets_a_sentence_and_the_picture_stays():
    app = upload(open_app(), "letter.png", b"Dear Sir or Madam")
    assert "not a picture that the app can read" in app.error[0].value
    assert "Your previous picture stays" in app.error[0].value
    app.switch_page("pages/layers/convolution.py").run()
    assert app.button(key="frame_change").label == SAMPLES["chelsea"].title


def test_a_strangers_file_name_is_only_a_name():
    app = upload(open_app(), "**[x](http://evil)** <b>`:red[y]`.png", png_of((1, 2, 3)))
    app.switch_page("pages/layers/convolution.py").run()
    assert not app.exception
    assert not set(app.button(key="frame_change").label) & set("*[]<>`:")


def test_a_kernel_is_learned_on_the_page():
    app = open_app("learn_kernel", learn_kernel_picture="noise", learn_kernel_step="1000")
    assert re.search(r"After \*\*\d\d steps\*\* the loss is \*\*less than 0.0001\*\*", texts(app))  # and there it ends
    app.selectbox(key="learn_kernel_effect").set_value("Edge strength").run()
    assert "No kernel makes this effect exactly" in texts(app)
    app.segmented_control(key="learn_kernel_picture").set_value("your picture").run()
    app.select_slider(key="learn_kernel_rate").set_value(1.0).run()
    assert "The loss explodes" in texts(app)
    assert app.session_state.learn_kernel_step <= 50  # the step of the longer run is not there any more
    assert not app.exception


def test_what_is_learned_anew_begins_at_the_first_step():
    app = open_app("learn_kernel", learn_kernel_step="50")
    assert "After **50 steps**" in texts(app)
    app.select_slider(key="learn_kernel_rate").set_value(0.03).run()
    assert app.session_state.learn_kernel_step == 0
    assert not app.exception


def test_a_turned_kernel_gives_the_mathematicians_map():
    app = open_app("convolution", convolution_flip="true")
    output = convolve2d(cat_in_grey(60), KERNELS["sobel_x"], flip=True)
    assert f"numbers from {output.min():.4g} to {output.max():.4g}" in texts(app)
    assert "this is the mathematician's **convolution**" in texts(app)


def test_the_answer_opens_on_the_winner_and_follows_it_until_another_class_is_chosen():
    app = open_app("dense", dense_picture="Your picture")
    winner = app.selectbox(key="dense_unit").value
    heads = {vector: texture_head(vector) for vector in ("flatten", "global average pooling")}
    maps = picture_maps(SAMPLES["chelsea"].load())
    logits = dense(flatten(maps), heads["flatten"].weights, heads["flatten"].bias)
    assert winner == heads["flatten"].labels[logits.argmax()]
    app.segmented_control(key="dense_vector").set_value("global average pooling").run()
    averaged = dense(maps.mean(axis=(0, 1)), heads["global average pooling"].weights, heads["global average pooling"].bias)
    assert app.selectbox(key="dense_unit").value == heads["flatten"].labels[averaged.argmax()]
    app.selectbox(key="dense_unit").set_value("moon").run()
    app.segmented_control(key="dense_vector").set_value("flatten").run()
    assert app.selectbox(key="dense_unit").value == "moon"
    assert not app.exception


def test_softmax_on_the_page_is_the_engines():
    app = open_app("dense", dense_picture="Your picture", dense_temperature="5.0")
    picture = SAMPLES["chelsea"].load()
    head = texture_head("flatten")
    probabilities = softmax(dense(flatten(picture_maps(picture)), head.weights, head.bias), temperature=5)
    best = int(probabilities.argmax())
    assert f"belongs to **{head.labels[best]}** and becomes **{probabilities[best]:.1%}**" in texts(app)
    app.slider(key="dense_added").set_value(7).run()
    assert f"becomes **{probabilities[best]:.1%}**" in texts(app)


def test_the_glossary_finds_words_and_says_so_when_it_does_not():
    app = open_app("glossary", glossary_query="receptive field")
    assert "The pixels of the picture that can reach a unit" in texts(app)
    app.text_input(key="glossary_query").set_value("zebra").run()
    assert "No entry has these words" in app.info[0].value


def test_home_says_where_one_was_and_results_say_what_one_did():
    app = open_app()
    assert "**Begin: What is a network?** the first of 5 lessons, about 8 minutes" in page_links(app)
    app.switch_page("pages/reference/results.py").run()
    assert "Nothing yet" in app.info[0].value
    day_before = int(time.time()) - 100_000
    done = Progress().opened("network", day_before - 1).opened("convolution", day_before).step("convolution", "stride", 4)
    for number in range(1, 7):
        done = done.tried("network", number, number != 3, day_before, 6)
    desk_of(app)[PROGRESS] = done
    app.switch_page("pages/start/home.py").run()
    assert f"**Go on: Convolution** 1 of its {len(steps_of('convolution').steps)} steps done, about 8 minutes" in page_links(
        app
    )
    assert {"What is a network? · 8 min", "Convolution · 9 min"} <= set(page_links(app))
    assert app.button(key="home_warm").label == "Five questions to warm up"
    app.button(key="home_warm").click().run()
    number, asked = desk_of(app)["state_warm_up"]
    assert (number, len(asked), asked[0][:2]) == (1, 5, ("network", 3))  # the one that was wrong comes first
    assert app.radio[0].label == warm_up(*asked[0]).question.prompt
    app.switch_page("pages/reference/results.py").run()
    table = next(element.proto.body for element in app.get("html") if "<table>" in element.proto.body)
    rows = [re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", table)]
    assert [row[:4] for row in rows] == [
        ["Lesson", "Mark", "Steps", "Right at first"],
        ["What is a network?", "tried", "", "5 of 6"],
        ["Convolution", "tried", "1 of 4", ""],
    ]
    assert not app.exception


def page_links(app):
    return [element.proto.label for element in app.get("page_link")]


def test_a_path_has_an_end_and_no_other_lesson_follows_it():
    app = open_app("train")
    assert "Still open: What is a network?" in page_links(app)
    done = Progress().opened("train", int(time.time()))
    for entry in path("short")[:-1]:
        done = done.tried(entry.slug, 1, True, int(time.time()), 1)
    desk_of(app)[PROGRESS] = done
    end = page_links(app.run())
    assert "See what you did" in end
    assert not any(label.startswith("Next:") for label in end)
    assert "Next: Train your own" in page_links(open_app("vgg16"))


def test_the_curves_that_are_shown_first_are_just_right_and_far_more_epochs_are_not():
    app = section(open_app("backpropagation"), "backpropagation", "Many pictures")
    assert "**Just right.** Both curves fall side by side" in texts(app)
    app.select_slider(key="backpropagation_epochs").set_value(150).run()
    assert "Just right" not in texts(app)
    assert "has risen since" in texts(app).replace("\n", " ")
    assert not app.exception


def test_a_descent_begins_where_a_link_says_and_a_link_with_an_optimiser_looks_from_above():
    app = at_address("backpropagation", backpropagation_optimiser="Adam", backpropagation_from_left="1.5")
    assert app.session_state["backpropagation_look"] == "From above"
    assert "**Adam** gives each weight a step of its own" in texts(app)
    sent = [json.loads(element.proto.json or "{}") for element in app.get("bidi_component")]
    path = next(each["path"] for each in sent if "path" in each)
    begin = np.frombuffer(base64.b64decode(path["values"]), "<f4")[:2]
    assert begin[0] == pytest.approx(1.5)
    assert not app.exception
