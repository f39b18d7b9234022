"""The networks that the learner has trained: by transfer learning, by stacking layers, or opened from a project."""

from lessons.catalog import lesson
from lessons.data.own_data import TITLE
from lessons.training.settings import ARMS, BASES
from pages.shared.session.controls import note_change
from pages.shared.session.desk import desk
from pages.shared.session.desk_bytes import count
from pages.shared.session.own_pictures import own_dataset
from pages.shared.session.state import all_results, latest_result, newest_of

TRAINERS = ("train", "fine_tune")  # the pages whose networks are judged and taken home
_TAKEN = "state_taken"
_TAKEN_AFTER = "state_taken_after"  # the newest runs that there were then
_OPENED = "state_opened_run"
_OPENED_AFTER = "state_opened_after"  # the newest runs that there were when the project's network came to hand
_OPENED_FROM = "state_opened_from"
_OF_PROJECT, OF_CLASS = "your project", "your class"
_OLDER = {  # what a learner's networks were called before there were several -> where they are from
    "Your trained network": "",
    "Your stacked network": lesson("build").title,
    "The network of your project": _OF_PROJECT,
}
_NAMED, _LONGEST = 2, 18  # classes by which a network is called, and letters of one


def runs(page=None):
    """The session's runs of transfer learning, of one page or of all: tuple of ClassifierRun, perhaps empty."""
    found = [latest_result(each) for each in ((page,) if page else TRAINERS)]
    results = tuple(run for result in found if isinstance(result, tuple | list) for run in result)
    _call_classes(results)
    return results


def _call_classes(results):
    """Have the classes of one's own called as the learner calls them by now."""
    for run in results:
        dataset = own_dataset()[0] if run.data == TITLE else None
        if dataset is not None and dataset.fingerprint == run.fingerprint and dataset.labels != run.labels:
            run.call_classes(dataset.labels)


def newest():
    """The page that trained last, and what came of it: (slug, its runs), or (None, ()) where nothing has been trained."""
    page = newest_of(TRAINERS[::-1])
    return page, runs(page) if page else ()


def page_of(run):
    """The page that trained it."""
    return next(page for page in TRAINERS if any(run is other for other in runs(page)))


def best(results):
    """Of several runs the one with the best accuracy on the validation pictures; of equals the one with the lowest loss.

    The test pictures have no say: whoever chose by them could not judge by them any more.
    """
    return max(results, key=lambda run: (run.validation_report.accuracy, -run.kept.validation_loss))


def take(run):
    """Make this run the one that is judged and taken home, until another training has a result."""
    if taken() is not run:
        desk()[_TAKEN] = run
        desk()[_TAKEN_AFTER] = latest_result(newest()[0])
        note_change()


def taken(page=None):
    """The run that is judged and taken home: the learner's choice, else the best of the newest; None while there is none.

    With a page, that of its runs.
    """
    latest = newest()[0]
    chosen = desk().get(_TAKEN)
    is_chosen = latest and (page or desk().get(_TAKEN_AFTER) is latest_result(latest))
    if is_chosen and any(chosen is run for run in runs(page)):
        return chosen
    results = runs(page or latest) if latest else ()
    return best(results) if results else None


def title(run):
    """What a run is called where its network is to be told, too."""
    if run.settings.arm == "scratch":
        return way_of(run)
    way = way_of(run)
    return f"{BASES[run.settings.network]}: {way[0].lower()}{way[1:]}"


def way_of(run):
    """The way in which a run was trained: what it is called on charts and in lists beside others."""
    used = run.settings
    norms = ", batch norm trained too" if used.arm == "fine_tuned" and used.batch_norm == "trained" else ""
    return f"{ARMS[used.arm]}{norms}"


def network_at_hand():
    """The network to use and to take home: the run that was taken, or a project's network if that was opened later or chosen.

    Returns
    -------
    lessons.training.results.ClassifierRun, or OpenedNetwork if it came from a project; or None
    """
    opened, run = opened_network(), taken()
    if run is None or opened is None:
        return run or opened
    trained_since = desk().get(_OPENED_AFTER) is not latest_result(newest()[0])
    return run if trained_since else opened


def opened_network():
    """The OpenedNetwork of a project, or None."""
    return desk().get(_OPENED)


def open_network(model, labels, settings, origin=_OF_PROJECT):
    """Remember a network that came from a project or a class, and make it the one at hand."""
    from lessons.training.results import OpenedNetwork

    desk()[_OPENED], desk()[_OPENED_FROM] = OpenedNetwork(model, labels, settings), origin
    use_opened(True)


def use_opened(wanted):
    """Make the project's network the one at hand until another is trained, or the run that was taken."""
    latest = newest()[0]
    desk()[_OPENED_AFTER] = latest_result(latest) if wanted and latest else None
    note_change()


def count_networks():
    """Count the bytes of the networks that the learner has, trained or opened, for what all desks may take."""
    count("networks", sum(network.own_bytes for network in _networks()))


def rest_networks():
    """Let go of them until they are asked again: what is left takes little memory."""
    for network in _networks():
        network.rest()
    count_networks()


def _networks():
    results = [each for result in all_results() for each in (result if isinstance(result, list | tuple) else [result])]
    opened = opened_network()
    return [each for each in [*results, opened] if hasattr(each, "own_bytes")]


def ask(result, picture):
    """What the trained model calls a picture: its labels, the most probable first."""
    from lessons.nets.classification import rank

    return rank(result.model, result.labels, picture.pixels, top=len(result.labels))


def name_of(network):
    """What a network of the learner's is called in lists: what it tells apart, and where it is from."""
    return f"{classes_of(network.labels)} · {_origin(network)}"


def _origin(network):
    if network is opened_network():
        return desk().get(_OPENED_FROM, _OF_PROJECT)
    if network is latest_result("build"):
        return lesson("build").title
    page, way = page_of(network), way_of(network)
    return lesson(page).title + (f": {way[0].lower()}{way[1:]}" if page == "fine_tune" else "")


def classes_of(labels):
    """The first of some classes by name, and how many more there are."""
    short = [label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…" for label in labels]
    if len(short) <= _NAMED + 1:
        return ", ".join(short)
    return f"{', '.join(short[:_NAMED])} and {len(short) - _NAMED} more"


def named_networks(*, judged=False):
    """The learner's networks, the newest first: name -> network. None of them is built for that.

    `judged`: only those that have figures on test pictures, which a project's network has not.
    """
    page, _ = newest()
    results = [run for each in sorted(TRAINERS, key=lambda each: each != page) for run in runs(each)]
    opened = None if judged else opened_network()
    networks = [*results, *([opened] if opened is not None else [])]
    return {name_of(network): network for network in networks}


def meant(names, asked):
    """Of several networks' names the one that is meant: as it is, or where its classes were called otherwise since; or None."""
    if asked in names:
        return asked
    where = _OLDER.get(asked) if asked in _OLDER else asked.rpartition(" · ")[2]
    return next((name for name in names if " · " in name and name.rpartition(" · ")[2].startswith(where)), None)
