"""Trainings on workers: how soon they begin, what a queue costs, what a second worker brings, and that kills change nothing.

`python -m tests.benchmarks work` measures all of it, in about three minutes.
"""

import contextlib
import os
import random
import signal
import time
from dataclasses import replace

import numpy as np

from lessons.data.datasets import DATASETS
from lessons.images.samples import SAMPLES
from lessons.training.fit import fit
from lessons.training.readiness import make_ready
from lessons.training.scratch import fit_scratch
from lessons.training.settings import ScratchSettings
from lessons.training.suited import suited_settings
from lessons.work.jobs import JobQueue
from lessons.work.workers import Workers

TEN = 10
KILLS = 20
CAT = SAMPLES["chelsea"].load()


def main():
    with working() as (workers, queue):
        for name, seconds in first_points(queue).items():
            print(f"Train pressed, warm worker, to the first point of the curve: {name} {seconds:.1f} s (asked: 3)")
        print(f"ten learners at once, to ten runs one after the other: {at_once(queue):.2f} (asked: 1.0)")
        print(f"{KILLS} kills at random moments: {kills(workers, queue)} networks differ from the one without (asked: 0)")
    print(f"ten trainings, two workers of one core instead of one: {two_instead_of_one():.2f} times faster (asked: 1.8)")


@contextlib.contextmanager
def working(**how):
    """Workers that are ready, and a queue for them."""
    workers = Workers(make_ready, **how)
    queue = JobQueue(workers)
    for number in range(2 * how.get("trainers", 1)):  # what is asked first is imported first
        finished(queue.submit(fit_scratch, small(0), DATASETS["digits"], watched=CAT, learner=str(number)))
    yield workers, queue
    workers.close()


def small(seed):
    """A training of some seconds."""
    return ScratchSettings(stack="conv 16; max; conv 32; max; flatten", image_size=32, epochs=6, seed=seed)


def submitted(queue, seed, learner=""):
    return queue.submit(fit_scratch, small(seed), DATASETS["digits"], watched=CAT, learner=learner)


def finished(job):
    snapshot = job.wait(600)
    assert snapshot.state == "finished", snapshot
    return snapshot.result


def first_points(queue):
    """Seconds to the first epoch of what Build and Fine-tune do by default."""
    build = ScratchSettings(epochs=15)
    textures = DATASETS["textures"]
    return {
        "Build": until_first_point(queue.submit(fit_scratch, build, DATASETS["drawings"], watched=CAT)),
        "Fine-tune (320 textures through VGG16 first)": until_first_point(
            queue.submit(fit, suited_settings(textures), textures)
        ),
        "Fine-tune, the same pictures again": until_first_point(queue.submit(fit, suited_settings(textures), textures)),
    }


def until_first_point(job):
    began = time.perf_counter()
    while not ((snapshot := job.poll()).step and snapshot.step.history):
        assert not snapshot.over, snapshot
        time.sleep(0.02)
    seconds = time.perf_counter() - began
    job.stop()
    job.wait(60)
    return seconds


def at_once(queue):
    """Seconds until the last of ten learners has a network, to those of ten runs one after the other."""
    began = time.perf_counter()
    for number in range(TEN):
        finished(submitted(queue, number))
    one_by_one = time.perf_counter() - began
    began = time.perf_counter()
    for job in [submitted(queue, number, learner=str(number)) for number in range(TEN)]:
        finished(job)
    return (time.perf_counter() - began) / one_by_one


def two_instead_of_one():
    """How many times faster ten trainings are on two workers of one core each, than on one."""
    os.environ["TF_NUM_INTRAOP_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
    seconds = []
    for trainers in (1, 2):
        with working(trainers=trainers) as (_, queue):
            began = time.perf_counter()
            for job in [submitted(queue, number, learner=str(number)) for number in range(TEN)]:
                finished(job)
            seconds.append(time.perf_counter() - began)
    return seconds[0] / seconds[1]


def kills(workers, queue):
    """How many networks of a training whose worker is killed at a random moment differ from one that was left in peace."""
    settings = replace(small(1), epochs=12)
    began = time.perf_counter()
    expected = finished(queue.submit(fit_scratch, settings, DATASETS["digits"], watched=CAT)).model.get_weights()
    takes, killed, different = time.perf_counter() - began, 0, 0
    while killed < KILLS:
        job = queue.submit(fit_scratch, settings, DATASETS["digits"], watched=CAT)
        until = time.perf_counter() + random.uniform(0.05, 0.9) * takes
        while not (snapshot := job.poll()).over and (time.perf_counter() < until or not snapshot.step):
            time.sleep(0.02)
        if snapshot.over:
            continue  # it was quicker this time
        for pid in workers.ask(os.getpid):
            os.kill(pid, signal.SIGKILL)
        killed += 1
        network = finished(job).model.get_weights()
        different += any(not np.array_equal(one, other) for one, other in zip(network, expected, strict=True))
    return different
