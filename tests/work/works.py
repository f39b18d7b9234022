"""Works for jobs in other processes: they tell through files that they have begun, and end when a file says so."""

import gc
import os
import signal
import threading
import time
import weakref
from pathlib import Path

import numpy as np

from lessons.data.examples import Dataset
from lessons.work.progress import Epoch, Step, Stopped


def held(folder, name, *, on_step, should_stop, error=None):
    """Go on until the folder has a file `end`; write a file of this name when it begins."""
    (Path(folder) / name).touch()
    on_step(Step("features", 1, 4, 0.5))
    while not (Path(folder) / "end").exists():
        if should_stop():
            (Path(folder) / f"{name}.stopped").touch()
            raise Stopped
        time.sleep(0.01)
    if error:
        raise error
    return name


def kept(name, *, on_step, should_stop):
    """Go on until it is told to stop, and hand over what there is by then."""
    on_step(Step("features", 1, 4, 0.5))
    while not should_stop():
        time.sleep(0.001)
    return name


def quick(value, *, on_step, should_stop, seconds=0.0):
    time.sleep(seconds)
    return value


def failing(error, *, on_step, should_stop):
    raise error


def unsendable(*, on_step, should_stop):
    return threading.Lock()


def sum_of(data, *, on_step, should_stop):
    """What comes of a data set, and which object of the worker it was."""
    return sum(int(image.sum()) for image in data.train.images), os.getpid(), id(data)


def epochs(folder, count, *, on_step, should_stop):
    """Records of a megabyte each, epoch by epoch; each waits until it was seen."""
    records, history = [], []
    for number in range(count):
        records.append(np.full(1_000_000, number, np.uint8))
        history.append(Epoch(number + 1, 1.0, None, 1.0, None))
        on_step(Step("training", number + 1, count, 1.0, tuple(history), tuple(records)))
        while not (Path(folder) / f"seen{number}").exists():
            if should_stop():
                raise Stopped
            time.sleep(0.005)
    return tuple(float(record.mean()) for record in records)


def dying(folder, times, *, on_step, should_stop):
    """Kill the process that runs it, so many times, and then go on until the folder has a file `end`."""
    starts = Path(folder) / "starts"
    with starts.open("a") as file:
        file.write("x")
    if len(starts.read_text()) <= times:
        time.sleep(0.3)  # so that the scheduler knows that it has begun
        os.kill(os.getpid(), signal.SIGKILL)
    while not (Path(folder) / "end").exists():
        time.sleep(0.01)
    return len(starts.read_text())


def fit_and_fail(settings, dataset, *, on_step, should_stop):
    """Train, and come to nothing after all."""
    from lessons.training.fit import fit

    fit(settings, dataset, on_step=on_step, should_stop=should_stop)
    raise RuntimeError("out of memory")


_TRACKED = weakref.WeakSet()


class TrackedDataset(Dataset):
    """A data set that a process knows of as long as it holds it, also one that came from another process."""

    def __new__(cls, *_):
        made = super().__new__(cls)
        _TRACKED.add(made)
        return made


def tracked_data_sets():
    """How many of them this process holds."""
    gc.collect()
    return len(_TRACKED)
