"""Records of a run take bounded memory, and those that are kept are spread evenly from the first to the last."""

from types import SimpleNamespace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lessons.training.records import Records, at_epoch


@given(st.integers(1, 80), st.integers(1, 30))
def test_kept_records_are_bounded_and_spread_evenly_with_the_first_and_the_last(epochs, room):
    records = Records(most=1000 * room)
    for number in range(epochs):
        records.add(np.full(1000, number % 256, np.uint8))
        kept = [int(record[0]) for record in records.all]
        assert kept[0] == 0
        assert kept[-1] == number
        assert sum(record.nbytes for record in records.all) <= max(1000 * room, 2000)
        steps = np.diff(kept)
        assert len(set(steps[:-1])) <= 1
        assert not len(steps) or steps[-1] <= max(steps)
        if number < room - 1:
            assert kept == list(range(number + 1)), "there is room for all of them"
        elif room > 4:
            assert len(kept) >= room // 2 - 1, "more were dropped than there is no room for"


def test_a_run_that_goes_on_keeps_what_there_was():
    records = Records(["first", "second"])
    records.add("third")
    assert records.all == ("first", "second", "third")


def test_an_epoch_that_was_not_kept_is_shown_by_the_last_one_before_it():
    records = [SimpleNamespace(epoch=number) for number in (0, 4, 8, 9)]
    assert [at_epoch(records, epoch).epoch for epoch in range(11)] == [0, 0, 0, 0, 4, 4, 4, 4, 8, 9, 9]
