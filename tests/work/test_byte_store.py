"""Never more bytes are kept than may be, of the owner and in all; and what several want at a time is made once."""

import gc
import threading

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lessons.work.byte_store import ByteStore, nbytes

LIMIT = 20  # seconds that anything here may take before the test gives up
EACH, MOST = 60, 100
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("keep"), st.integers(0, 3), st.integers(0, 2), st.integers(1, 120)),
        st.tuples(st.just("find"), st.integers(0, 3), st.integers(0, 2)),
        st.tuples(st.just("die"), st.integers(0, 3)),
    ),
    max_size=40,
)


class Owner:
    """Something that values may hang on."""


@given(STEPS)
def test_never_more_than_the_bound_is_kept_and_the_oldest_goes_first(steps):
    """Against a plain list of what was used last, which forgets its head: of the owner, and then of all."""
    store, owners, used = ByteStore(MOST, EACH), {number: Owner() for number in range(4)}, []
    for what, number, *rest in steps:
        if what == "die":
            owners[number] = Owner()
            used = [item for item in used if item[0] != number]
        elif what == "find":
            (item,) = [item for item in used if item[:2] == (number, rest[0])] or [None]
            found = store.find(owners[number], rest[0])
            assert (found is None) == (item is None)
            if item:
                assert found.nbytes == item[2]
                used = [other for other in used if other is not item] + [item]
        else:
            store.keep(owners[number], rest[0], np.zeros(rest[1], np.uint8))
            if rest[1] <= EACH:
                used = [item for item in used if item[:2] != (number, rest[0])] + [(number, *rest)]
                while sum(item[2] for item in used if item[0] == number) > EACH:
                    used.remove(next(item for item in used if item[0] == number))
                while sum(item[2] for item in used) > MOST:
                    del used[0]
        assert store.nbytes == sum(item[2] for item in used) <= MOST


def test_what_several_want_at_a_time_is_made_once_and_others_are_not_held_up():
    store, owner, other = ByteStore(MOST), Owner(), Owner()
    begun, may_end, made, got = threading.Event(), threading.Event(), [], []

    def make():
        made.append("once")
        begun.set()
        assert may_end.wait(LIMIT)
        return b"made"

    threads = [threading.Thread(target=lambda: got.append(store.get(owner, "key", make)), daemon=True) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert begun.wait(LIMIT)
    assert store.get(other, "key", lambda: b"other") == b"other"
    assert store.get(owner, "another key", lambda: b"another") == b"another"
    may_end.set()
    for thread in threads:
        thread.join(LIMIT)
    assert (made, got) == (["once"], [b"made"] * 3)


def test_what_failed_is_tried_again():
    store, owner = ByteStore(MOST), Owner()
    for _ in range(2):
        try:
            store.get(owner, "key", lambda: 1 / 0)
        except ZeroDivisionError:
            continue
        raise AssertionError
    assert store.get(owner, "key", lambda: b"made") == b"made"


def test_an_owner_takes_its_values_along():
    store, owner = ByteStore(MOST), Owner()
    store.get(owner, "key", lambda: np.zeros(50, np.uint8))
    assert store.nbytes == 50
    del owner
    gc.collect()
    assert store.nbytes == 0


def test_what_is_dropped_is_made_again_and_takes_no_bytes():
    store, owner = ByteStore(MOST), Owner()
    store.drop(owner, "key")
    store.get(owner, "key", lambda: b"first")
    store.keep(owner, "other", b"stays")
    store.drop(owner, "key")
    assert store.nbytes == nbytes(b"stays")
    assert store.get(owner, "key", lambda: b"second") == b"second"
    assert store.find(owner, "other") == b"stays"


def test_bytes_are_counted_wherever_they_are():
    array = np.zeros(1000, np.float32)
    for holder in (array, [array], (1, array), {"a": {"b": array}}):
        assert 4000 <= nbytes(holder) < 5000
    assert 1000 <= nbytes(b"x" * 1000) < 1100
