"""A camera's frames: what is taken, and that nothing else gets through."""

import base64
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from lessons.images.camera_frames import LONGEST, MOST_CHARACTERS, MOST_FRAMES, decode_burst, decode_frame
from lessons.images.decoding import ImageError


def packed(picture, kind="PNG"):
    file = io.BytesIO()
    Image.fromarray(picture).save(file, kind)
    return base64.b64encode(file.getvalue()).decode()


def test_frames_arrive_as_they_were_taken(rng):
    pictures = [rng.integers(0, 256, (192, 256, 3), dtype=np.uint8) for _ in range(MOST_FRAMES)]
    for sent, received in zip(pictures, decode_burst([packed(picture) for picture in pictures]), strict=True):
        np.testing.assert_array_equal(received, sent)


def test_the_largest_frame_that_does_not_shrink_is_taken(rng):
    noise = rng.integers(0, 256, (LONGEST, LONGEST, 3), dtype=np.uint8)
    assert len(packed(noise)) < MOST_CHARACTERS
    np.testing.assert_array_equal(decode_frame(packed(noise)), noise)


def test_a_frame_may_be_larger_where_that_is_wanted():
    large = np.zeros((312, 416, 3), np.uint8)
    np.testing.assert_array_equal(decode_frame(packed(large), longest=416), large)
    with pytest.raises(ImageError, match="up to 415 pixels"):
        decode_frame(packed(large), longest=415)


def test_what_is_no_frame_gets_a_sentence():
    small = packed(np.zeros((4, 4, 3), np.uint8))
    cut = packed(np.arange(3 * 64 * 64, dtype=np.uint8).reshape(64, 64, 3), "JPEG")[:-400]
    for frame, message in [
        (None, "must come as text. Received: NoneType"),
        (7, "must come as text. Received: int"),
        ("A" * (MOST_CHARACTERS + 1), "up to 400,000 characters long. Received: 400,001"),
        ("no base64!", "arrived damaged"),
        ("é", "arrived damaged"),
        ("", "empty"),
        (base64.b64encode(b"Dear Sir").decode(), "not a picture"),
        (cut, "arrived damaged"),
        (packed(np.zeros((2, 257, 3), np.uint8)), "up to 256 pixels wide and high. Received: 257 × 2"),
    ]:
        with pytest.raises(ImageError, match=message):
            decode_frame(frame)
    with pytest.raises(ImageError, match="arrived damaged"):
        decode_burst([small, cut, small])


@pytest.mark.parametrize("burst", [None, [], "AAAA", {"0": "AAAA"}, ["AAAA"] * (MOST_FRAMES + 1)])
def test_a_burst_has_1_to_40_frames(burst):
    with pytest.raises(ImageError, match="1 to 40 pictures"):
        decode_burst(burst)


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=20), lambda inner: st.lists(inner, max_size=3))


@given(JSON)
def test_no_other_error_leaves(payload):
    with pytest.raises(ImageError):
        decode_burst(payload)
