"""All that a learner has as one file, to be kept elsewhere, and such a file back onto a desk."""

import contextlib
import itertools
import time

import streamlit as st

from lessons.catalog import CATALOG
from lessons.data.class_names import class_name, known_as
from lessons.images.samples import DEFAULT_SAMPLE, SAMPLES
from lessons.progress.notes import Progress
from lessons.takehome.project import Photo, open_project, save_project
from lessons.takehome.project_layout import MOST_RUNS
from lessons.texts import counted
from pages.shared.session import caches, training_caches
from pages.shared.session.controls import noted_controls, set_controls
from pages.shared.session.desk import desk
from pages.shared.session.learner_progress import progress, progress_text, take_progress
from pages.shared.session.own_pictures import Shot, are_told_apart, own_classes, own_dataset, replace_classes, tell_apart
from pages.shared.session.picture import picture_of
from pages.shared.session.session_networks import (
    TRAINERS,
    network_at_hand,
    open_network,
    opened_network,
    rest_networks,
    runs,
    take,
)
from pages.shared.session.state import (
    current_picture,
    latest_result,
    pages_with_results,
    recent_pictures,
    restore_result,
    set_recent_pictures,
    take_picture,
)

_PACKED = "state_packed_pictures"  # what was packed for the learner to download
_RETURN, _SEEN = "state_return", "state_return_seen"
_NETWORKS, _AT_HAND, _APART, _NOT_KEPT = "networks", "at_hand", "apart", "not_kept"  # likewise
_OPENED, _BUILD = "opened", "build"
SAID_FOR = 60.0  # seconds after which no tab tells of a return that it has not told of yet
_SAMPLE, _CONTROLS, _PROGRESS = "sample", "controls", "progress"  # in a project's memory


def work_version():
    """A text that is another one whenever the work has changed: what is packed of it, not where its controls stand."""
    own = desk()
    results = sum(job.poll().result is not None for job in own.jobs)
    return f"{own.number}.{own.changes}.{results}"


def work_holds():
    """What there is to pack: name -> how many."""
    classes = own_classes()
    return {
        "pictures": sum(map(len, classes.values())),
        "classes": len(classes),
        "photos": len(recent_pictures()),
        "networks": _how_many_networks(),
    }


def memory():
    """What is remembered beside pictures and networks, as JSON can hold it."""
    controls, picture = noted_controls(), current_picture()
    sample = next((name for name in SAMPLES if caches.bundled_picture(name) is picture), None)
    is_first = sample in (None, DEFAULT_SAMPLE) and not (sample and recent_pictures())
    told = {
        _CONTROLS: controls,
        _SAMPLE: None if is_first else sample,
        _PROGRESS: progress_text() if progress() != Progress() else None,
    }
    return {name: value for name, value in told.items() if value}


def remember(told):
    """Have it as `memory` told it once. It may have been changed by anybody: what can't be is left out."""
    set_controls(told.get(_CONTROLS))
    if isinstance(told.get(_SAMPLE), str) and told[_SAMPLE] in SAMPLES:
        take_picture(caches.bundled_picture(told[_SAMPLE]))
    if isinstance(told.get(_PROGRESS), str):
        take_progress(told[_PROGRESS])


def pack_work():
    """All of it as a project file.

    Returns
    -------
    (bytes, sentence) : the sentence says why its network is not in it, or nothing
    """
    classes, network = own_classes(), _network()
    what = {
        "pictures": {name: [shot.pixels for shot in shots] for name, shots in classes.items()},
        "bursts": {name: [shot.burst for shot in shots] for name, shots in classes.items()},
        "parts": {name: [shot.part for shot in shots] for name, shots in classes.items()},
        "photos": [Photo(one.pixels, one.name, one.description, one.notes) for one in recent_pictures()],
        "memory": memory() | _about_networks(),
        "settings": network and network.settings,
    }
    if network is None:
        return save_project(**what), ""
    from lessons.takehome.model_file import ModelError

    trained = [(page, run) for page in TRAINERS for run in runs(page)]
    trained += [(_BUILD, run) for run in [latest_result(_BUILD)] if run is not None]
    try:
        return save_project(**what, model=network.model, labels=network.labels, runs=trained[:MOST_RUNS]), ""
    except ModelError as error:
        return save_project(**what), f"{error} The project is saved without its network."


def unpack_work(data, *, is_own=False):
    """Open a project file onto the desk. Its pictures replace those that are there, which `undo` brings back.

    Where it is the learner's own work that comes back, trainings come back with their figures, as they were. Otherwise its
    network is that of a project.

    Returns
    -------
    (lessons.takehome.project.Project, bool) : what was in it, and whether all its networks came back with their figures

    Raises
    ------
    lessons.takehome.project.ProjectError, pages.shared.session.desk_bytes.NoRoomError
        If it can't be opened, or there is no room for it. Nothing has changed then.
    """
    project = open_project(data)
    with desk().lock:
        replace_classes(_shots(project))
        tell_apart(project.memory.get(_APART) is True)
        trained = _restored(project) if is_own else []
        if project.model is not None and (not trained or project.memory.get(_AT_HAND) == _OPENED):
            open_network(project.model, tuple(map(class_name, project.labels)), project.settings)
        rest_networks()  # until somebody asks one
        pictures = [picture_of(one.pixels, one.name, one.description, one.notes) for one in project.photos]
        if pictures:
            set_recent_pictures(pictures)
            take_picture(pictures[0])
        remember(project.memory)
    here = len(trained) + (opened_network() is not None)
    return project, here == project.memory.get(_NETWORKS, 0)


def said_of(project, networks=1):
    """What was in a project that was opened, in a few words; `networks` of those in it came back."""
    pictures, classes, photos = sum(map(len, project.pictures.values())), len(project.pictures), len(project.photos)
    parts = [f"{counted(pictures, 'picture')} in {counted(classes, 'class', 'classes')}"] if pictures else []
    parts += [counted(photos, "photo of your own", "photos of your own")] if photos else []
    parts += ["your network" if networks == 1 else f"{networks} networks"] if project.model is not None else []
    return " and ".join([", ".join(parts[:-1]), *parts[-1:]] if len(parts) > 1 else parts)


def missing_of(project, is_whole):
    """What of its networks a project that was opened does not bring back, in sentences, or nothing."""
    told = project.memory.get(_NOT_KEPT)
    others = [entry.title for entry in CATALOG if isinstance(told, list) and entry.slug in told]
    said = [f"What you made on {' and on '.join(others)} is not kept: start it again there."] if others else []
    if not is_whole and project.model is not None:
        said.append(
            "Of your networks, the one at hand was kept, without its training curves and test results: train again to see them."
        )
    return " ".join(said)


def note_return(said, is_whole=True):
    """Note what to tell the learner where they are: what came back, and what did not."""
    desk()[_RETURN] = said, is_whole, time.monotonic()


def noted_return():
    """What was noted by `note_return` a moment ago: (sentences, whether nothing is missing, when)."""
    noted = desk().get(_RETURN, ("", True, 0.0))
    return noted if time.monotonic() - noted[2] < SAID_FOR else ("", True, 0.0)


def said_of_return(slug):
    """What was noted by `note_return`, for the page that the tab showed then: until another one is opened."""
    noted, (seen, page) = noted_return(), st.session_state.get(_SEEN, (("", True, 0.0), slug))
    if noted[0] and noted != seen:
        seen, page = st.session_state[_SEEN] = noted, slug
    return seen[:2] if page == slug else ("", True)


def are_packed():
    """Whether the pictures as they are now were packed for the learner to download, or there are none."""
    return not own_classes() or desk().get(_PACKED) is own_classes()


def note_packed():
    """Note that the pictures as they are now were packed for the learner to download."""
    desk()[_PACKED] = own_classes()


def _network():
    return network_at_hand() or latest_result("build")


def _how_many_networks():
    return len(runs()) + sum(network is not None for network in (latest_result(_BUILD), opened_network()))


def _about_networks():
    """How many networks there are, which one is at hand, and what the learner said of pictures that look alike."""
    at_hand, told = network_at_hand(), {_NETWORKS: _how_many_networks()}
    if at_hand is not None:
        place = next((place for place, run in enumerate(runs()) if run is at_hand), None)
        told[_AT_HAND] = _OPENED if place is None else place
    others = {key.split("_")[0] for key in pages_with_results()} - {"train", "build", "fine", "amounts"}
    told[_NOT_KEPT] = [entry.slug for entry in CATALOG if entry.slug in others]
    return told | ({_APART: True} if are_told_apart() else {})


def _restored(project):
    """Take the runs of a project over, those whose data set is here. Returns them."""
    if not project.runs:
        return []
    from lessons.takehome.run_record import run_of

    found = {page: [] for page in (*TRAINERS, _BUILD)}
    for kept in project.runs:
        dataset = _dataset_of(kept)
        if dataset is not None and kept.page in found:
            with contextlib.suppress(ValueError):  # somebody changed it
                record = {**kept.record, "fingerprint": dataset.fingerprint}
                found[kept.page].append(run_of(record, kept.model, kept.labels, kept.settings, dataset.test.images))
    for page in TRAINERS:
        restore_result(page, tuple(found[page]) or None)
    restore_result(_BUILD, found[_BUILD][0] if found[_BUILD] else None)
    at_hand = project.memory.get(_AT_HAND)
    if isinstance(at_hand, int) and 0 <= at_hand < len(runs()):
        take(runs()[at_hand])
    return [*runs(), *found[_BUILD][:1]]


def _dataset_of(kept):
    """The data set that a run of a project learned from, if it is here: the learner's own, or one that comes along."""
    from lessons.data.datasets import DATASETS

    own, _ = own_dataset()
    candidates = itertools.chain([own] if own is not None else [], map(training_caches.dataset, DATASETS))
    wanted = kept.record.get("fingerprint")
    return next((dataset for dataset in candidates if wanted in (dataset.fingerprint, dataset.named_fingerprint)), None)


def _shots(project):
    """Class name -> tuple of Shot: a project's classes with names as the app cleans them."""
    shots = {}
    for name, group in project.pictures.items():
        label = known_as(class_name(name), shots)
        shots[label] = shots.get(label, ()) + tuple(map(Shot, group, project.bursts[name], project.parts[name]))
    return shots
