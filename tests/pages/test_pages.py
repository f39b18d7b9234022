"""The pages through app.py, as Streamlit runs them."""

import dataclasses
import io
import re
import zipfile
from pathlib import Path

import keras
import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from lessons.catalog import CATALOG
from lessons.core.convolution import convolve2d
from lessons.core.dense import dense, flatten, softmax
from lessons.core.kernels import KERNELS
from lessons.core.scaling import luma
from lessons.images.resizing import fit_within
from lessons.images.samples import SAMPLES
from lessons.nets.probing import feature_maps
from lessons.nets.vgg16 import load_vgg16
from lessons.training.datasets import DATASETS
from lessons.training.linear_head import picture_maps, texture_head

APP = Path(__file__).parents[2] / "app.py"
TIMEOUT = 120


def open_app(page=None, **query):
    app = AppTest.from_file(APP, default_timeout=TIMEOUT)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    if page:
        app.switch_page(next(lesson.page for lesson in CATALOG if lesson.slug == page)).run()
    assert not app.exception, app.exception
    return app


def texts(app):
    return " ".join(element.value for element in [*app.markdown, *app.subheader, *app.header, *app.title, *app.caption])


@pytest.mark.parametrize("lesson", CATALOG, ids=lambda lesson: lesson.slug)
def test_every_lesson_opens(lesson):
    app = open_app(lesson.slug)
    assert app.title[0].value == lesson.title
    assert lesson.summary in texts(app)
    assert not app.error


def cat_in_grey():
    return np.rint(luma(fit_within(SAMPLES["chelsea"].load(), 224)))


def test_the_map_on_the_page_is_the_engines():
    app = open_app("convolution")
    image = cat_in_grey()
    for kernel, stride in (("sobel_x", 1), ("sharpen", 3)):
        app.selectbox(key="convolution_kernel").set_value(kernel).run()
        app.slider(key="convolution_stride").set_value(stride).run()
        output = convolve2d(image, KERNELS[kernel], stride=stride)
        assert f"= {output.shape[0]}. Columns" in texts(app)
        assert f"numbers from {output.min():.4g} to {output.max():.4g}" in texts(app)


def test_the_kernels_text_and_its_name_follow_each_other():
    app = open_app("convolution")
    app.selectbox(key="convolution_kernel").set_value("laplacian").run()
    assert app.text_input(key="convolution_cells").value == "0 1 0; 1 -4 1; 0 1 0"
    app.text_input(key="convolution_cells").set_value("0 1 0; 1 -5 1; 0 1 0").run()
    assert app.selectbox(key="convolution_kernel").value == "your own"
    app.text_input(key="convolution_cells").set_value("1 0 -1").run()
    assert "Columns: ⌊(224 − 3) / 1⌋ + 1 = 222" in texts(app)
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
    app.slider(key="convolution_dilation").set_value(8).run()
    assert not app.error  # 65 pixels still fit
    tiny = dataclasses.replace(app.session_state.state_picture, pixels=np.zeros((5, 5, 3), np.uint8), digest="tiny")
    app.session_state.state_picture = tiny
    app.run()
    assert "the window must fit into the padded input: it covers 65 pixels of 5" in app.error[0].value
    assert not app.exception


LAYERS = ["pixels", "convolution", "filters", "learn_kernel", "activation", "pooling", "dense", "build"]
QUIZZES = [*LAYERS, "vgg16", "unit", "visualise", "explain", "zoo"]


@pytest.mark.parametrize("slug", QUIZZES)
def test_every_question_says_whether_an_answer_is_right(slug):
    app = open_app(slug)
    for number in app.segmented_control(key=f"{slug}_question").options:
        app.segmented_control(key=f"{slug}_question").set_value(int(number)).run()
        verdicts = []
        for option in app.radio[0].options:
            app.radio[0].set_value(option).run()
            verdicts.append(":material/check_circle:" in texts(app))
            assert verdicts[-1] or "Not quite." in texts(app)
        assert verdicts.count(True) == 1
        app.button(key=app.radio[0].key.replace("_answer", "_more")).click().run()
        assert "Hint: " in texts(app)
    assert not app.exception


@pytest.mark.parametrize("slug", LAYERS)
def test_the_experiment_of_a_wrong_answer_moves_the_pages_controls(slug):
    """Every experiment on offer names controls that are there, and values that they take."""
    tried = 0
    for number in range(5):
        for choice in range(6):
            app = open_app(slug)
            if choice == 0:
                numbers = app.segmented_control(key=f"{slug}_question").options
            app.segmented_control(key=f"{slug}_question").set_value(number + 1).run()
            if choice >= len(app.radio[0].options):
                break
            app.radio[0].set_value(app.radio[0].options[choice]).run()
            buttons = [button for button in app.button if button.label == "Set up this experiment"]
            if buttons:
                buttons[0].click().run()
                tried += 1
                assert not app.exception
                assert not app.error
                assert app.toast
    assert len(numbers) >= 5
    assert tried >= 1 or slug == "pixels"  # there are no controls on Pixels


def test_pooling_that_does_not_fit_gets_a_sentence_and_the_last_map_stays():
    app = upload(open_app(), "small.png", png_of((200, 100, 50), size=(6, 6)))
    app.switch_page("pages/layers/pooling.py").run()
    assert "⌊(6 − 2) / 2⌋ + 1 = 3" in texts(app)
    app.slider(key="pooling_size").set_value(7).run()
    assert "it covers 7 pixels of 6" in app.error[0].value
    assert "⌊(6 − 2) / 2⌋ + 1 = 3" in texts(app)
    assert not app.exception


def test_pixels_of_one_pixel_and_of_a_grey_picture():
    app = upload(open_app(), "dot.png", png_of((7, 7, 7), size=(1, 1)))
    app.switch_page("pages/layers/pixels.py").run()
    assert not app.exception
    assert "**7, 7, 7** in red, green, blue" in texts(app).replace("\n", " ")
    assert "The three channels are about equally bright" in texts(app)


def test_two_convolutions_are_one_and_relu_makes_them_two():
    app = open_app("activation")
    shown = re.search(r"is \*\*(\S+)\*\* of their largest", texts(app).replace("\n", " "))
    assert float(shown[1]) < 1e-5
    app.selectbox(key="activation_first").set_value("sharpen").run()
    assert float(re.search(r"is \*\*(\S+)\*\* of their largest", texts(app).replace("\n", " "))[1]) < 1e-5
    assert int(re.search(r"leaves \*\*(\d+)%\*\*", texts(app))[1]) > 0


ODD_PICTURES = {
    "one pixel": np.full((1, 1, 3), 7, np.uint8),
    "one row": np.arange(300, dtype=np.uint8).reshape(1, 100, 3),
    "ten thousand pixels wide": np.tile(np.arange(250, dtype=np.uint8)[None, :, None], (20, 40, 3)),
    "black": np.zeros((60, 80, 3), np.uint8),
    "an icon": np.random.default_rng(0).integers(0, 256, (12, 12, 3), dtype=np.uint8),
}


@pytest.mark.parametrize("picture", list(ODD_PICTURES))
@pytest.mark.parametrize("slug", QUIZZES)
def test_odd_pictures_crash_nothing(slug, picture):
    app = upload(open_app(), "odd.png", png_bytes(ODD_PICTURES[picture]))
    app.switch_page(next(lesson.page for lesson in CATALOG if lesson.slug == slug)).run()
    assert not app.exception
    if picture == "one pixel" and slug in ("convolution", "filters", "learn_kernel", "activation", "pooling"):
        assert app.info or app.error
    if picture == "ten thousand pixels wide":
        assert "1024 × 2 pixels" in texts(app)


NONSENSE = ["0", "-1", "1e99", "nan", "many", "<img src=x onerror=alert(1)>", ""]


@pytest.mark.parametrize("slug", LAYERS)
def test_nonsense_in_the_url_of_any_control_crashes_nothing(slug):
    app = open_app(slug)
    names = [
        widget.key
        for kind in (app.slider, app.select_slider, app.selectbox, app.text_input, app.number_input, app.toggle)
        for widget in kind
        if widget.key and widget.key.startswith(f"{slug}_")
    ]
    for value in NONSENSE:
        app = open_app(slug, **dict.fromkeys(names, value))
        assert app.title[0].value
        assert not app.exception


def test_controls_come_from_the_url():
    app = open_app("convolution", convolution_stride="3", convolution_padding="same", convolution_cells="1 1; 1 1")
    assert app.slider(key="convolution_stride").value == 3
    assert app.selectbox(key="convolution_padding").value == "same"
    assert "Rows: ⌈149 / 3⌉ = 50. Columns: ⌈224 / 3⌉ = 75." in texts(app)


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


def png_of(colour, size=(40, 30)):
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return file.getvalue()


def png_bytes(image):
    file = io.BytesIO()
    Image.fromarray(image).save(file, "PNG")
    return file.getvalue()


def upload(app, name, data):
    app.segmented_control(key="home_source").set_value("Upload").run()
    app.file_uploader(key="home_upload").upload(name, data, "image/png").run()
    return app


def test_an_uploaded_picture_goes_from_page_to_page():
    app = upload(open_app(), "garden.png", png_of((200, 100, 50)))
    assert "40 × 30 pixels" in texts(app)
    app.switch_page("pages/layers/convolution.py").run()
    assert "**garden.png**" in texts(app)
    assert "⌊(30 − 3) / 1⌋ + 1 = 28" in texts(app)


def test_a_picture_of_one_pixel_gets_a_sentence_and_the_page_goes_on():
    app = upload(open_app(), "dot.png", png_of((1, 2, 3), size=(1, 1)))
    app.switch_page("pages/layers/convolution.py").run()
    assert "it covers 3 pixels of 1" in app.error[0].value
    app.selectbox(key="convolution_padding").set_value("same").run()
    assert not app.error
    assert "Columns: ⌈1 / 1⌉ = 1" in texts(app)


def test_another_choice_after_an_upload_is_kept():
    app = upload(open_app(), "garden.png", png_of((200, 100, 50)))
    app.segmented_control(key="home_source").set_value("Samples").run()
    app.button(key="home_take_coffee").click().run()
    assert app.session_state.state_picture.name == "Coffee"
    assert app.run().session_state.state_picture.name == "Coffee"


def test_a_bad_upload_gets_a_sentence_and_the_picture_stays():
    app = upload(open_app(), "letter.png", b"Dear Sir or Madam")
    assert "not a picture that the app can read" in app.error[0].value
    assert "Your previous picture stays" in app.error[0].value
    app.switch_page("pages/layers/convolution.py").run()
    assert f"**{SAMPLES['chelsea'].title}**" in texts(app)


def test_a_strangers_file_name_is_only_a_name():
    app = upload(open_app(), "**[x](http://evil)** <b>`:red[y]`.png", png_of((1, 2, 3)))
    app.switch_page("pages/layers/convolution.py").run()
    assert not app.exception
    strip = next(element.value for element in app.markdown if "40 × 30 pixels" in element.value)
    assert not set(strip.split("  \n")[0].strip("*")) & set("*[]()<>`:") - set("()")


def test_two_sessions_do_not_see_each_others_picture_or_job():
    first, second = upload(open_app(), "secret.png", png_of((9, 9, 9))), open_app()
    assert "state_job_fine_tune" not in first.session_state
    assert first.session_state.state_picture.name == "secret.png"
    assert second.session_state.state_picture.name == SAMPLES["chelsea"].title
    first.switch_page("pages/transfer/fine_tune.py").run()
    second.switch_page("pages/transfer/fine_tune.py").run()
    first.segmented_control(key="fine_tune_set").set_value("faces").run()
    first.button(key="fine_tune_train").click().run()
    assert first.session_state.state_job_fine_tune is not None
    assert "state_job_fine_tune" not in second.session_state
    assert "secret" not in texts(second.run())
    first.session_state.state_job_fine_tune.stop()


def test_streamlit_does_not_reset_keras_for_everybody():
    """It would after every script run, and a training in another session would lose its compiled kernels."""
    open_app("vgg16")
    first = keras.layers.ReLU().name
    open_app("convolution")
    second = keras.layers.ReLU().name
    assert first != second


def test_vgg16_names_the_network_that_answered_and_shows_every_layer():
    app = open_app("vgg16")
    assert "**EfficientNet-Lite0** answered" in texts(app)
    for layer, channels in (("block1_conv1", 64), ("block4_conv2", 512), ("block5_pool", 512)):
        app.select_slider(key="vgg16_layer").set_value(layer).run()
        assert f"**{layer}** has **{channels} maps**" in texts(app)
        assert not app.exception


def test_a_finished_training_shows_its_figures():
    app = open_app("fine_tune", fine_tune_set="faces", fine_tune_epochs="2", fine_tune_size="64")
    app.button(key="fine_tune_train").click().run()
    job = app.session_state.state_job_fine_tune
    while not job.poll().over:
        app.run()
    app.run()
    result = job.poll().result
    assert app.metric[0].value == f"{result.test_report.accuracy:.1%}"
    assert "Runs on" in texts(app) or result.device in texts(app)
    assert not app.exception


def test_a_stopped_training_says_so():
    app = open_app("fine_tune", fine_tune_set="textures", fine_tune_size="224")
    app.button(key="fine_tune_train").click().run()
    app.session_state.state_job_fine_tune.stop()
    while not app.session_state.state_job_fine_tune.poll().over:
        app.run()
    app.run()
    assert "Stopped before anything was learned" in app.info[0].value


def test_a_kernel_is_learned_on_the_page():
    app = open_app("learn_kernel", learn_kernel_picture="noise", learn_kernel_step="1000")
    assert "After **1000 steps** the loss is" in texts(app)
    share = float(re.search(r"loss is \*\*(\S+) %\*\*", texts(app))[1])
    assert share < 1e-3
    app.selectbox(key="learn_kernel_effect").set_value("edge strength").run()
    assert "No kernel makes this effect exactly" in texts(app)
    app.selectbox(key="learn_kernel_picture").set_value("your picture").run()
    app.select_slider(key="learn_kernel_rate").set_value(1.0).run()
    assert "The loss explodes" in texts(app)
    assert app.session_state.learn_kernel_step <= 50  # the step of the longer run is not there any more
    assert not app.exception


def test_play_walks_through_the_steps_to_the_end():
    app = open_app("learn_kernel")
    seen = [app.session_state.learn_kernel_step]
    app.button(key="learn_kernel_step_play").click().run()
    while app.session_state.learn_kernel_step_playing:
        seen.append(app.session_state.learn_kernel_step)
        app.run()
    assert seen == sorted(seen)
    assert seen[0] == 0
    assert seen[-1] == 1000


def test_a_turned_kernel_gives_the_mathematicians_map():
    app = open_app("convolution", convolution_flip="true")
    output = convolve2d(cat_in_grey(), KERNELS["sobel_x"], flip=True)
    assert f"numbers from {output.min():.4g} to {output.max():.4g}" in texts(app)
    assert "this is the mathematician's **convolution**" in texts(app)


def test_softmax_on_the_page_is_the_engines():
    app = open_app("dense", dense_temperature="5.0")
    picture = SAMPLES["chelsea"].load()
    head = texture_head("flatten")
    probabilities = softmax(dense(flatten(picture_maps(picture)), head.weights, head.bias), temperature=5)
    best = int(probabilities.argmax())
    assert f"belongs to **{head.labels[best]}** and becomes **{probabilities[best]:.1%}**" in texts(app)
    app.slider(key="dense_added").set_value(7).run()
    assert f"becomes **{probabilities[best]:.1%}**" in texts(app)


def test_a_stack_follows_its_text_its_preset_and_undo():
    app = open_app("build", build_stack="conv 4; max; flatten")
    assert app.selectbox(key="build_preset").value == "your own"
    assert f"**{4 * 28 + 15 * 15 * 4 * 6 + 6:,} parameters**" in texts(app)
    app.selectbox(key="build_preset").set_value("softmax regression").run()
    assert f"**{32 * 32 * 3 * 6 + 6:,} parameters**" in texts(app)
    app.button(key="build_undo").click().run()
    assert app.text_input(key="build_stack").value == "conv 4; max; flatten"
    app.text_input(key="build_stack").set_value("conv -3").run()
    assert "filters must be a number from 1 to 128. Received: '-3'" in app.error[0].value
    app.text_input(key="build_stack").set_value("max 8 8; max 8 8; flatten").run()
    assert app.button(key="build_train").disabled
    assert not app.exception


def test_a_stacked_network_is_trained_judged_and_looked_into():
    app = open_app("build", build_set="digits", build_epochs="2", build_size="16", build_stack="conv 4; max; flatten")
    app.button(key="build_train").click().run()
    job = app.session_state.state_job_build
    while not job.poll().over:
        app.run()
    app.run()
    result = job.poll().result
    assert f"**{result.test_report.accuracy:.1%}** of 540 test pictures" in texts(app)
    assert "After epoch 2 it calls your picture" in texts(app)
    app.select_slider(key="build_epoch").set_value(0).run()
    assert "After epoch 0 it calls your picture" in texts(app)
    app.segmented_control(key="build_asked").set_value("your picture").run()
    assert not app.exception
    app.switch_page("pages/transfer/fine_tune.py").run()
    assert not app.metric  # that page has a job of its own


def test_the_glossary_finds_words_and_says_so_when_it_does_not():
    app = open_app("glossary", glossary_query="receptive field")
    assert "The pixels of the picture that can reach a unit" in texts(app)
    app.text_input(key="glossary_query").set_value("zebra").run()
    assert "No entry has these words" in app.info[0].value


def test_the_sum_on_the_page_is_the_number_in_the_map():
    app = open_app("unit", unit_layer="block4_conv2", unit_channel="17")
    shown = re.search(r"makes \*\*(\S+)\*\* of it\. The map holds (\S+)\.", texts(app).replace("\n", " "))
    assert float(shown[1]) == pytest.approx(float(shown[2]), rel=1e-3)
    assert "can be reached by **76 × 76 pixels**" in texts(app).replace("\n", " ")
    app.select_slider(key="unit_layer").set_value("block1_conv1").run()
    assert "**3 × 3 pixels**" in texts(app).replace("\n", " ")
    assert "of all **3 maps**" in texts(app)


def test_maps_are_sorted_and_compared():
    app = open_app("vgg16")
    app.select_slider(key="vgg16_layer").set_value("block5_conv3").run()
    maps = feature_maps(load_vgg16(), SAMPLES["chelsea"].load(), layers=["block5_conv3"])["block5_conv3"]
    expected = {"mean": maps.mean(axis=(0, 1)).argmax(), "maximum": maps.max(axis=(0, 1)).argmax()}
    for order, first in expected.items():
        app.segmented_control(key="vgg16_order").set_value(order).run()
        assert any(element.value == f"Map {first} of block5_conv3" for element in app.subheader)
    app.multiselect(key="vgg16_others").set_value(["coffee", "brick"]).run()
    assert not app.exception


def test_another_network_and_another_class_can_be_explained():
    app = open_app("explain")
    assert "to which it gives 77.1%" in texts(app).replace("\n", " ")
    app.selectbox(key="explain_network").set_value("VGG16, brain scans").run()
    assert "three kinds of tumour" in texts(app)
    assert not app.exception


def test_a_network_that_this_session_trained_can_be_explained():
    app = open_app("build", build_epochs="1", build_size="16", build_stack="conv 4; max; flatten")
    app.button(key="build_train").click().run()
    while not app.session_state.state_job_build.poll().over:
        app.run()
    app.run()
    app.switch_page("pages/networks/explain.py").run()
    app.selectbox(key="explain_network").set_value("Your stacked network").run()
    assert "**Your stacked network** knows circle, square" in texts(app)
    assert not app.exception


def test_a_network_is_destroyed_on_the_page():
    app = open_app("believe")
    assert "A twin is destroyed" in texts(app)
    app.button(key="believe_run").click().run()
    assert "**guided backprop** is still alike" in texts(app).replace("\n", " ")
    assert len(app.metric) == 6
    assert not app.exception


def test_a_filter_is_drawn_on_the_page():
    app = open_app("visualise", visualise_layer="block1_conv2", visualise_channel="5")
    app.button(key="visualise_draw").click().run()
    job = app.session_state.state_job_visualise
    while not job.poll().over:
        app.run()
    app.run()
    assert "The mean of the map rose from" in texts(app)
    assert any(element.value == "Drawn for map 5 of block1_conv2" for element in app.subheader)
    assert not app.exception


def test_without_internet_a_network_that_is_asked_for_gets_a_sentence_and_the_page_goes_on(monkeypatch):
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")  # nobody listens there
    app = open_app("zoo")
    app.button(key="zoo_fetch").click().run()
    job = app.session_state.state_job_zoo
    while not job.poll().over:
        app.run()
    app.run()
    assert "could not be fetched: the server that has them can't be reached" in app.error[0].value
    app.selectbox(key="zoo_network").set_value("VGG16, brain scans").run()
    assert "three kinds of tumour" in texts(app)
    assert not app.exception


def zip_of_textures(per_class):
    part, file = DATASETS["textures"].train, io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for target, label in enumerate(("brick", "coins")):
            for index in np.flatnonzero(part.targets == target)[:per_class]:
                archive.writestr(f"{label}/{index}.png", png_bytes(part.images[index]))
    return file.getvalue()


def test_a_zip_of_ones_own_is_learned_from_and_taken_home():
    app = open_app("fine_tune", fine_tune_set="your own", fine_tune_epochs="2", fine_tune_size="64")
    assert "No pictures yet" in app.info[0].value
    assert app.button(key="fine_tune_train").disabled
    app.file_uploader(key="fine_tune_own_zip").upload("mine.zip", zip_of_textures(12), "application/zip").run()
    assert "24 pictures of your own, in 2 classes. 18 to learn from, 6 kept apart" in texts(app)
    app.button(key="fine_tune_train").click().run()
    job = app.session_state.state_job_fine_tune
    while not job.poll().over:
        app.run()
    app.run()
    assert job.poll().result.labels == ("brick", "coins")
    app.button(key="fine_tune_pack").click().run()
    result, packed = app.session_state.fine_tune_packed
    assert result is job.poll().result
    assert "model.keras" in zipfile.ZipFile(io.BytesIO(packed)).namelist()
    assert not app.exception


def test_a_zip_that_is_refused_leaves_the_earlier_pictures():
    app = open_app("fine_tune", fine_tune_set="your own")
    app.file_uploader(key="fine_tune_own_zip").upload("mine.zip", zip_of_textures(12), "application/zip").run()
    app.file_uploader(key="fine_tune_own_zip").upload("few.zip", zip_of_textures(3), "application/zip").run()
    assert "Every class needs 5 pictures or more. Received: 3 for 'brick'" in app.error[0].value
    assert "Your earlier pictures stay." in app.error[0].value
    assert "24 pictures of your own" in texts(app)


def test_the_network_that_is_asked_stands_in_the_link():
    app = open_app("zoo", zoo_network="VGG16, brain scans")
    assert "three kinds of tumour" in texts(app)
    app = open_app("zoo", zoo_network="SkyNet")
    assert "the 1000 classes of ImageNet" in texts(app)
    assert not app.exception
