"""Everything that is known of a run survives a project, and a record that was changed by hand is refused with a sentence."""

import copy
import json
from dataclasses import asdict

import numpy as np
import pytest

from lessons.data.datasets import DATASETS
from lessons.takehome.project import ProjectError, open_project, save_project
from lessons.takehome.project_layout import MOST_RUNS
from lessons.takehome.run_record import run_of, run_record
from lessons.training.scratch import fit_scratch
from lessons.training.settings import ScratchSettings
from tests.takehome.project_files import changed, parts, zip_of

DIGITS = DATASETS["digits"]


@pytest.fixture(scope="module")
def run():
    return fit_scratch(ScratchSettings(epochs=2, stack="conv 4; norm; max; flatten"), DIGITS, watched=DIGITS.train.images[0])


@pytest.fixture(scope="module")
def saved(run):
    return save_project({}, runs=[("build", run), ("fine_tune", run)])


def again(kept):
    return run_of(kept.record, kept.model, kept.labels, kept.settings, DIGITS.test.images)


def test_a_run_comes_back_with_all_its_figures(run, saved):
    project = open_project(saved)
    assert [kept.page for kept in project.runs] == ["build", "fine_tune"]
    back = again(project.runs[0])
    for name in vars(run).keys() - {"model", "records", "test_images", "test_report", "validation_report"}:
        assert getattr(back, name) == getattr(run, name), name
    for report in ("test_report", "validation_report"):
        one, other = asdict(getattr(run, report)), asdict(getattr(back, report))
        for name, value in one.items():
            np.testing.assert_array_equal(value, other[name], name)
    pictures = np.stack(DIGITS.test.images[:5]).astype(np.float32)
    size = run.settings.image_size
    pictures = pictures.repeat(-(-size // pictures.shape[1]), 1).repeat(-(-size // pictures.shape[2]), 2)[:, :size, :size]
    np.testing.assert_array_equal(run.model(pictures, training=False), back.model(pictures, training=False))
    assert len(back.test_images) == len(run.test_images)


def test_the_record_is_plain_json(run):
    record = run_record(run)
    assert json.loads(json.dumps(record, allow_nan=False)) == record


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["history"], []),
        (["history"], [[1, 2]]),
        (["history", 0, 0], float("inf")),
        (["history", 0, 0], "much"),
        (["history", 0, 4], {"\ud800": 1.0}),
        (["kept"], 3),
        (["kept"], 0),
        (["kept"], True),
        (["pictures"], -1),
        (["device"], 5),
        (["data"], "x" * 201),
        (["test"], None),
        (["test", "targets", 0], 10),
        (["test", "targets", 0], -1),
        (["test", "targets", 0], 0.5),
        (["test", "targets", 0], [1, 2]),
        (["test", "targets"], []),
        (["test", "probabilities", 0, 0], 1.5),
        (["test", "probabilities", 0, 0], "x"),
        (["test", "probabilities", 0], [1.0]),
        (["validation", "probabilities"], 3),
    ],
)
def test_a_record_that_can_not_be_so_is_refused(run, path, value):
    record = copy.deepcopy(run_record(run))
    place = record
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(ValueError):
        run_of(record, run.model, run.labels, run.settings, DIGITS.test.images)


def test_a_record_that_lacks_something_is_refused(run):
    for name in run_record(run):
        lacking = {key: value for key, value in run_record(run).items() if key != name}
        with pytest.raises(ValueError, match="damaged"):
            run_of(lacking, run.model, run.labels, run.settings, DIGITS.test.images)


def test_a_record_is_of_so_many_pictures_as_there_are(run):
    with pytest.raises(ValueError, match="about 3 test pictures"):
        run_of(run_record(run), run.model, run.labels, run.settings, DIGITS.test.images[:3])


def test_runs_of_a_project_that_are_damaged_are_refused(saved):
    good = json.loads(parts(saved)["project.json"])["runs"]
    for runs in (None, 5, [1], [{}, {}], [good[0] | {"page": 3}, good[1]], [good[0]] * (MOST_RUNS + 1)):
        with pytest.raises(ProjectError, match="list of runs is damaged"):
            open_project(changed(saved, runs=runs))
    with pytest.raises(ProjectError, match="labels are damaged"):
        open_project(changed(saved, runs=[good[0] | {"labels": ["one"]}, good[1]]))
    with pytest.raises(ProjectError, match="settings are of a kind"):
        open_project(changed(saved, runs=[good[0] | {"settings": {"kind": "Other"}}, good[1]]))
    for content, said in [(b"[]", "run is damaged"), (b"{", "run is damaged"), (b" " * 20_000_001, "far too")]:
        with pytest.raises(ProjectError, match=said):
            open_project(zip_of(parts(saved) | {"runs/00/run.json": content}))
