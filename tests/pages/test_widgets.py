"""What the widgets' Python decides, without a browser: what is taken from them, and what is sent to them."""

import base64
import json
import zlib

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lessons.core.kernels import FILTERS, KERNELS, format_filter, format_kernel
from pages.shared.components.arrays import array_data, deflated


def run(script, /, **arguments):
    app = AppTest.from_function(script, default_timeout=20, kwargs=arguments).run()
    assert not app.exception, app.exception
    return app


def data_of(app):
    """What Python sent to the one widget on the page."""
    [widget] = app.get("bidi_component")
    return read(widget)


def read(widget):
    """What a widget was sent, as JSON or as bytes: then with its parts."""
    data = widget.proto.bytes
    start = 4 + int.from_bytes(data[:4], "little")
    sent = json.loads(data[4:start] or widget.proto.json, parse_constant=pytest.fail)  # a browser reads no Infinity and no NaN
    for name, (first, last) in sent.get("parts", {}).items():
        sent["parts"][name] = data[start + first : start + last]
    return sent


def inflated(told, data):
    """An array that was sent in fewer bytes."""
    plain = np.frombuffer(zlib.decompress(data), np.uint8)
    values = plain if told["type"] == "u1" else np.ascontiguousarray(plain.reshape(4, -1).T).view("<f4")
    return values.reshape(told["rows"], told["columns"], -1)


def decoded(array):
    values = np.frombuffer(base64.b64decode(array["values"]), {"u1": np.uint8, "f4": "<f4"}[array["type"]])
    return values.reshape(array["rows"], array["columns"], -1)


@pytest.mark.parametrize("dtype", [np.uint8, np.float32, np.float64])
def test_an_array_arrives_whole_also_when_it_is_a_view(rng, dtype):
    values = rng.integers(0, 256, (5, 7, 3)).astype(dtype)[::2, ::-1]
    np.testing.assert_array_equal(decoded(array_data(values)), values)
    np.testing.assert_array_equal(inflated(*deflated(values)), values)


def numbered():
    import streamlit as st

    from pages.shared.components.numbered_edits import heard, take

    before = heard("widget")
    st.session_state["widget"] = {"edited": {"value": "a text", "edit": 7}}
    st.session_state["found"] = before, take("widget", "edited"), heard("widget"), heard("another")


def test_the_number_of_an_edit_is_remembered_for_its_widget():
    assert run(numbered).session_state["found"] == (0, "a text", 7, 0)


def wall(picked):
    import streamlit as st

    from lessons.figures.level_sheets import LevelSheet
    from pages.shared.components.map_wall import map_wall

    if picked is not None:
        st.session_state["wall"] = {"index": {"value": picked, "edit": 1}}
    st.session_state["found"] = map_wall(
        LevelSheet(b"webp", 4, (7, 7), "magnitude"), [30, 10, 20], "Three maps", key="wall", start=1
    )


@pytest.mark.parametrize(("picked", "place"), [(None, 1), (0, 0), (2, 2), (3, 1), (-1, 1), ("2", 1), (1.5, 1)])
def test_a_wall_shows_the_picked_map_or_where_nothing_sensible_came_the_first_one(picked, place):
    app = run(wall, picked=picked)
    assert app.session_state["found"] == place
    sent = data_of(app)
    assert (sent["index"], sent["numbers"], sent["label"]) == (place, [30, 10, 20], "Three maps")


def unit(picked):
    from types import SimpleNamespace

    import streamlit as st

    from lessons.core.receptive_field import ReceptiveField
    from pages.networks.parts.unit_stage import unit_stage

    maps = SimpleNamespace(shapes={"conv": (4, 6, 8)})
    view = SimpleNamespace(name="secret", maps=lambda: maps, given=lambda layer: ("", None), asked=SimpleNamespace(size=24))
    if picked is not None:
        st.session_state["cell"] = {"cell": {"value": picked, "edit": 1}}
    how = {"field": ReceptiveField(3, 1, -1), "start": (1, 2), "given": ("b", "g", "r"), "how": "", "key": "cell"}
    st.session_state["found"] = unit_stage(view, "conv", 7, **how)


HERE, THERE = "secret conv 7", "secret conv 5"


@pytest.mark.parametrize(
    ("picked", "place"),
    [
        (None, (1, 2)),
        ({"of": HERE, "cell": [3, 5]}, (3, 5)),
        ({"of": HERE, "cell": [9, -4]}, (3, 0)),
        ({"of": THERE, "cell": [3, 5]}, (1, 2)),
    ],
)
def test_a_cell_that_is_picked_lies_on_the_map_it_was_picked_on(picked, place):
    app = run(unit, picked=picked)
    assert app.session_state["found"] == place
    sent = data_of(app)
    assert (sent["cell"], sent["of"], sent["map"]) == (list(place), HERE, 7)


def inspected(image, kernel, bias, editable):
    import numpy as np

    from pages.layers.parts.inspector import inspector, window

    inspector(
        "convolution",
        image,
        np.zeros((2, 2)),
        window(3, 3, stride=2, padding=((1, 2), (3, 4)), boundary="wrap"),
        titles={},
        input_scale="grey",
        output_scale="signed",
        kernel=kernel,
        bias=bias,
        on_edit=(lambda text: None) if editable else None,
        key="inspector",
    )


def test_the_inspector_is_sent_the_window_and_every_channel_of_the_kernel(rng):
    image, kernel = rng.integers(0, 256, (5, 6, 3), np.uint8), rng.normal(size=(3, 3, 3)).astype(np.float32)
    held, sent = map(
        read, run(inspected, image=image, kernel=kernel, bias=np.float32(0.5), editable=False).get("bidi_component")
    )
    assert sent["window"] == {"rows": 3, "columns": 3, "stride": 2, "dilation": 1, "top": 1, "left": 3, "boundary": "wrap"}
    np.testing.assert_array_equal(inflated(held, held["parts"]["values"]), image)
    assert sent["input"]["version"] == held["version"]
    np.testing.assert_array_equal(np.float32(sent["kernel"]).T.reshape(3, 3, 3), kernel)
    assert (sent["bias"], sent["editable"], sent["input"]["channels"]) == (0.5, False, 3)
    assert all(len(text) <= 9 for part in sent["kernelText"] for text in part)  # rounded: it is only read


def test_the_text_of_a_kernel_that_is_edited_has_all_its_digits(rng):
    kernel = rng.normal(size=(3, 3)).astype(np.float32)
    app = run(inspected, image=np.zeros((5, 6), np.uint8), kernel=kernel, bias=0.0, editable=True)
    sent = read(app.get("bidi_component")[1])
    np.testing.assert_array_equal(np.float32(sent["kernelText"][0]).reshape(3, 3), kernel)
    assert sent["editable"] is True


def stacked(text):
    import streamlit as st

    from lessons.core.architecture import StackError, describe, parse_stack
    from pages.layers.parts.stack_editor import stack_editor

    layers, error = parse_stack(text), None
    try:
        rows = describe(layers, (32, 32, 1), 3)
    except StackError as wrong:
        rows, error = wrong.rows, wrong
    stack_editor(layers, rows, classes=3, error=error, on_edit=st.write, key="stack")


def test_a_stack_that_works_is_sent_with_its_costs():
    sent = data_of(run(stacked, text="conv 4; max; flatten"))
    assert [layer["kind"] for layer in sent["layers"]] == ["conv", "max", "flatten"]
    assert (sent["layers"][0]["parameters"], sent["wrong"], sent["message"]) == ("40", None, "")  # 4 × (9 + 1)
    assert sent["output"]["output"] == "3"


def test_a_stack_that_does_not_work_is_sent_with_its_fault_and_what_comes_before_it():
    sent = data_of(run(stacked, text="conv 4; flatten; max; dense 8"))
    assert sent["wrong"] == 2
    assert "needs maps" in sent["message"]
    assert ["output" in layer for layer in sent["layers"]] == [True, True, False, False]
    assert "parameters" not in sent["output"]


def chosen(kind):
    import streamlit as st

    from pages.layers.parts.kernel_choice import kernel_choice

    kernel, set_text, note = kernel_choice(st.container(), st.container(), st.container(), key="choice", kind=kind)
    st.session_state["found"], st.session_state["note"] = kernel, note
    st.button("Edit", key="edit", on_click=lambda: set_text("0 1; 2.5 0"))


def test_a_kernel_is_chosen_by_name_typed_or_edited_and_its_text_is_the_one_truth():
    app = run(chosen, kind="kernel")
    np.testing.assert_array_equal(app.session_state["found"], next(iter(KERNELS.values())))
    app.selectbox(key="choice_kernel").set_value("laplacian").run()
    np.testing.assert_array_equal(app.session_state["found"], KERNELS["laplacian"])
    assert app.text_input(key="choice_cells").value == format_kernel(KERNELS["laplacian"])
    app.button(key="edit").click().run()
    np.testing.assert_array_equal(app.session_state["found"], [[0, 1], [2.5, 0]])
    assert app.selectbox(key="choice_kernel").value == "your own"
    assert app.session_state["note"].startswith("A kernel of your own.")
    app.text_input(key="choice_cells").set_value(format_kernel(KERNELS["emboss"])).run()
    assert app.selectbox(key="choice_kernel").value == "emboss"


def test_what_is_no_kernel_is_answered_and_the_last_good_one_stays():
    app = run(chosen, kind="kernel")
    app.text_input(key="choice_cells").set_value("1 2; 3 4").run()
    app.text_input(key="choice_cells").set_value("1 two").run()
    assert "must be a number" in app.error[0].value
    np.testing.assert_array_equal(app.session_state["found"], [[1, 2], [3, 4]])


def test_a_filter_is_chosen_for_three_colours():
    app = run(chosen, kind="filter")
    name = list(FILTERS)[1]
    app.selectbox(key="choice_kernel").set_value(name).run()
    np.testing.assert_array_equal(app.session_state["found"], FILTERS[name])
    assert app.text_input(key="choice_cells").value == format_filter(FILTERS[name])


def gallery_of(chosen):
    import streamlit as st

    from pages.transfer.parts.picture_gallery import gallery

    if chosen is not None:
        st.session_state["gallery"] = {"chosen": chosen}
    st.session_state["found"] = gallery(b"jpeg", 64, 4, [10, 11, 12], [0, 1, 1], "Pictures of cats", key="gallery")


@pytest.mark.parametrize(("chosen", "found"), [(None, []), ([], []), ([12, 10], [12, 10]), ([9, 11, 13], [11])])
def test_only_pictures_that_are_shown_can_be_chosen(chosen, found):
    assert run(gallery_of, chosen=chosen).session_state["found"] == found


def boxes():
    import streamlit as st

    from pages.beyond.parts.box_pair import box_pair
    from pages.shared.session.state import current_picture

    st.session_state["found"], _ = box_pair(current_picture(), key="boxes")


def test_two_boxes_are_typed_and_a_box_that_is_none_leaves_the_last_good_one():
    app = run(boxes)
    app.text_input(key="boxes_box_a").set_value("10 20 30 40").run()
    app.text_input(key="boxes_box_b").set_value("20 20 40 40").run()
    assert app.session_state["found"].iou == pytest.approx(1 / 3)
    assert data_of(app)["boxes"] == {"a": [10, 20, 30, 40], "b": [20, 20, 40, 40]}
    app.text_input(key="boxes_box_b").set_value("40 20 20 40").run()  # its sides are swapped
    assert len(app.error) == 1
    assert data_of(app)["boxes"]["b"] == [20, 20, 40, 40]
