"""The networks that the learner has trained: by transfer learning, by stacking layers, or opened from a project."""

from lessons.training.settings import ARMS, BASES
from pages.shared.session.controls import note_change
from pages.shared.session.desk import desk
from pages.shared.session.desk_bytes import count
from pages.shared.session.state import all_results, latest_result

_TAKEN = "state_taken"
_OPENED = "state_opened_run"
_OPENED_AFTER = "state_opened_after"  # the runs that there were when the project's network came to hand
TRAINED_NAME, OPENED_NAME = "Your trained network", "The network of your project"


def runs():
    """The session's runs of transfer learning: tuple of lessons.training.results.ClassifierRun, perhaps empty."""
    return latest_result("fine_tune") or ()


def best(results):
    """Of several runs the one with the best accuracy on the validation pictures; of equals the one with the lowest loss.

    The test pictures have no say: whoever chose by them could not judge by them any more.
    """
    return max(results, key=lambda run: (run.validation_report.accuracy, -run.kept.validation_loss))


def take(run):
    """Make this run the one that is judged and taken home."""
    if desk().get(_TAKEN) is not run:
        desk()[_TAKEN] = run
        note_change()


def taken():
    """The run that is judged and taken home: the learner's choice, else the best one; None while there is none."""
    results = runs()
    chosen = desk().get(_TAKEN)
    if any(chosen is run for run in results):
        return chosen
    return best(results) if results else None


def title(run):
    """What a run is called on charts and in lists."""
    used, arm = run.settings, ARMS[run.settings.arm]
    if used.arm == "scratch":
        return arm
    norms = ", batch norm trained too" if used.arm == "fine_tuned" and used.batch_norm == "trained" else ""
    return f"{BASES[used.network]}: {arm[0].lower()}{arm[1:]}{norms}"


def network_at_hand():
    """The network to use and to take home: the run that was taken, or a project's network if that was opened later or chosen.

    Returns
    -------
    lessons.training.results.ClassifierRun, or OpenedNetwork if it came from a project; or None
    """
    opened, run = opened_network(), taken()
    if run is None or opened is None:
        return run or opened
    trained_since = desk().get(_OPENED_AFTER) is not runs()
    return run if trained_since else opened


def opened_network():
    """The OpenedNetwork of a project, or None."""
    return desk().get(_OPENED)


def open_network(model, labels, settings):
    """Remember the network of a project that was opened, and make it the one at hand."""
    from lessons.training.results import OpenedNetwork

    desk()[_OPENED] = OpenedNetwork(model, labels, settings)
    use_opened(True)


def use_opened(wanted):
    """Make the project's network the one at hand until another is trained, or the run that was taken."""
    desk()[_OPENED_AFTER] = runs() if wanted else None
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
    """What a network at hand is called in lists: the same words for every way to train."""
    return OPENED_NAME if network is opened_network() else f"{TRAINED_NAME} ({title(network)})"
