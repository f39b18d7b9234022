"""Small drawings: each task has its classes, no two drawings of a task are alike, and a drawing comes back from its text."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from lessons.images.small_drawings import read_drawing, tasks


@pytest.mark.parametrize("task", tasks().values(), ids=tasks())
def test_drawings_of_a_task_differ_and_every_class_has_some(task):
    assert set(task.targets) == set(range(len(task.classes)))
    assert len(task.targets) == len(task.drawings)
    for drawing in task.drawings:
        assert drawing.shape == (8, 8)
        assert set(np.unique(drawing)) <= {0.0, 1.0}
    for one, other in itertools.combinations(task.drawings, 2):
        assert not np.array_equal(one, other)


@given(some.lists(some.booleans(), min_size=64, max_size=64))
def test_a_drawing_is_read_from_its_bits(bits):
    text = f"{int(''.join(str(int(bit)) for bit in bits), 2):016x}"
    assert read_drawing(text).ravel().tolist() == bits


@pytest.mark.parametrize("text", ["", "0" * 15, "g" * 16, "0" * 17, "0x" + "0" * 14])
def test_other_texts_are_refused(text):
    with pytest.raises(ValueError, match="16 letters"):
        read_drawing(text)
