"""What is done in the rows of classes: recorded, dropped, named and taken away, also by a browser that sends nonsense."""

import base64
import io

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest


def frame(level, size=(32, 24), kind="JPEG"):
    file = io.BytesIO()
    Image.fromarray(np.full((size[1], size[0], 3), level, np.uint8)).save(file, kind)
    return base64.b64encode(file.getvalue()).decode()


def _rows(payloads):
    import streamlit as st

    from pages.shared.session.own_pictures import own_classes, undo
    from pages.transfer.parts.class_rows import act
    from pages.transfer.parts.named_classes import add_row, row_names

    st.session_state.told = []
    for payload in payloads:
        try:
            {"add": add_row, "undo": undo}[payload]() if isinstance(payload, str) else act(payload)
        except ValueError as refusal:
            st.session_state.told.append(str(refusal))
    st.session_state.rows = [(name, len(own_classes().get(name, ()))) for name, _ in row_names()]
    st.session_state.bursts = {name: [shot.burst for shot in shots] for name, shots in own_classes().items()}


def after(*payloads):
    app = AppTest.from_function(_rows, default_timeout=30, kwargs={"payloads": payloads}).run()
    assert not app.exception, app.exception
    return app.session_state


def recorded(row, count=3, what="burst"):
    return {"row": row, "what": what, "frames": [frame(10 * row + number) for number in range(count)]}


def named(row, name):
    return {"row": row, "what": "name", "name": name}


def test_there_are_two_rows_to_begin_with_and_one_more_for_each_that_is_wanted():
    assert after().rows == [("Class 1", 0), ("Class 2", 0)]
    assert after("add", "add").rows == [("Class 1", 0), ("Class 2", 0), ("Class 3", 0), ("Class 4", 0)]


def test_what_is_held_is_one_burst_and_what_is_dropped_is_none():
    state = after(recorded(1), recorded(1), recorded(0, what="files"))
    assert state.rows == [("Class 1", 3), ("Class 2", 6)]
    assert state.bursts == {"Class 2": [1, 1, 1, 2, 2, 2], "Class 1": [None] * 3}


def test_a_row_stays_where_it_is_when_it_is_named_before_or_after_it_is_filled():
    assert after(named(1, "cup"), recorded(1), recorded(0)).rows == [("Class 1", 3), ("cup", 3)]
    assert after(recorded(0), recorded(1), named(0, " <b>my cup</b> ")).rows == [("b my cup /b", 3), ("Class 2", 3)]


def test_naming_is_taken_back_like_anything_else():
    assert after(recorded(0), recorded(1), named(0, "cup"), "undo").rows == [("Class 1", 3), ("Class 2", 3)]
    assert after(recorded(0), recorded(1), "undo").rows == [("Class 1", 3), ("Class 2", 0)]


def test_two_rows_can_not_have_one_name():
    state = after(named(0, "cup"), named(1, "CUP "))
    assert state.rows == [("cup", 0), ("Class 2", 0)]
    assert state.told == ["Another class is called cup already. Give this one a name of its own"]
    state = after(recorded(0), recorded(1), named(0, "cup"), named(1, "cup"))
    assert state.rows == [("cup", 3), ("Class 2", 3)]
    assert after(named(0, "<<>>")).told == ["A class needs a name with letters or digits in it. Received: '<<>>'"]


def test_a_third_row_can_leave_with_its_pictures_and_comes_back_by_undo():
    filled = ["add", recorded(0), recorded(1), recorded(2)]
    assert after(*filled, {"row": 1, "what": "leave"}).rows == [("Class 1", 3), ("Class 3", 3)]
    assert after(*filled, {"row": 1, "what": "leave"}, "undo").rows == [("Class 1", 3), ("Class 2", 3), ("Class 3", 3)]
    assert after(recorded(0), {"row": 0, "what": "leave"}).rows == [("Class 1", 3), ("Class 2", 0)]


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"row": 7, "what": "leave"},
        {"row": -1, "what": "name", "name": "x"},
        {"row": "0", "what": "burst"},
        {"row": 0, "what": "name", "name": 3},
        {"row": 0, "what": "name", "name": "  "},
        {"row": 0, "what": "everything"},
    ],
)
def test_nonsense_changes_nothing(payload):
    state = after(recorded(0), payload)
    assert state.rows == [("Class 1", 3), ("Class 2", 0)]


@pytest.mark.parametrize(
    ("frames", "sentence"),
    [
        ([frame(5), "nonsense!"], "arrived damaged"),
        ([frame(5)] * 41, "1 to 40 pictures. Received: 41"),
        ([], "1 to 40 pictures"),
        ("frames", "1 to 40 pictures"),
        ([frame(5, (300, 20))], "up to 256 pixels"),
        (None, "1 to 40 pictures"),
    ],
)
def test_frames_that_are_none_get_a_sentence_and_nothing_of_them_is_taken(frames, sentence):
    state = after({"row": 0, "what": "burst", "frames": frames})
    assert state.rows == [("Class 1", 0), ("Class 2", 0)]
    assert sentence in state.told[0]


def test_pictures_of_any_shape_become_pictures_of_a_row():
    frames = [frame(0, (12, 12)), frame(0, (256, 3)), frame(255, (1, 256)), frame(7, (1, 1))]
    assert after({"row": 0, "what": "files", "frames": frames}).rows[0] == ("Class 1", 4)
