"""Several networks of one's own: each stays, is called by its classes and where it is from, and the newest is at hand."""

import weakref
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from lessons.data.datasets import DATASETS
from lessons.data.own_data import from_pictures
from lessons.takehome.run_record import run_record
from lessons.training.fit import fit_arms
from lessons.training.settings import TrainingSettings
from pages.shared.session import kept_work
from pages.shared.session.desk import at
from pages.shared.session.desks import Desk
from pages.shared.session.own_pictures import (
    add_pictures,
    is_of_earlier_pictures,
    own_dataset,
    rename,
    undo,
)
from pages.shared.session.session_networks import (
    classes_of,
    meant,
    name_of,
    named_networks,
    newest,
    runs,
    take,
    taken,
)
from pages.shared.session.state import set_job
from pages.shared.session.test_set_lock import Look, looked_at
from tests.pages.apps import Over, desk_of, open_app, texts

pytestmark = pytest.mark.slow

TRAINED, TUNED = "cup, glass · Train your own", "cup, glass · Fine-tune: random weights, frozen"


class Done(Over):
    """Stands where a job stands that is over; can be told from others by a weak reference."""


@pytest.fixture(scope="module")
def pictures():
    rng = np.random.default_rng(0)
    return {name: [rng.integers(0, 256, (64, 64, 3), dtype=np.uint8) for _ in range(8)] for name in ("cup", "glass")}


@pytest.fixture
def both(pictures):
    """A desk with pictures, a network of the page Train your own, and a newer one of Fine-tune."""
    own = Desk()
    with at(own):
        for name, group in pictures.items():
            add_pictures(name, group)
        for page, arm in (("train", "frozen"), ("fine_tune", "random")):
            set_job(page, Done(_trained(arm, pictures)))
    return own


_RUNS = {}


def _trained(arm, pictures):
    """A run of its own each time, of a network that is trained once."""
    if arm not in _RUNS:
        settings = TrainingSettings(arm=arm, network="efficientnet_lite0", image_size=64, epochs=1)
        _RUNS[arm] = fit_arms([settings], from_pictures(pictures))
    return tuple(replace(run, model=run.model, labels=tuple(pictures)) for run in _RUNS[arm])


def test_both_stay_and_the_newest_is_at_hand_until_another_is_chosen(both, pictures):
    with at(both):
        (of_train,), (of_tune,) = runs("train"), runs("fine_tune")
        assert list(named_networks()) == [TUNED, TRAINED]
        assert taken() is of_tune
        take(of_train)
        assert (taken(), taken("fine_tune"), taken("train")) == (of_train, of_tune, of_train)
        set_job("fine_tune", Done(_trained("random", pictures)))
        assert runs("train") == (of_train,)
        assert taken() is runs("fine_tune")[0] is not of_tune
        set_job("train", Done(None))  # it came to nothing: what was there stays, and is no newer for it
        assert newest()[0] == "fine_tune"
        assert runs("train") == (of_train,)


def test_another_name_of_a_class_is_no_other_data(both):
    """The network stays and says the new word, also after it was taken back; the test set was opened once, and no more."""
    with at(both):
        (run,) = runs("train")
        both["state_test_looks"] = [Look(weakref.ref(run), frozenset())]
        before = run.test_report
        rename("cup", "mug")
        assert runs("train") == (run,)
        assert run.labels == own_dataset()[0].labels == ("mug", "glass")
        assert [row.label for row in run.test_report.classes] == ["mug", "glass"]
        np.testing.assert_array_equal(run.test_report.confusion, before.confusion)
        assert not is_of_earlier_pictures(run)
        assert looked_at(run)
        assert name_of(run) == "mug, glass · Train your own"
        undo()
        assert runs("train")[0].labels == ("cup", "glass")
        add_pictures("cup", [np.full((40, 40, 3), 7, np.uint8)])
        assert is_of_earlier_pictures(run)


def test_names_are_no_part_of_a_fingerprint_and_all_else_is(pictures):
    made = from_pictures(pictures)
    named = from_pictures({"mug": pictures["cup"], "glass": pictures["glass"]})
    assert made.fingerprint == named.fingerprint
    assert made.named_fingerprint != named.named_fingerprint
    assert made.travel_key != named.travel_key  # what comes back has the names of the request
    swapped = from_pictures({"glass": pictures["glass"], "cup": pictures["cup"]})
    fewer = from_pictures({name: group[1:] for name, group in pictures.items()})
    assert len({data.fingerprint for data in (made, swapped, fewer, from_pictures(pictures, seed=1), DATASETS["faces"])}) == 5


def test_both_come_back_from_a_file_and_a_file_of_before_opens(both, monkeypatch):
    with at(both):
        take(runs("train")[0])
        data, lacks = kept_work.pack_work()
        assert not lacks
        names = list(named_networks())
    other = Desk()
    with at(other):
        _, is_whole = kept_work.unpack_work(data, is_own=True)
        assert is_whole
        assert sorted(named_networks()) == sorted(names)
        assert taken() is runs("train")[0]
    dataset = both["state_own_dataset"][2]
    with at(both):
        older = run_record(runs("fine_tune")[0]) | {"fingerprint": dataset.named_fingerprint}
        kept = SimpleNamespace(record=older)
        assert kept_work._dataset_of(kept) is dataset


def test_a_link_finds_the_network_that_is_meant():
    names = ["mug, glass · Train your own", "0, 1 and 8 more · Fine-tune: pretrained, frozen", "a, b · your project"]
    assert meant(names, names[1]) == names[1]
    assert meant(names, "cup, glass · Train your own") == names[0]
    assert meant(names, "Your trained network") == names[0]
    assert meant(names, "The network of your project") == names[2]
    assert meant(names, "VGG16, ImageNet") is None
    assert meant(names, "x · Build a CNN") is None
    assert classes_of(("a" * 40, "b")) == f"{'a' * 17}…, b"


def test_the_pages_let_one_choose_and_a_link_does_too(both):
    app = open_app()
    for name, value in both.items():
        desk_of(app)[name] = value
    for slug, key in (("judge", "judge_run"), ("take_home", "take_home_network")):
        app.switch_page(f"pages/transfer/{slug}.py").run()
        assert not app.exception
        box = app.selectbox(key=key)
        assert (box.value, sorted(box.options)) == (TUNED, sorted([TRAINED, TUNED]))
    app.selectbox(key="take_home_network").set_value(TRAINED).run()
    app.switch_page("pages/transfer/judge.py").run()
    assert app.selectbox(key="judge_run").value == TRAINED
    app.switch_page("pages/networks/explain.py").run()
    assert {TRAINED, TUNED} <= set(app.selectbox(key="explain_network").options)
    app.selectbox(key="explain_network").set_value(TRAINED).run()
    assert "**Your network** knows cup, glass" in texts(app)
    assert not app.exception
    linked = open_app(judge_run="mug, glass · Fine-tune: random weights, frozen")
    for name, value in both.items():
        desk_of(linked)[name] = value
    with at(both):
        take(runs("train")[0])
    linked.query_params["judge_run"] = "mug, glass · Fine-tune: random weights, frozen"
    linked.switch_page("pages/transfer/judge.py").run()
    assert linked.selectbox(key="judge_run").value == TUNED
    assert not linked.exception


def test_what_was_trained_last_is_at_hand_wherever_a_page_stood_before(both, pictures):
    """A choice, an address and a page opened anew are of the time before: the newest takes their place."""
    app = open_app()
    for name, value in both.items():
        desk_of(app)[name] = value
    for slug, key in (("judge", "judge_run"), ("take_home", "take_home_network")):
        app.switch_page(f"pages/transfer/{slug}.py").run()
        assert app.selectbox(key=key).value == TUNED
    with at(desk_of(app)):
        set_job("train", Done(_trained("frozen", pictures)))
    for slug, key in (("judge", "judge_run"), ("take_home", "take_home_network")):
        app.switch_page(f"pages/transfer/{slug}.py").run()
        assert app.selectbox(key=key).value == TRAINED
        assert "take_home_take_newest" not in [button.key for button in app.button]
    app.switch_page("pages/transfer/judge.py").run()
    app.selectbox(key="judge_run").set_value(TUNED).run()
    app.switch_page("pages/transfer/take_home.py").run()
    assert app.selectbox(key="take_home_network").value == TUNED
    assert f"You trained another one last: **{TRAINED}**" in texts(app)
    app.button(key="take_home_take_newest").click().run()
    assert app.selectbox(key="take_home_network").value == TRAINED
    assert not app.exception


def test_who_has_chosen_a_network_to_take_home_is_not_asked_to_take_another(both):
    app = open_app()
    for name, value in both.items():
        desk_of(app)[name] = value
    app.switch_page("pages/transfer/take_home.py").run()
    for chosen in (TRAINED, TUNED, TRAINED):
        app.selectbox(key="take_home_network").set_value(chosen).run()
        assert app.selectbox(key="take_home_network").value == chosen
        assert "take_home_take_newest" not in [button.key for button in app.button]
    assert not app.exception
